// SPDX-License-Identifier: Apache-2.0
// What must stand only once in a whole registry, over all its files: ids, and the strong keys of a
// credential, since a finding must be tied to one credential.
#pragma once

#include <vector>

#include "policies/registry/registry.h"

namespace keyhound {

// One problem, at the later place, for each repetition.
std::vector<RegistryProblem> find_repetitions(const Registry& registry);

}  // namespace keyhound
