// SPDX-License-Identifier: Apache-2.0
// Merges what systems observed into the entries: sorts each entry's own facts into declared and
// observed, adds the rows of `observations:`, and decides what counts (docs/registry.md). Linear.
#pragma once

#include "policies/registry/registry.h"

namespace keyhound {

// REQUIRES: not merged before. Marks each row that found its entry. The problems are rows about
// entries of a layer above theirs: what they say does not count, and nothing else would tell.
std::vector<RegistryProblem> merge_observations(Registry& registry);

}  // namespace keyhound
