// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/endpoint.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("An endpoint is a host, with a port and a path, without the slash at its end") {
  CHECK(*parse_endpoint("https://Vault.acme.example") == "https://vault.acme.example");
  CHECK(*parse_endpoint("https://vault.acme.example:8200/") == "https://vault.acme.example:8200");
  CHECK(*parse_endpoint("https://acme.example/ci/Jenkins//") == "https://acme.example/ci/Jenkins");
  CHECK(*parse_endpoint("https://[2001:DB8::1]:8443/a") == "https://[2001:db8::1]:8443/a");
  CHECK(*parse_endpoint("https://127.0.0.1:9000") == "https://127.0.0.1:9000");
}

TEST_CASE("What is no endpoint is refused, and not repeated") {
  const std::string huge = "https://a.example/" + std::string(5000, 'a');
  for (const std::string& text : {std::string(),
                                  std::string("https://"),
                                  std::string("http://vault.acme.example"),
                                  std::string("vault.acme.example"),
                                  std::string("https://user:pw@vault.acme.example"),
                                  std::string("https://vault.acme.example?x=1"),
                                  std::string("https://a.example/p?x"),
                                  std::string("https://a.example/#f"),
                                  std::string("https://a.example/\r\nX: y"),
                                  std::string("https://a.example\n"),
                                  std::string("https://a.example/a b"),
                                  std::string("https://a.example:"),
                                  std::string("https://a.example:x"),
                                  std::string("https://a.example:123456"),
                                  std::string("https://a.example/../b"),
                                  std::string("https://[::1"),
                                  std::string("https://[]"),
                                  std::string("https://[::1]x"),
                                  std::string("https://a\0b.example", 19),
                                  std::string("https://\xC3\xA9.example"),
                                  huge}) {
    CAPTURE(text);
    const auto endpoint = parse_endpoint(text);
    REQUIRE_FALSE(endpoint.has_value());
    CHECK(endpoint.error().kind == ErrorKind::kUsage);
    CHECK(endpoint.error().message.find("pw") == std::string::npos);
  }
}

}  // namespace keyhound
