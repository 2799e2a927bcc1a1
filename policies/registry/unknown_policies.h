// SPDX-License-Identifier: Apache-2.0
// Exceptions that name a policy which does not exist, and so waive nothing. Only the caller knows
// all policies, since users add their own. Pure.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "policies/registry/registry.h"

namespace keyhound {

// One error for each unknown id, in the order of the exceptions.
std::vector<RegistryProblem> unknown_policies(const Registry& registry,
                                              std::span<const std::string_view> known);

}  // namespace keyhound
