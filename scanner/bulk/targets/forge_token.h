// SPDX-License-Identifier: Apache-2.0
// The token that a forge is asked with, from the environment.
#pragma once

#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/bulk/targets/forge_error.h"
#include "scanner/bulk/targets/plan_environment.h"

namespace keyhound {

// The variable that has the token for targets of `provider` ("github", ...); empty: none is set, or
// this is no forge.
std::string token_variable_of(std::string_view provider, const PlanEnvironment& environment);

// kConfiguration for a token that no header can hold, and for one that would go over a connection
// that others can read: http to another machine. No message holds it.
Result<ForgeAccess> forge_access(const Forge& forge, const std::string& base,
                                 const PlanEnvironment& environment);

}  // namespace keyhound
