// SPDX-License-Identifier: Apache-2.0
#include "scanner/http/http_proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

std::string variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::string first_of(const char* lower, const char* upper) {
  std::string value = variable(lower);
  return value.empty() ? variable(upper) : value;
}

std::string_view without_end_dot(std::string_view name) {
  return name.ends_with('.') ? name.substr(0, name.size() - 1) : name;
}

// The bytes of a literal of IPv4 or IPv6; none: it is a name.
std::vector<std::uint8_t> address_bytes(std::string_view literal) {
  if (literal.starts_with('[') && literal.ends_with(']')) {
    literal = literal.substr(1, literal.size() - 2);
  }
  const std::string text(literal);
  std::vector<std::uint8_t> bytes(sizeof(in_addr));
  if (::inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) return bytes;
  bytes.resize(sizeof(in6_addr));
  if (::inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1) return bytes;
  return {};
}

// "10.0.0.0/8"; without a length the one address.
bool is_in_network(const std::vector<std::uint8_t>& address, std::string_view network) {
  const std::size_t slash = network.find('/');
  const auto base = address_bytes(network.substr(0, slash));
  if (base.size() != address.size()) return false;
  std::size_t bits = 8 * base.size();
  if (slash != std::string_view::npos) {
    const std::string_view length = network.substr(slash + 1);
    const std::size_t most = bits;
    const auto read = std::from_chars(length.data(), length.data() + length.size(), bits);
    if (read.ec != std::errc() || read.ptr != length.data() + length.size() || bits > most) {
      return false;
    }
  }
  const std::size_t whole = bits / 8;
  const auto shift = 8 - bits % 8;
  return std::equal(base.begin(), base.begin() + static_cast<std::ptrdiff_t>(whole),
                    address.begin()) &&
         (bits % 8 == 0 || (base[whole] >> shift) == (address[whole] >> shift));
}

bool is_in_domain(std::string_view host, std::string_view domain) {
  domain = without_end_dot(domain);
  if (domain.starts_with('.')) domain.remove_prefix(1);
  if (domain.empty() || !host.ends_with(domain)) return false;
  return host.size() == domain.size() || host[host.size() - domain.size() - 1] == '.';
}

bool is_exception(std::string_view exceptions, const std::string& host) {
  const auto address = address_bytes(host);
  const std::string_view name = without_end_dot(host);
  std::size_t begin = 0;
  while ((begin = exceptions.find_first_not_of(" \t,", begin)) != std::string_view::npos) {
    const std::size_t end = exceptions.find_first_of(" \t,", begin);
    const std::string entry = to_lower_ascii(exceptions.substr(begin, end - begin));
    if (entry == "*") return true;
    if (!address.empty() ? is_in_network(address, entry) : is_in_domain(name, entry)) return true;
    if (end == std::string_view::npos) return false;
    begin = end;
  }
  return false;
}

}  // namespace

HttpProxies HttpProxies::of_environment() {
  HttpProxies proxies;
  const std::string for_all = first_of("all_proxy", "ALL_PROXY");
  proxies.for_http = variable("http_proxy");
  proxies.for_https = first_of("https_proxy", "HTTPS_PROXY");
  if (proxies.for_http.empty()) proxies.for_http = for_all;
  if (proxies.for_https.empty()) proxies.for_https = for_all;
  proxies.exceptions = first_of("no_proxy", "NO_PROXY");
  return proxies;
}

std::string HttpProxies::proxy_of(const HttpUrl& url) const {
  const std::string& proxy = url.scheme == "https" ? for_https : for_http;
  return proxy.empty() || is_exception(exceptions, url.host) ? "" : proxy;
}

}  // namespace keyhound
