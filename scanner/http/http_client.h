// SPDX-License-Identifier: Apache-2.0
// HttpClient: requests over libcurl. TLS is verified, redirects to other hosts are refused, bodies
// are bounded, and no message or log holds a header that authorises. The only place with curl.h is
// scanner/http. Used by one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "scanner/base/result.h"

namespace keyhound {

struct HttpRequest {
  std::string method = "GET";
  std::string url;  // http or https, without user and password
  std::vector<std::pair<std::string, std::string>> headers;
  // A header that authorises, e.g. {"Authorization", "Bearer ..."}. Kept apart so that it is never
  // shown, and never sent to another host. Empty name: none.
  std::pair<std::string, std::string> authorisation;
  std::string body;
};

struct HttpResponse {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string body;

  // The last of that name (lower case); empty: none.
  [[nodiscard]] std::string_view header(std::string_view name) const;
};

// Why no response came. Part of messages and of recorded reasons.
enum class HttpFailure {
  kName,
  kConnect,
  kTls,
  kTimeout,
  kCut,
  kMalformed,  // what came is no HTTP
  kTooLarge,
  kRedirect,
  kAddress,  // the name stands for an address that is refused (HttpOptions::refuses_internal)
  kOther
};

struct HttpError {
  HttpFailure failure = HttpFailure::kOther;
  std::string
      message;  // with the URL, without its query; of a pool: with scheme, host and port alone
};

struct HttpOptions {
  std::chrono::milliseconds connect_timeout{10'000};
  std::chrono::milliseconds timeout{60'000};
  std::uint64_t largest_body = 64U << 20U;
  std::string user_agent;  // empty: keyhound and its version
  std::string ca_file;     // empty: the system's
  // Connects to no address that is not of the public internet (base/network_address.h), looked at
  // after the name was resolved, in the connection itself. A proxy of the environment may be
  // internal; what is asked through it is then looked at by name alone.
  bool refuses_internal = false;
  bool https_only = false;
  // Where to connect in place of a host, as curl's option of that name has it:
  // "HOST:PORT:HOST:PORT". The certificate must still be that of the first.
  std::vector<std::string> connect_to;
};

class HttpClient {
 public:
  // kConfiguration when libcurl cannot be loaded, or an option cannot be; that of the file system
  // for `ca_file`.
  static Result<HttpClient> create(HttpOptions options);
  HttpClient(HttpClient&&) noexcept;
  HttpClient& operator=(HttpClient&&) noexcept;
  ~HttpClient();

  // A response of any status, whole: a body that is shorter than announced is kCut.
  tl::expected<HttpResponse, HttpError> send(const HttpRequest& request);

 private:
  struct State;
  explicit HttpClient(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace keyhound
