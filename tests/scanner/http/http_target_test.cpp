// SPDX-License-Identifier: Apache-2.0
#include "scanner/http/http_target.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/un.h>

#include <cstring>
#include <string>
#include <vector>

namespace keyhound {
namespace {

std::string refusal_of(const std::string& host, const std::vector<std::string>& connect_to = {}) {
  const auto url = parse_http_url("https://" + host + "/");
  REQUIRE(url.has_value());
  return internal_target(*url, connect_to);
}

}  // namespace

TEST_CASE("What is refused names the address and the next step") {
  sockaddr_in ipv4{};
  ipv4.sin_family = AF_INET;
  ::inet_pton(AF_INET, "169.254.169.254", &ipv4.sin_addr);
  const std::string why = internal_address(reinterpret_cast<const sockaddr&>(ipv4));
  CHECK(why.find("169.254.169.254 ") == 0);
  CHECK(why.find("--allow-internal") != std::string::npos);
  ::inet_pton(AF_INET, "8.8.8.8", &ipv4.sin_addr);
  CHECK(internal_address(reinterpret_cast<const sockaddr&>(ipv4)).empty());
  sockaddr_in6 ipv6{};
  ipv6.sin6_family = AF_INET6;
  ::inet_pton(AF_INET6, "::ffff:10.0.0.1", &ipv6.sin6_addr);
  CHECK(internal_address(reinterpret_cast<const sockaddr&>(ipv6)).find("::ffff:10.0.0.1 ") == 0);
  sockaddr_un local{};
  local.sun_family = AF_UNIX;
  CHECK_FALSE(internal_address(reinterpret_cast<const sockaddr&>(local)).empty());
}

TEST_CASE("Names that stand for what is internal are known without looking them up") {
  for (const char* host :
       {"127.0.0.1", "10.1.2.3", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]",
        "[fd00:ec2::254]", "localhost", "LOCALHOST.", "a.localhost", "printer.local",
        "metadata.google.internal", "router.home.arpa", "intranet", "169.254.169.254"}) {
    CAPTURE(host);
    CHECK_FALSE(refusal_of(host).empty());
  }
  for (const char* host :
       {"api.example.com", "8.8.8.8", "[2606:4700::1111]", "internal.example", "local.example."}) {
    CAPTURE(host);
    CHECK(refusal_of(host).empty());
  }
}

TEST_CASE("What connect_to puts in the place of a host is looked at, too") {
  CHECK_FALSE(refusal_of("api.example.com", {"::127.0.0.1:8443"}).empty());
  CHECK_FALSE(refusal_of("api.example.com", {"API.example.com:443:[::1]:8443"}).empty());
  CHECK(refusal_of("api.example.com", {"other.example.com::127.0.0.1:"}).empty());
  CHECK(refusal_of("api.example.com", {"api.example.com:8443:127.0.0.1:"}).empty());
  CHECK(refusal_of("api.example.com", {"::8.8.8.8:443", "::127.0.0.1:"}).empty());
  CHECK_FALSE(refusal_of("127.0.0.1", {"api.example.com::8.8.8.8:"}).empty());
}

TEST_CASE("A place to connect to has four parts") {
  for (const char* route :
       {"a.example:443:b.example:8443", "::127.0.0.1:8443", ":::", "[::1]:443:[fe80::1]:1"}) {
    CAPTURE(route);
    CHECK(check_connect_to(route).has_value());
  }
  for (const char* route :
       {"", "a.example", "a.example:443", "a.example:443:b.example", "a:1:b:2:3", "a:x:b:1",
        "a:1:b:123456", "[::1:443:b:1", "a:1:b: 2", "a:1:b\n:2", "::1:443:b:1"}) {
    CAPTURE(route);
    const Status checked = check_connect_to(route);
    REQUIRE_FALSE(checked.has_value());
    CHECK((checked.error().kind == ErrorKind::kConfiguration));
    CHECK(checked.error().message.find('\n') == std::string::npos);
  }
}

}  // namespace keyhound
