// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/network_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>

namespace keyhound {
namespace {

struct Range4 {
  std::uint32_t first;
  int bits;
};

// https://www.iana.org/assignments/iana-ipv4-special-registry
constexpr Range4 kSpecial4[] = {
    {0x00000000, 8},   // this network
    {0x0a000000, 8},   // private
    {0x64400000, 10},  // shared by carriers; also metadata of some clouds (100.100.100.200)
    {0x7f000000, 8},   // loopback
    {0xa9fe0000, 16},  // link-local; metadata of most clouds
    {0xac100000, 12},  // private
    {0xc0000000, 24},  // protocol assignments
    {0xc0000200, 24},  // documentation
    {0xc0586300, 24},  // relays of 6to4, no longer used
    {0xc0a80000, 16},  // private
    {0xc6120000, 15},  // benchmarks
    {0xc6336400, 24},  // documentation
    {0xcb007100, 24},  // documentation
    {0xe0000000, 4},   // multicast
    {0xf0000000, 4},   // reserved, broadcast
};
// Public by its number, and the inner side of a cloud: metadata and DNS of Azure.
constexpr std::uint32_t kAzureHost = 0xa83f8110;  // 168.63.129.16

using Bytes6 = std::array<std::uint8_t, 16>;

struct Range6 {
  Bytes6 first;
  int bits;
};

// https://www.iana.org/assignments/iana-ipv6-special-registry, of what 2000::/3 holds. All outside
// of that is not given out.
constexpr Range6 kSpecial6[] = {
    {{0x20, 0x01}, 23},              // protocol assignments, among them Teredo and ORCHID
    {{0x20, 0x01, 0x0d, 0xb8}, 32},  // documentation
    {{0x3f, 0xff}, 20},              // documentation
};
constexpr Range6 kGlobalUnicast = {{0x20}, 3};
constexpr Range6 kMapped = {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96};
constexpr Range6 kNat64 = {{0x00, 0x64, 0xff, 0x9b}, 96};
constexpr Range6 kSixToFour = {{0x20, 0x02}, 16};

bool is_public4(std::uint32_t address) {
  return address != kAzureHost &&
         std::none_of(std::begin(kSpecial4), std::end(kSpecial4), [address](const Range4& range) {
           return (address >> (32 - range.bits)) == (range.first >> (32 - range.bits));
         });
}

bool is_in(const Bytes6& address, const Range6& range) {
  const auto whole = static_cast<std::size_t>(range.bits / 8);
  const int rest = range.bits % 8;
  if (!std::equal(address.begin(), address.begin() + whole, range.first.begin())) return false;
  return rest == 0 || (address[whole] >> (8 - rest)) == (range.first[whole] >> (8 - rest));
}

std::uint32_t inner4(const Bytes6& address, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = at; i < at + 4; ++i) number = (number << 8U) | address[i];
  return number;
}

bool is_public6(const Bytes6& address) {
  if (is_in(address, kMapped) || is_in(address, kNat64)) return is_public4(inner4(address, 12));
  if (is_in(address, kSixToFour)) return is_public4(inner4(address, 2));
  return is_in(address, kGlobalUnicast) &&
         std::none_of(std::begin(kSpecial6), std::end(kSpecial6),
                      [&address](const Range6& range) { return is_in(address, range); });
}

}  // namespace

bool is_public_address(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in one{};
    std::memcpy(&one, &address, sizeof(one));
    return is_public4(ntohl(one.sin_addr.s_addr));
  }
  if (address.sa_family != AF_INET6) return false;
  sockaddr_in6 one{};
  std::memcpy(&one, &address, sizeof(one));
  Bytes6 bytes{};
  std::memcpy(bytes.data(), &one.sin6_addr, bytes.size());
  return is_public6(bytes);
}

std::optional<bool> is_public_address_text(std::string_view text) {
  if (text.size() > 2 && text.front() == '[' && text.back() == ']')
    text = text.substr(1, text.size() - 2);
  // A zone ("fe80::1%eth0") says which link an address is of; the address is what counts.
  const std::string address(text.substr(0, text.find('%')));
  in_addr four{};
  if (::inet_pton(AF_INET, address.c_str(), &four) == 1) return is_public4(ntohl(four.s_addr));
  Bytes6 six{};
  if (::inet_pton(AF_INET6, address.c_str(), six.data()) == 1) return is_public6(six);
  return std::nullopt;
}

}  // namespace keyhound
