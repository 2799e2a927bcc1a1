// SPDX-License-Identifier: Apache-2.0
// PoolTransport: requests over HttpPool, in the system's time. Used by one thread.
#pragma once

#include "scanner/verify/run/request_transport.h"

namespace keyhound {

class PoolTransport final : public RequestTransport {
 public:
  explicit PoolTransport(HttpPool pool);

  [[nodiscard]] RunTime elapsed() const override;
  [[nodiscard]] Timestamp date() const override;
  void start(std::uint64_t ticket, HttpRequest request) override;
  std::vector<HttpPool::Done> poll(RunTime wait) override;

 private:
  HttpPool pool_;
  std::chrono::steady_clock::time_point begin_;
};

}  // namespace keyhound
