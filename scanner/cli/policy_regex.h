// SPDX-License-Identifier: Apache-2.0
// The regular expressions of policies, which the engine's RE2 runs. Immutable, thread-safe, lives
// as long as the program.
#pragma once

#include "policies/language/cel_regex.h"

namespace keyhound {

const CelRegexCompiler& policy_regexes();

}  // namespace keyhound
