// SPDX-License-Identifier: Apache-2.0
#include "scanner/http/http_target.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <string_view>

#include "scanner/base/ascii.h"
#include "scanner/base/network_address.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

// HOST:PORT:HOST:PORT; the host of IPv6 in brackets.
using Route = std::array<std::string_view, 4>;

std::optional<Route> read_route(std::string_view text) {
  Route route;
  for (std::size_t i = 0; i < route.size(); ++i) {
    const std::size_t from = text.starts_with('[') ? text.find(']') : 0;
    if (from == std::string_view::npos) return std::nullopt;
    const std::size_t end = text.find(':', from);
    if ((end == std::string_view::npos) != (i == 3)) return std::nullopt;
    route.at(i) = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  const auto is_number = [](std::string_view port) {
    return port.size() <= 5 && std::all_of(port.begin(), port.end(), is_digit_ascii);
  };
  return is_number(route[1]) && is_number(route[3]) ? std::optional(route) : std::nullopt;
}

std::string refusal(std::string_view place) {
  return fmt::format("{} is not of the public internet; --allow-internal lets it be asked", place);
}

std::string text_of(const sockaddr& address) {
  char text[INET6_ADDRSTRLEN] = {};
  if (address.sa_family == AF_INET) {
    sockaddr_in ipv4{};
    std::memcpy(&ipv4, &address, sizeof ipv4);
    ::inet_ntop(AF_INET, &ipv4.sin_addr, text, sizeof text);
  } else if (address.sa_family == AF_INET6) {
    sockaddr_in6 ipv6{};
    std::memcpy(&ipv6, &address, sizeof ipv6);
    ::inet_ntop(AF_INET6, &ipv6.sin6_addr, text, sizeof text);
  }
  return text[0] == '\0' ? "its address" : text;
}

// After https://www.iana.org/assignments/special-use-domain-names; a name without a dot is one of
// the proxy's own network.
bool is_internal_name(std::string name) {
  if (name.ends_with('.')) name.pop_back();
  if (name.find('.') == std::string::npos) return true;
  const std::string_view ends[] = {".localhost", ".local", ".internal", ".home.arpa"};
  return std::any_of(std::begin(ends), std::end(ends),
                     [&name](std::string_view end) { return name.ends_with(end); });
}

}  // namespace

std::string internal_address(const sockaddr& address) {
  return is_public_address(address) ? "" : refusal(text_of(address));
}

std::string internal_target(const HttpUrl& url, const std::vector<std::string>& connect_to) {
  std::string host = url.host;
  for (const std::string& text : connect_to) {
    const auto route = read_route(text);
    if (!route) continue;
    const auto& [from_host, from_port, to_host, to_port] = *route;
    if (!from_host.empty() && to_lower_ascii(from_host) != url.host) continue;
    if (!from_port.empty() && from_port != url.port) continue;
    if (!to_host.empty()) host = to_lower_ascii(to_host);
    break;  // as libcurl does
  }
  const auto is_public = is_public_address_text(host);
  return is_public.value_or(!is_internal_name(host)) ? "" : refusal(host);
}

Status check_connect_to(const std::string& route) {
  const bool has_blank = std::any_of(route.begin(), route.end(), [](char c) {
    return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f;
  });
  if (!has_blank && read_route(route)) return {};
  return fail(ErrorKind::kConfiguration,
              fmt::format("'{}' is not where to connect: write HOST:PORT:HOST:PORT",
                          escape_for_terminal(route)));
}

}  // namespace keyhound
