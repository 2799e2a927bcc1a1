// SPDX-License-Identifier: Apache-2.0
// HttpPool: many requests at once in one thread, over libcurl, as strict as HttpClient: TLS is
// verified, bodies are bounded, and nothing is redirected. Used by one thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/http/http_client.h"

namespace keyhound {

class HttpPool {
 public:
  struct Done {
    std::uint64_t ticket = 0;
    tl::expected<HttpResponse, HttpError> answer;  // a redirect is an answer of its status
  };

  // kConfiguration when libcurl cannot be loaded, or an option cannot be; that of the file system
  // for `ca_file`.
  static Result<HttpPool> create(HttpOptions options);
  HttpPool(HttpPool&&) noexcept;
  HttpPool& operator=(HttpPool&&) noexcept;
  ~HttpPool();  // what runs is given up

  // Starts a request; poll() tells its end under this ticket, once. Never blocks. What is more than
  // some at once, in all or to one host, waits inside, and its time-out does not run yet.
  void start(std::uint64_t ticket, HttpRequest request);
  // Those that were started and that poll() did not tell of yet.
  [[nodiscard]] std::size_t running() const;
  // Waits until something ends, at most `wait`, and not at all when nothing runs; answers all that
  // has ended, in any order.
  std::vector<Done> poll(std::chrono::milliseconds wait);

 private:
  struct State;
  explicit HttpPool(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace keyhound
