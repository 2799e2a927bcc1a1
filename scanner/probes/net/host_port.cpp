// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/net/host_port.h"

#include <algorithm>
#include <charconv>

#include "scanner/base/ascii.h"
#include "scanner/base/network_address.h"

namespace keyhound {
namespace {

bool is_host(std::string_view host) {
  if (is_public_address_text(host).has_value()) return true;
  const auto allowed = [](char c) { return is_alnum_ascii(c) || c == '.' || c == '-' || c == '_'; };
  return !host.empty() && host.size() <= 253 && host.front() != '-' &&
         std::all_of(host.begin(), host.end(), allowed);
}

bool is_port(std::string_view port) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
  return error == std::errc() && end == port.data() + port.size() && number > 0 && number < 65536;
}

// Moves the port out of the host; an address of IPv6 without brackets has none.
void split(std::string_view& host, std::string_view& port) {
  const std::size_t at = host.find_last_of(":,]");
  if (at == std::string_view::npos || host[at] == ']') return;
  if (is_public_address_text(host).has_value()) return;
  port = host.substr(at + 1);
  host = host.substr(0, at);
}

}  // namespace

std::string HostPort::label() const {
  return (host.find(':') == std::string::npos ? host : "[" + host + "]") + ":" + port;
}

Result<HostPort> host_and_port(std::string_view host, std::string_view port,
                               std::string_view default_port) {
  if (port.empty()) split(host, port);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']')
    host = host.substr(1, host.size() - 2);
  if (host.empty()) return fail(ErrorKind::kUnreadable, "nothing says which host it is for");
  if (!is_host(host))
    return fail(ErrorKind::kUnreadable, "its host is no name and no address; it may be a variable");
  if (port.empty() || port == "*") port = default_port;
  if (!is_port(port)) return fail(ErrorKind::kUnreadable, "its port is no number of one");
  return HostPort{to_lower_ascii(host), std::string(port)};
}

}  // namespace keyhound
