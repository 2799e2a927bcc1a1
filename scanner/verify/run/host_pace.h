// SPDX-License-Identifier: Apache-2.0
// HostPace: how a host is treated, whoever asked it last. Plain data.
#pragma once

#include <chrono>
#include <string>

namespace keyhound {

struct HostPace {
  std::chrono::microseconds wait{0};  // until the next request may be sent
  unsigned refusals = 0;              // in a row, whoever was asked about
  std::string given_up;               // why nothing is sent any more; empty: it is
};

}  // namespace keyhound
