// SPDX-License-Identifier: Apache-2.0
// Decides which targets are left out, and tells why. Pure.
#pragma once

#include <vector>

#include "scanner/bulk/target.h"
#include "scanner/bulk/targets/plan_options.h"

namespace keyhound {

// Fills `excluded` and `excluded_message` of those that are left out; one that has a reason already
// keeps it. A size that is not known is neither too small nor too large.
void exclude_targets(const TargetFilter& filter, std::vector<Target>& targets);

}  // namespace keyhound
