// SPDX-License-Identifier: Apache-2.0
// What a registry that loads gets wrong all the same: parties that do not exist, owners that cannot
// be or have left, waivers that will never hold, keys that will never match, facts that contradict.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "policies/registry/registry.h"

namespace keyhound {

struct LintInput {
  Timestamp now;                               // what has expired and who has left depends on it
  std::span<const std::string_view> policies;  // ids of all that exist
};

// In the order of files and lines. Errors make `keyhound registry lint` fail, warnings do not.
std::vector<RegistryProblem> lint_registry(const Registry& registry, const LintInput& input);

// The problems as JSON for programs, with the counts of the registry (docs/registry.md).
std::string lint_json(const Registry& registry, const std::vector<RegistryProblem>& problems);

}  // namespace keyhound
