// SPDX-License-Identifier: Apache-2.0
// Addresses of http and https, taken apart as libcurl does that follows them. Thread-safe.
#pragma once

#include <optional>
#include <string>

#include "scanner/base/result.h"

namespace keyhound {

struct HttpUrl {
  std::string scheme;  // "http", "https"
  std::string host;    // in lower case
  std::string port;    // always there
  std::string text;    // normalised, with path and query, without a fragment

  [[nodiscard]] bool has_origin_of(const HttpUrl& other) const;
  // 127.0.0.0/8, ::1 and localhost: what is sent there stays on this machine.
  [[nodiscard]] bool is_loopback() const;
  // "https://host", with the port where it is not that of the scheme.
  [[nodiscard]] std::string origin() const;
  // "https://host/path", for messages: the query may hold more than is good to show.
  [[nodiscard]] std::string without_query() const;
};

// kConfiguration when libcurl cannot be loaded, kUsage for what is no such address, or holds a
// user.
Result<HttpUrl> parse_http_url(const std::string& text);
// Where `reference` leads that stands in what came from `base` (RFC 3986 section 5).
Result<HttpUrl> resolve_http_url(const HttpUrl& base, const std::string& reference);

}  // namespace keyhound
