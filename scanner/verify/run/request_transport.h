// SPDX-License-Identifier: Apache-2.0
// RequestTransport: what a run sends its requests through, and where its time comes from: HttpPool
// and the system's clocks, or those of a test. Used by one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "scanner/base/time.h"
#include "scanner/http/http_pool.h"

namespace keyhound {

// Since some point in time; never goes back.
using RunTime = std::chrono::microseconds;

class RequestTransport {
 public:
  virtual ~RequestTransport() = default;
  [[nodiscard]] virtual RunTime elapsed() const = 0;
  [[nodiscard]] virtual Timestamp date() const = 0;  // as calendars have it

  // Never blocks. poll() tells the end under this ticket.
  virtual void start(std::uint64_t ticket, HttpRequest request) = 0;
  // Waits until something ends, at most `wait`, also while nothing runs.
  virtual std::vector<HttpPool::Done> poll(RunTime wait) = 0;
};

}  // namespace keyhound
