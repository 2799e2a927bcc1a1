// SPDX-License-Identifier: Apache-2.0
// Private to scanner/http/: one request on one of libcurl's handles, for HttpClient, which waits
// for it, and HttpPool, which runs many. All that makes requests strict is set here.
#pragma once

#include <array>
#include <cstddef>
#include <string>

#include "scanner/http/curl_library.h"
#include "scanner/http/http_client.h"
#include "scanner/http/http_proxy.h"
#include "scanner/http/http_url.h"

namespace keyhound {

// What all requests of a client or a pool share.
struct HttpSettings {
  HttpOptions options;
  HttpProxies proxies;
  CurlList connect_to;

  // kConfiguration for options that cannot be; that of the file system for `ca_file`.
  static Result<HttpSettings> of(HttpOptions options);
};

class HttpExchange {
 public:
  // `settings` must outlive it. `subject` is what messages call it.
  HttpExchange(const HttpSettings& settings, HttpRequest request, HttpUrl url, std::string subject);
  ~HttpExchange();  // wipes what may be secret in the request
  HttpExchange(const HttpExchange&) = delete;
  HttpExchange& operator=(const HttpExchange&) = delete;

  // Before the transfer; the handle points into this object until finish(). An error: nothing of
  // this request may be sent.
  tl::expected<void, HttpError> prepare(CURL* curl);
  // After the transfer ended with `code`.
  tl::expected<HttpResponse, HttpError> finish(CURL* curl, CURLcode code);

  [[nodiscard]] const HttpUrl& url() const { return url_; }

 private:
  static std::size_t take_header(char* data, std::size_t size, std::size_t count, void* user);
  static std::size_t take_body(char* data, std::size_t size, std::size_t count, void* user);
  static curl_socket_t open_socket(void* user, curlsocktype purpose, curl_sockaddr* address);

  tl::expected<void, HttpError> check() const;
  void set_trust(CURL* curl) const;
  void set_route(CURL* curl);
  void set_content(CURL* curl) const;
  void set_listeners(CURL* curl);

  const HttpSettings& settings_;
  HttpRequest request_;
  HttpUrl url_;
  std::string subject_;
  std::string proxy_;  // empty: none
  CurlList headers_;
  HttpResponse response_;
  std::size_t head_bytes_ = 0;
  std::string too_large_;        // what is; empty: nothing yet
  std::string refused_address_;  // and why; empty: none
  std::array<char, CURL_ERROR_SIZE> reason_{};
};

}  // namespace keyhound
