// SPDX-License-Identifier: Apache-2.0
// Which proxy a request goes through. libcurl could read the environment itself, but would not say
// beforehand what it found, and HttpOptions::refuses_internal must know. The variables and their
// meaning are libcurl's. Thread-safe.
#pragma once

#include <string>

#include "scanner/http/http_url.h"

namespace keyhound {

struct HttpProxies {
  std::string for_http;  // URLs, may hold a user and a password; empty: none
  std::string for_https;
  std::string exceptions;  // hosts, domains and networks that are asked directly; "*": all

  // https_proxy, http_proxy (in lower case alone: a CGI program's HTTP_PROXY is a request's
  // header), all_proxy, no_proxy; the others in upper case too.
  static HttpProxies of_environment();
  // Empty: asked directly.
  [[nodiscard]] std::string proxy_of(const HttpUrl& url) const;
};

}  // namespace keyhound
