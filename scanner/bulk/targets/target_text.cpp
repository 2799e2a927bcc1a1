// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/targets/target_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <vector>

#include "scanner/base/ascii.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestText = 4096;  // bytes

struct Scheme {
  std::string_view name;
  std::string_view port;  // that is left out of names
  bool keeps_user;        // it is part of where the repository is, and no credential
};
constexpr Scheme kSchemes[] = {{"https", "443", false},
                               {"http", "80", false},
                               {"ssh", "22", true},
                               {"git+ssh", "22", true},
                               {"git", "9418", false}};

const Scheme* find_scheme(std::string_view name) {
  for (const Scheme& scheme : kSchemes) {
    if (scheme.name == name) return &scheme;
  }
  return nullptr;
}

Error refuse(std::string message) { return {ErrorKind::kUsage, std::move(message)}; }

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

struct Address {
  std::string user;  // with its password, as written
  bool has_user = false;
  std::string host;
  std::string port;
};

bool is_host(std::string_view host) {
  if (host.empty() || host.front() == '-') return false;
  if (host.front() == '[') {
    return host.size() > 2 && host.back() == ']' &&
           host.substr(1, host.size() - 2).find_first_not_of("0123456789abcdefABCDEF:.") ==
               std::string_view::npos;
  }
  return std::all_of(host.begin(), host.end(),
                     [](char c) { return is_alnum_ascii(c) || c == '.' || c == '-' || c == '_'; });
}

std::optional<Address> read_address(std::string_view authority) {
  Address address;
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
    address.user = authority.substr(0, at);
    address.has_user = true;
    authority.remove_prefix(at + 1);
  }
  const std::size_t bracket = authority.rfind(']');
  const std::size_t colon = authority.rfind(':');
  const bool has_port =
      colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
  if (has_port) address.port = authority.substr(colon + 1);
  address.host = to_lower_ascii(authority.substr(0, has_port ? colon : authority.size()));
  const bool is_port = address.port.size() <= 5 &&
                       std::all_of(address.port.begin(), address.port.end(), is_digit_ascii);
  if (!is_host(address.host) || !is_port) return std::nullopt;
  return address;
}

// The segments of a path joined again: "/a//b.git/" becomes "a/b". Nothing where one is "." or
// "..", or none is left.
std::optional<std::string> plain_path(std::string_view path) {
  std::string plain;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, end);
    if (segment == "." || segment == "..") return std::nullopt;
    if (!segment.empty()) plain += (plain.empty() ? "" : "/") + std::string(segment);
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  if (plain.ends_with(".git") && !plain.ends_with("/.git")) plain.resize(plain.size() - 4);
  if (plain.empty() || plain == ".git") return std::nullopt;
  return plain;
}

Result<TargetText> read_url(std::string_view scheme_name, std::string_view rest) {
  const Scheme* const scheme = find_scheme(scheme_name);
  if (scheme == nullptr) {
    return fail(refuse(fmt::format("'{}' URLs are not supported; use https, ssh, http, git or file",
                                   escape_for_terminal(scheme_name.substr(0, 20)))));
  }
  if (rest.find_first_of("?#") != std::string_view::npos) {
    return fail(
        refuse("the URL has a query or a fragment, which may hold a credential and names "
               "no repository; write it without"));
  }
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  const auto address = read_address(rest.substr(0, slash));
  if (!address) return fail(refuse("the URL names no host, or the host or port cannot be one"));
  const std::string_view path = rest.substr(slash);
  const auto plain = plain_path(path);
  if (!plain) return fail(refuse("the URL names no repository behind its host"));

  TargetText text;
  const std::string port = address->port == scheme->port ? "" : address->port;
  const std::string host = address->host + (port.empty() ? "" : ":" + port);
  std::string user;
  if (scheme->keeps_user && address->has_user) {
    user = address->user.substr(0, address->user.find(':')) + "@";
  }
  text.had_credentials = address->has_user && user != address->user + "@";
  text.target.name = host + "/" + *plain;
  text.target.location = fmt::format("{}://{}{}{}", scheme->name, user, host, path);
  return text;
}

