// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/targets/forge_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "scanner/base/ascii.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

constexpr std::size_t kLongestName = 1024;  // bytes

// "https://host:port" and what follows it.
struct WebAddress {
  std::string origin;
  std::string host;
  std::string path;  // without slashes at its ends
};

std::string_view trim_slashes(std::string_view text) {
  while (text.starts_with('/')) text.remove_prefix(1);
  while (text.ends_with('/')) text.remove_suffix(1);
  return text;
}

bool is_in_alphabet(std::string_view text, std::string_view others) {
  return std::all_of(text.begin(), text.end(), [others](char c) {
    return is_alnum_ascii(c) || others.find(c) != std::string_view::npos;
  });
}

Result<WebAddress> read_web_address(std::string_view url) {
  const std::size_t scheme_end = url.find("://");
  const std::string scheme =
      scheme_end == std::string_view::npos ? "" : to_lower_ascii(url.substr(0, scheme_end));
  if (scheme != "https" && scheme != "http") {
    return fail(ErrorKind::kUsage, "the address does not begin with https:// or http://");
  }
  const std::string_view rest = url.substr(scheme_end + 3);
  if (rest.find('@') != std::string_view::npos) {
    return fail(ErrorKind::kUsage,
                "the address holds a user or a password; write it without: tokens come from the "
                "environment");
  }
  if (rest.find_first_of("?#") != std::string_view::npos) {
    return fail(ErrorKind::kUsage, "the address has a query or a fragment; write it without");
  }
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  const std::string host = to_lower_ascii(rest.substr(0, slash));
  if (host.empty() || !is_in_alphabet(host, ".-_:[]")) {
    return fail(ErrorKind::kUsage, "the address names no host");
  }
  const std::string_view path = trim_slashes(rest.substr(slash));
  if (!is_in_alphabet(path, "/.-_~+%")) {
    return fail(ErrorKind::kUsage, "the address has a character that stands in no name");
  }
  return WebAddress{scheme + "://" + host, host, std::string(path)};
}

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= kLongestName && is_in_alphabet(name, "/.-_+") &&
         name.find("//") == std::string_view::npos && name.find("..") == std::string_view::npos &&
         !name.starts_with('-');
}

Error bad_name(const ForgeList& list) {
  return {ErrorKind::kUsage,
          fmt::format("this is neither the name of a {} nor the address of its page", list.what)};
}

// Pages stand at /acme; some also at /orgs/acme or /groups/acme.
std::string_view name_in_path(std::string_view path) {
  for (const std::string_view lead : {"orgs/", "groups/", "users/", "org/"}) {
    if (path.starts_with(lead)) path.remove_prefix(lead.size());
  }
  return path;
}

Result<ForgeSource> source_of_address(const ForgeAndList& found, std::string_view text) {
  KEYHOUND_TRY(const WebAddress address, read_web_address(text));
  const std::string name(name_in_path(address.path));
  if (!is_name(name)) return fail(bad_name(*found.list));
  ForgeSource source{std::string(found.list->id), name, {}};
  if (address.host == found.forge->public_host) return source;
  KEYHOUND_TRY(source.api_url, api_base_of(*found.forge, address.origin));
  return source;
}

}  // namespace

Result<std::string> api_base_of(const Forge& forge, std::string_view url) {
  KEYHOUND_TRY(const WebAddress address, read_web_address(url));
  if (address.host == forge.public_host && address.path.empty() && !forge.public_api.empty()) {
    return std::string(forge.public_api);
  }
  const std::string path = address.path.empty() ? "" : "/" + address.path;
  // "https://api.github.com" and "https://api.acme.ghe.com" are APIs as they are.
  const bool is_api = path.ends_with(forge.api_path) ||
                      (forge.has_api_hosts && address.host.starts_with("api.") && path.empty());
  return address.origin + path + (is_api ? "" : std::string(forge.api_path));
}

Result<ForgeSource> forge_source_of(std::string_view list_id, std::string_view text,
                                    std::string_view api_url) {
  KEYHOUND_TRY(const ForgeAndList found, find_forge_list(list_id));
  const auto context = [&](const Error& error) {
    return error.within(fmt::format("--{}", list_id));
  };
  if (text.find("://") != std::string_view::npos) {
    auto source = source_of_address(found, text);
    if (!source) return fail(context(source.error()));
    return source;
  }
  const std::string name(trim_slashes(text));
  if (!is_name(name)) return fail(context(bad_name(*found.list)));
  ForgeSource source{std::string(found.list->id), name, {}};
  if (!api_url.empty()) {
    auto base = api_base_of(*found.forge, api_url);
    if (!base) return fail(base.error().within("--api-url"));
    source.api_url = *base;
  } else if (found.forge->public_api.empty()) {
    return fail(context(
        {ErrorKind::kUsage, fmt::format("which instance of {} is meant? Give the address of the "
                                        "page, such as https://git.acme.example/{}, or --api-url",
                                        found.forge->name, name)}));
  }
  return source;
}

}  // namespace keyhound
