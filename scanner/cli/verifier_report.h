// SPDX-License-Identifier: Apache-2.0
// What `keyhound rules` tells of verifiers: a list, the page of the documentation, and how they do
// on recorded answers.
#pragma once

#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/rules/verifier_set.h"

namespace keyhound {

// A line a verifier.
std::string verifier_list(const VerifierSet& verifiers);

// docs/VERIFIERS.md: each verifier with its request, how its facts were confirmed, and what it
// takes every recorded and common answer for.
std::string verifier_page(const VerifierSet& verifiers);

// Prints what goes wrong, and a count; false when something does. `ids` are rules' or verifiers';
// none: all. kUsage for one that there is not, or a rule that nothing verifies.
Result<bool> report_verifier_trials(const VerifierSet& verifiers,
                                    const std::vector<std::string>& ids);

}  // namespace keyhound
