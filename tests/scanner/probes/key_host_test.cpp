// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/keys/key_host.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("Hosts for keys have a user, a host and a port, of which the host must be there") {
  const auto full = parse_key_host("deploy@[2001:db8::1]:2222", "22");
  REQUIRE(full.has_value());
  CHECK(full->user == "deploy");
  CHECK(full->place.host == "2001:db8::1");
  CHECK(full->place.label() == "[2001:db8::1]:2222");
  CHECK(parse_key_host("www.acme.test", "443")->place.label() == "www.acme.test:443");
  CHECK(parse_key_host("a@b@host", "22")->user == "a@b");
}

TEST_CASE("What is no host for keys is named with the form of one") {
  for (const char* text : {"", "@host", "user@", "user@ho st", "host:99999", "-oProxyCommand=x"}) {
    CAPTURE(std::string(text));
    const auto host = parse_key_host(text, "22");
    REQUIRE_FALSE(host.has_value());
    CHECK(host.error().kind == ErrorKind::kUsage);
    CHECK(host.error().message == "\"" + std::string(text) + "\": a host is [USER@]HOST[:PORT]");
  }
  CHECK(parse_key_host("a\x1b[31m", "22").error().message.find('\x1b') == std::string::npos);
}

}  // namespace keyhound
