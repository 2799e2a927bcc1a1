// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/run/pool_transport.h"

#include <thread>
#include <utility>

namespace keyhound {

PoolTransport::PoolTransport(HttpPool pool)
    : pool_(std::move(pool)), begin_(std::chrono::steady_clock::now()) {}

RunTime PoolTransport::elapsed() const {
  return std::chrono::duration_cast<RunTime>(std::chrono::steady_clock::now() - begin_);
}

Timestamp PoolTransport::date() const { return now(); }

void PoolTransport::start(std::uint64_t ticket, HttpRequest request) {
  pool_.start(ticket, std::move(request));
}

std::vector<HttpPool::Done> PoolTransport::poll(RunTime wait) {
  if (pool_.running() > 0) return pool_.poll(std::chrono::ceil<std::chrono::milliseconds>(wait));
  std::this_thread::sleep_for(wait);
  return {};
}

}  // namespace keyhound
