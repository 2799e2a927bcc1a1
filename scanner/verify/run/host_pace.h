// SPDX-License-Identifier: Apache-2.0
// HostPace: how a host is treated, whoever asked it last. Plain data.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace keyhound {

struct HostPace {
  std::chrono::microseconds wait{0};          // until the next request may be sent
  unsigned refusals = 0;                      // in a row, whoever was asked about
  std::string given_up;                       // why nothing is sent; empty: it is
  std::chrono::microseconds given_up_for{0};  // how long still
  std::vector<std::string> refused = {};  // fingerprints of those refusals: different ones, a few
};

}  // namespace keyhound
