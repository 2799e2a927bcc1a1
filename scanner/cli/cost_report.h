// SPDX-License-Identifier: Apache-2.0
// `keyhound rules test --cost` and `keyhound rules cost`: what each rule costs on ordinary source
// code.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/model/rule.h"

namespace keyhound {

// Measures every rule on the files of `corpus` (empty: the headers and scripts that a Debian
// installation has) and prints a table of the costliest and of those that cost too much. Answers
// whether all keep the limits; kNotFound for a path that does not exist, kUsage for a corpus too
// small to measure on.
Result<bool> report_rule_costs(const RuleSet& rules, const std::vector<std::string>& corpus);

// Measures in the same way and prints what both stages of each rule cost, the costliest first, at
// most `top` rules (0: all). The same errors.
Status print_rule_costs(const RuleSet& rules, const std::vector<std::string>& corpus,
                        std::size_t top);

}  // namespace keyhound