// "git@host:path", which git takes for "ssh://git@host/path".
Result<TargetText> read_short_ssh(std::string_view text, std::size_t colon) {
  const auto address = read_address(text.substr(0, colon));
  const auto plain = plain_path(text.substr(colon + 1));
  if (!address || !address->port.empty() || !plain ||
      address->user.find(':') != std::string::npos) {
    return fail(
        refuse("this is neither an URL, nor USER@HOST:PATH, nor a path; a path with a "
               "colon is written with './' in front"));
  }
  TargetText read;
  const std::string user = address->has_user ? address->user + "@" : "";
  read.target.name = address->host + "/" + *plain;
  read.target.location =
      fmt::format("{}{}:{}", user, address->host, std::string(text.substr(colon + 1)));
  return read;
}

Result<TargetText> read_path(std::string_view text) {
  if (!is_valid_utf8(text)) {
    return fail(
        refuse("the path is not UTF-8, and names no target; rename the folder, or link to "
               "it"));
  }
  std::error_code error;
  const fs::path absolute = fs::weakly_canonical(fs::path(text), error);
  if (error) return fail(refuse(fmt::format("the path cannot be resolved: {}", error.message())));
  std::string path = absolute.lexically_normal().string();
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  if (!is_valid_utf8(path)) {
    return fail(refuse("the path leads to one that is not UTF-8; rename that folder"));
  }
  TargetText read;
  read.target.kind = TargetKind::kPath;
  read.target.name = path;
  read.target.location = path;
  return read;
}

Result<TargetText> read_any(std::string_view text) {
  if (text.empty()) return fail(refuse("it is empty"));
  if (text.size() > kLongestText) return fail(refuse("it is longer than 4096 bytes"));
  if (has_control(text)) return fail(refuse("it has control characters"));
  if (text.front() == '-') {
    return fail(refuse("it begins with '-'; a path is written with './' in front"));
  }
  const std::size_t scheme_end = text.find("://");
  const std::size_t colon = text.find(':');
  if (scheme_end != std::string_view::npos && scheme_end == colon) {
    const std::string scheme = to_lower_ascii(text.substr(0, scheme_end));
    const std::string_view rest = text.substr(scheme_end + 3);
    if (scheme != "file") {
      if (!is_valid_utf8(text)) return fail(refuse("the URL is not UTF-8"));
      return read_url(scheme, rest);
    }
    if (!rest.starts_with('/')) return fail(refuse("a file URL is written file:///PATH"));
    return read_path(rest);
  }
  if (colon != std::string_view::npos && text.substr(colon, 2) == "::") {
    return fail(
        refuse("transports of that kind ('NAME::ADDRESS') run other programs and are "
               "refused; use https, ssh, http, git or file"));
  }
  if (colon != std::string_view::npos && colon < text.find('/')) {
    if (!is_valid_utf8(text)) return fail(refuse("the address is not UTF-8"));
    return read_short_ssh(text, colon);
  }
  return read_path(text);
}

}  // namespace

Result<TargetText> read_target_text(std::string_view text) {
  auto read = read_any(text);
  if (read) read->target.provider = "list";
  return read;
}

std::string shown_target_text(std::string_view text) {
  constexpr std::size_t kLongestShown = 200;  // bytes
  std::string shown(text.substr(0, text.find_first_of("?#")));
  const std::size_t scheme_end = shown.find("://");
  const std::size_t begin = scheme_end == std::string::npos ? 0 : scheme_end + 3;
  const std::size_t at = shown.rfind('@');
  // Also where a password has a slash in it, as written by mistake.
  if (at != std::string::npos && at >= begin) {
    const bool is_plain_user = scheme_end == std::string::npos && shown.find_first_of(":/") > at;
    if (!is_plain_user) shown.replace(begin, at + 1 - begin, "***@");
  }
  if (shown.size() > kLongestShown) shown = shown.substr(0, kLongestShown) + "...";
  return shown;
}

}  // namespace keyhound
