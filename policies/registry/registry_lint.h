// SPDX-License-Identifier: Apache-2.0
// What a registry that loads gets wrong all the same: parties that do not exist, owners that cannot
// be, waivers that will never hold, keys that will never match.
#pragma once

#include <vector>

#include "policies/registry/registry.h"

namespace keyhound {

// In the order of files and lines. Errors make `keyhound registry lint` fail, warnings do not.
std::vector<RegistryProblem> lint_registry(const Registry& registry);

}  // namespace keyhound
