// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/plan/allow_list.h"

#include <fmt/format.h>

#include <algorithm>

#include "scanner/base/ascii.h"
#include "scanner/base/glob.h"
#include "scanner/base/nearest_key.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

// What a host or a glob of hosts is written with; colons are those of an IPv6 address.
bool is_host_like(std::string_view text) {
  const bool is_separated = text.find_first_of(".*:") != std::string_view::npos;
  const bool is_local = text == "localhost";
  return (is_separated || is_local) && std::all_of(text.begin(), text.end(), [](char c) {
           return is_alnum_ascii(c) || c == '.' || c == '-' || c == '_' || c == '*' || c == ':';
         });
}

bool has_port(std::string_view text) {
  const std::size_t colon = text.find(':');
  return colon != std::string_view::npos && colon == text.rfind(':');
}

std::string without_brackets(std::string text) {
  if (text.size() > 2 && text.front() == '[' && text.back() == ']')
    return text.substr(1, text.size() - 2);
  return text;
}

tl::unexpected<Error> unknown(const std::string& entry, const std::vector<std::string>& lowered) {
  const std::vector<std::string_view> names(lowered.begin(), lowered.end());
  const std::string_view near = nearest_key(to_lower_ascii(entry), names);
  std::string message =
      fmt::format("'{}' is neither a host (api.github.com, *.example.com) nor a provider of a rule",
                  escape_for_terminal(entry));
  if (!near.empty()) message += fmt::format("; did you mean '{}'?", near);
  return fail(ErrorKind::kUsage, std::move(message));
}

}  // namespace

std::string_view host_without_port(std::string_view host) {
  if (host.starts_with('[')) return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

Result<AllowList> AllowList::create(const std::vector<std::string>& entries,
                                    const std::vector<std::string>& providers) {
  std::vector<std::string> lowered;
  lowered.reserve(providers.size());
  for (const std::string& provider : providers) lowered.push_back(to_lower_ascii(provider));
  AllowList list;
  for (const std::string& entry : entries) {
    std::string word = to_lower_ascii(entry);
    if (std::find(lowered.begin(), lowered.end(), word) != lowered.end()) {
      list.providers_.push_back(std::move(word));
      continue;
    }
    word = without_brackets(std::move(word));
    if (!is_host_like(word)) return unknown(entry, lowered);
    if (has_port(word)) {
      return fail(ErrorKind::kUsage, fmt::format("'{}': a host is named without its port",
                                                 escape_for_terminal(entry)));
    }
    list.hosts_.push_back(std::move(word));
  }
  return list;
}

bool AllowList::allows(std::string_view host, std::string_view provider) const {
  const std::string issuer = to_lower_ascii(provider);
  return std::find(providers_.begin(), providers_.end(), issuer) != providers_.end() ||
         allows_host(host);
}

bool AllowList::allows_host(std::string_view host) const {
  const std::string name = without_brackets(to_lower_ascii(host));
  return std::any_of(hosts_.begin(), hosts_.end(),
                     [&name](const std::string& glob) { return Glob(glob).matches(name); });
}

}  // namespace keyhound
