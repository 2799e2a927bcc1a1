// SPDX-License-Identifier: Apache-2.0
// TriggerHit: a trigger matched. Where it began is not known; at most kMaxTriggerWidth bytes before
// its end. Plain data.
#pragma once

#include <compare>
#include <cstdint>

namespace keyhound {

// The trigger's number in the engine (or in its database) and the offset behind its last byte.
struct TriggerHit {
  std::uint32_t trigger = 0;
  std::uint32_t end = 0;
  auto operator<=>(const TriggerHit&) const = default;
};

}  // namespace keyhound
