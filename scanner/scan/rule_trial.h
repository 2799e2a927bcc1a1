// SPDX-License-Identifier: Apache-2.0
// Proves rules on their own examples: with the engine, and with RE2 alone.
#pragma once

#include <string>
#include <vector>

#include "scanner/scan/scan_context.h"

namespace keyhound {

// An example that a rule does not treat as it should.
struct RuleTrialFailure {
  std::string rule_id;
  std::string example;  // "example 2", "negative example 1"; never its text, which may be a secret
  std::string reason;
};

struct RuleTrialResult {
  std::size_t rules = 0;
  std::size_t examples = 0;  // positive and negative
  std::vector<RuleTrialFailure> failures;
};

// Every example must be found by its rule, and no negative example, by Hyperscan with RE2 and by
// RE2 alone; where both answer differently, that is a failure too, as it is for texts that are
// drawn from the rule's own regex (engine/rule_check.h). Rules without examples fail. Placeholders
// expand from a fixed seed.
Result<RuleTrialResult> try_rules(const ScanContext& context);

}  // namespace keyhound
