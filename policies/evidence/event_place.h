// SPDX-License-Identifier: Apache-2.0
// Where an event stands in a ledger. Plain data.
#pragma once

#include <cstdint>
#include <string>

namespace keyhound {

struct EventPlace {
  std::uint64_t seq = 0;
  std::string hash;  // hex
};

}  // namespace keyhound
