// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/endpoint.h"

#include <algorithm>

#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

constexpr std::string_view kHttps = "https://";
constexpr std::size_t kLongest = 2048;   // bytes
constexpr std::size_t kLongestPort = 5;  // digits

bool are_all(std::string_view text, bool (*test)(char)) {
  return std::all_of(text.begin(), text.end(), test);
}

bool is_host_character(char c) { return is_alnum_ascii(c) || c == '.' || c == '-' || c == '_'; }

bool is_address_character(char c) { return is_alnum_ascii(c) || c == ':' || c == '.'; }

// RFC 3986, 3.3: what stands in a path as it is, and percent signs.
bool is_path_character(char c) {
  return is_alnum_ascii(c) ||
         std::string_view("/-._~!$&'()*+,;=:@%").find(c) != std::string_view::npos;
}

// A name or an IPv4 address, or an IPv6 address in brackets; what stands behind it is left.
bool take_host(std::string_view& rest) {
  const bool is_bracketed = rest.starts_with('[');
  const std::size_t end = is_bracketed ? rest.find(']') : rest.find(':');
  if (is_bracketed && end == std::string_view::npos) return false;
  const std::string_view host = rest.substr(is_bracketed ? 1 : 0, is_bracketed ? end - 1 : end);
  rest.remove_prefix(std::min(end + (is_bracketed ? 1 : 0), rest.size()));
  return !host.empty() && are_all(host, is_bracketed ? is_address_character : is_host_character);
}

bool is_authority(std::string_view rest) {
  if (!take_host(rest)) return false;
  if (rest.empty()) return true;
  const std::string_view port = rest.substr(1);
  return rest[0] == ':' && !port.empty() && port.size() <= kLongestPort &&
         are_all(port, is_digit_ascii);
}

}  // namespace

Result<std::string> parse_endpoint(std::string_view text) {
  const std::string_view rest = text.starts_with(kHttps) ? text.substr(kHttps.size()) : "";
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  std::string_view path = rest.substr(slash);
  while (path.ends_with('/')) path.remove_suffix(1);
  const bool is_good = text.size() <= kLongest && is_authority(rest.substr(0, slash)) &&
                       are_all(path, is_path_character) &&
                       path.find("..") == std::string_view::npos;
  if (!is_good) {
    return fail(ErrorKind::kUsage,
                "an endpoint is https://HOST, with :PORT and /PATH where it has them, and without "
                "a user, a query or a fragment");
  }
  return std::string(kHttps) + to_lower_ascii(rest.substr(0, slash)) + std::string(path);
}

}  // namespace keyhound
