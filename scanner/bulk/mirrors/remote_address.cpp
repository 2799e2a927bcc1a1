// SPDX-License-Identifier: Apache-2.0
// The forms: https://git-scm.com/docs/git-clone#_git_urls,
// https://git-scm.com/docs/gitremote-helpers.
#include "scanner/bulk/mirrors/remote_address.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

using Refusal = tl::unexpected<TargetFailure>;

constexpr std::array<std::string_view, 5> kKnown = {"https", "ssh", "http", "git", "file"};
constexpr std::size_t kLongest = 4096;

Refusal refuse(std::string message) {
  return Refusal(TargetFailure{"configuration", std::move(message)});
}

bool has_control_or_space(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte == 0x7f;
  });
}

// "user@" of an authority: fine for ssh alone, and without a password.
tl::expected<std::string, TargetFailure> host_of(std::string_view authority,
                                                 std::string_view protocol) {
  const std::size_t at = authority.rfind('@');
  if (at != std::string_view::npos) {
    const std::string_view user = authority.substr(0, at);
    if (protocol != "ssh" || user.find(':') != std::string_view::npos) {
      return refuse("the URL holds credentials; leave them out and name a credential helper");
    }
    if (user.starts_with('-')) return refuse("the user in the URL begins with '-'");
    authority.remove_prefix(at + 1);
  }
  if (authority.starts_with('-')) return refuse("the host in the URL begins with '-'");
  if (authority.empty()) return refuse("the URL names no host");
  return to_lower_ascii(authority);
}

tl::expected<RemoteAddress, TargetFailure> read_url(const std::string& location,
                                                    std::size_t scheme_end) {
  RemoteAddress address;
  address.url = location;
  address.protocol = to_lower_ascii(location.substr(0, scheme_end));
  const std::string_view rest = std::string_view(location).substr(scheme_end + 3);
  if (address.protocol == "file") return address;
  const std::size_t slash = rest.find('/');
  if (slash == std::string_view::npos) return refuse("the URL has no path");
  auto host = host_of(rest.substr(0, slash), address.protocol);
  if (!host) return Refusal(std::move(host).error());
  if (address.protocol != "ssh" && rest.find_first_of("?#") != std::string_view::npos) {
    return refuse("the URL has a query or a fragment, which no repository has");
  }
  address.host = std::move(*host);
  return address;
}

tl::expected<RemoteAddress, TargetFailure> read_form(const std::string& location) {
  if (location.starts_with('/')) return RemoteAddress{location, "file", {}};
  const std::size_t scheme_end = location.find("://");
  const std::size_t colon = location.find(':');
  if (location.find("::") == colon && colon != std::string::npos) {
    return Refusal(TargetFailure{"protocol", "remote helpers are never run; name an URL"});
  }
  if (scheme_end != std::string::npos && scheme_end == colon && scheme_end != 0) {
    return read_url(location, scheme_end);
  }
  if (colon == std::string::npos || location.find('/') < colon) {
    return Refusal(TargetFailure{"protocol", "it is neither an URL nor an absolute path"});
  }
  auto host = host_of(std::string_view(location).substr(0, colon), "ssh");
  if (!host) return Refusal(std::move(host).error());
  return RemoteAddress{location, "ssh", std::move(*host)};
}

}  // namespace

tl::expected<RemoteAddress, TargetFailure> read_remote_address(
    const std::string& location, const std::vector<std::string>& allowed) {
  if (location.empty() || location.size() > kLongest || location.front() == '-' ||
      has_control_or_space(location)) {
    return refuse("the URL is empty, too long, or has characters that no URL has");
  }
  auto address = read_form(location);
  if (!address) return address;
  const bool is_known = std::find(kKnown.begin(), kKnown.end(), address->protocol) != kKnown.end();
  if (!is_known || std::find(allowed.begin(), allowed.end(), address->protocol) == allowed.end()) {
    return Refusal(TargetFailure{
        "protocol", fmt::format("the protocol '{}' is not allowed{}", address->protocol,
                                is_known ? "; allow it if you trust it" : "")});
  }
  return address;
}

}  // namespace keyhound
