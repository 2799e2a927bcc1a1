// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/network_address.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/un.h>

#include <string>

namespace keyhound {
namespace {

struct Row {
  const char* text;
  bool is_public;
};

constexpr Row kRows[] = {
    {"8.8.8.8", true},
    {"1.1.1.1", true},
    {"172.15.255.255", true},
    {"172.32.0.0", true},
    {"192.169.0.1", true},
    {"100.63.255.255", true},
    {"100.128.0.0", true},
    {"223.255.255.255", true},
    {"0.0.0.0", false},
    {"10.255.0.1", false},
    {"100.100.100.200", false},
    {"127.0.0.1", false},
    {"127.255.255.254", false},
    {"168.63.129.16", false},
    {"169.254.169.254", false},
    {"172.16.0.1", false},
    {"172.31.255.255", false},
    {"192.0.2.7", false},
    {"192.168.1.1", false},
    {"198.18.0.1", false},
    {"198.19.255.255", false},
    {"203.0.113.9", false},
    {"224.0.0.1", false},
    {"255.255.255.255", false},
    {"2606:4700:4700::1111", true},
    {"[2a00:1450:4001:80b::200e]", true},
    {"::", false},
    {"::1", false},
    {"[::1]", false},
    {"fe80::1", false},
    {"fe80::1%eth0", false},
    {"fc00::1", false},
    {"fd00:ec2::254", false},
    {"ff02::1", false},
    {"2001:db8::1", false},
    {"2001:0:4136:e378:8000:63bf:3fff:fdd2", false},
    {"3fff::1", false},
    {"::ffff:10.0.0.1", false},
    {"::ffff:8.8.8.8", true},
    {"::10.0.0.1", false},
    {"64:ff9b::a9fe:a9fe", false},
    {"64:ff9b::808:808", true},
    {"64:ff9b:1::808:808", false},
    {"2002:7f00:1::1", false},
    {"2002:808:808::1", true},
};

}  // namespace

TEST_CASE("Addresses of private, local and special networks are not public") {
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    CHECK(is_public_address_text(row.text) == row.is_public);
  }
}

TEST_CASE("What is no address is neither public nor internal") {
  for (const char* text : {"", "localhost", "example.com", "0x7f.1", "2130706433", "127.1",
                           "010.0.0.1", "[::1", "1.2.3.4.5", "::g"}) {
    CAPTURE(text);
    CHECK_FALSE(is_public_address_text(text).has_value());
  }
}

TEST_CASE("An address of a socket is judged as its text is") {
  sockaddr_in four{};
  four.sin_family = AF_INET;
  ::inet_pton(AF_INET, "169.254.169.254", &four.sin_addr);
  CHECK_FALSE(is_public_address(reinterpret_cast<const sockaddr&>(four)));
  ::inet_pton(AF_INET, "8.8.8.8", &four.sin_addr);
  CHECK(is_public_address(reinterpret_cast<const sockaddr&>(four)));

  sockaddr_in6 six{};
  six.sin6_family = AF_INET6;
  ::inet_pton(AF_INET6, "::ffff:127.0.0.1", &six.sin6_addr);
  CHECK_FALSE(is_public_address(reinterpret_cast<const sockaddr&>(six)));
  ::inet_pton(AF_INET6, "2606:4700:4700::1111", &six.sin6_addr);
  CHECK(is_public_address(reinterpret_cast<const sockaddr&>(six)));

  sockaddr_un local{};
  local.sun_family = AF_UNIX;
  CHECK_FALSE(is_public_address(reinterpret_cast<const sockaddr&>(local)));
}

}  // namespace keyhound
