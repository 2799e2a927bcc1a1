// SPDX-License-Identifier: Apache-2.0
// Private to scanner/engine/: which trigger hits of a derived text are those of its base, and where
// the text must be searched for the others. See derived_hits.cpp. Pure functions, thread-safe.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "scanner/base/copied_range.h"
#include "scanner/engine/trigger_database.h"
#include "scanner/engine/trigger_hit.h"

namespace keyhound {

// The hits that end in [first_end, last_end] of the text are those of the base that end as far from
// base_first_end on.
struct CarriedSpan {
  std::size_t first_end = 0;
  std::size_t last_end = 0;
  std::size_t base_first_end = 0;
  bool operator==(const CarriedSpan&) const = default;
};

// Each offset from 1 to the text's size is an end that one window or one span decides. Both ascend.
struct SearchPlan {
  std::vector<SearchWindow> windows;
  std::vector<CarriedSpan> spans;
};

// Whether `copied` is a list as CopiedRange says, within texts of these sizes.
bool is_valid_copy(std::span<const CopiedRange> copied, std::size_t text_size,
                   std::size_t base_size);

// Replaces `plan`. REQUIRES: is_valid_copy().
void plan_search(std::size_t text_size, std::span<const CopiedRange> copied, SearchPlan& plan);

// Replaces `hits` with those that `spans` carry over, sorted as `base` is.
void carry_hits(std::span<const TriggerHit> base, std::span<const CarriedSpan> spans,
                std::vector<TriggerHit>& hits);

}  // namespace keyhound
