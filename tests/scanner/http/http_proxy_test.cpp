// SPDX-License-Identifier: Apache-2.0
#include "scanner/http/http_proxy.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/support/scoped_environment.h"

namespace keyhound::testing {
namespace {

std::string proxy_of(const HttpProxies& proxies, const std::string& url) {
  const auto parsed = parse_http_url(url);
  REQUIRE(parsed.has_value());
  return proxies.proxy_of(*parsed);
}

}  // namespace

TEST_CASE("Each scheme has its proxy, or that of all") {
  HttpProxies proxies{"one:1", "two:2", ""};
  CHECK(proxy_of(proxies, "http://a.example/") == "one:1");
  CHECK(proxy_of(proxies, "https://a.example/") == "two:2");
  CHECK(proxy_of({}, "https://a.example/").empty());
}

TEST_CASE("The variables are those that libcurl reads") {
  const ScopedEnvironment none({{"http_proxy", ""},
                                {"HTTP_PROXY", "of-a-request:1"},
                                {"https_proxy", ""},
                                {"HTTPS_PROXY", "upper:2"},
                                {"all_proxy", ""},
                                {"ALL_PROXY", "all:3"},
                                {"no_proxy", ""},
                                {"NO_PROXY", "a.example"}});
  HttpProxies proxies = HttpProxies::of_environment();
  CHECK(proxies.for_http == "all:3");
  CHECK(proxies.for_https == "upper:2");
  CHECK(proxies.exceptions == "a.example");
  const ScopedEnvironment lower(
      {{"http_proxy", "plain:4"}, {"https_proxy", "lower:5"}, {"no_proxy", "*"}});
  proxies = HttpProxies::of_environment();
  CHECK(proxies.for_http == "plain:4");
  CHECK(proxies.for_https == "lower:5");
  CHECK(proxies.exceptions == "*");
}

TEST_CASE("Hosts, domains and networks are asked without the proxy") {
  struct Row {
    std::string exceptions;
    std::string host;
    bool is_direct;
  };
  const std::vector<Row> rows = {
      {"", "a.example", false},
      {"*", "a.example", true},
      {"a.example", "a.example", true},
      {"A.Example.", "a.example", true},
      {"a.example", "a.example.", true},
      {".example", "a.example", true},
      {"example", "a.example", true},
      {"a.example", "ba.example", false},
      {"b.example, a.example", "a.example", true},
      {"b.example a.example", "a.example", true},
      {",, ,", "a.example", false},
      {"b.*", "b.example", false},
      {"10.0.0.0/8", "10.1.2.3", true},
      {"10.0.0.0/8", "11.1.2.3", false},
      {"192.168.4.0/22", "192.168.7.9", true},
      {"192.168.4.0/22", "192.168.8.9", false},
      {"10.0.0.0/33", "10.1.2.3", false},
      {"10.0.0.0/x", "10.1.2.3", false},
      {"10.1.2.3", "10.1.2.3", true},
      {"2.3", "10.1.2.3", false},
      {"10.1.2.3", "a.10.1.2.3.example", false},
      {"fd00::/8", "[fd12::1]", true},
      {"[fd12::1]", "[fd12::1]", true},
      {"fd00::/8", "[fe80::1]", false},
      {"0.0.0.0/0", "[fe80::1]", false},
      {"0.0.0.0/0", "10.1.2.3", true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.exceptions);
    CAPTURE(row.host);
    const HttpProxies proxies{"", "proxy:1", row.exceptions};
    CHECK(proxy_of(proxies, "https://" + row.host + "/").empty() == row.is_direct);
  }
}

}  // namespace keyhound::testing
