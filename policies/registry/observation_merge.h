// SPDX-License-Identifier: Apache-2.0
// Merges what systems observed into the entries: sorts each entry's own facts into declared and
// observed, adds the rows of `observations:`, and decides what counts (docs/registry.md). Linear.
#pragma once

#include "policies/registry/registry.h"

namespace keyhound {

// REQUIRES: not merged before. Marks each row that found its entry.
void merge_observations(Registry& registry);

}  // namespace keyhound
