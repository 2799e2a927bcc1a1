// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/sarif/artifact_uri.h"

#include <fmt/format.h>

#include <algorithm>

#include "scanner/report/occurrence_text.h"

namespace keyhound {

namespace {

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_unreserved(char c) {
  return is_alphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

void append_encoded(std::string& uri, std::string_view text, std::string_view kept = "") {
  for (const char c : text) {
    if (is_unreserved(c) || kept.find(c) != std::string_view::npos) {
      uri += c;
    } else {
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
}

bool is_hex_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// True when "%XX" begins `text`.
bool starts_with_escape(std::string_view text) {
  return text.size() >= 3 && text[0] == '%' && is_hex_digit(text[1]) && is_hex_digit(text[2]);
}

bool is_scheme(std::string_view text) {
  if (text.empty() || text == "file" || text.front() < 'a' || text.front() > 'z') return false;
  return text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789+.-") ==
         std::string_view::npos;
}

std::string absolute_uri(std::string_view scheme, std::string_view host, std::string_view path) {
  const std::size_t user_end = host.rfind('@');
  if (user_end != std::string_view::npos) host.remove_prefix(user_end + 1);
  if (host.empty()) return "";
  std::string uri = std::string(scheme) + "://";
  append_encoded(uri, host, ":[]");
  if (!path.empty() && path.front() != '/') uri += '/';
  for (std::size_t i = 0; i < path.size(); ++i) {
    append_encoded(uri, path.substr(i, 1), starts_with_escape(path.substr(i)) ? "%" : "/:@");
  }
  return uri;
}

}  // namespace

std::string relative_uri(std::string_view path) {
  std::string uri;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    if (segment.empty() || segment == "." || segment == "..") continue;
    if (!uri.empty()) uri += '/';
    append_encoded(uri, segment);
  }
  return uri;
}

std::string artifact_uri(const Location& location) {
  if (!is_in_file(location)) return std::string(to_string(location.part));
  std::string uri = relative_uri(location.path);
  return uri.empty() ? "stdin" : uri;
}

std::string repository_uri(std::string_view remote) {
  const std::size_t scheme_end = remote.find("://");
  if (scheme_end != std::string_view::npos) {
    const std::string_view scheme = remote.substr(0, scheme_end);
    if (!is_scheme(scheme)) return "";
    remote.remove_prefix(scheme_end + 3);
    const std::size_t host_end = std::min(remote.find('/'), remote.size());
    std::string_view path = remote.substr(host_end);
    path = path.substr(0, path.find_first_of("?#"));
    return absolute_uri(scheme, remote.substr(0, host_end), path);
  }
  const std::size_t colon = remote.find(':');
  const bool is_scp_like = colon != std::string_view::npos && colon < remote.find('/');
  if (!is_scp_like) return "";
  return absolute_uri("ssh", remote.substr(0, colon), remote.substr(colon + 1));
}

}  // namespace keyhound
