// SPDX-License-Identifier: Apache-2.0
// `keyhound rules test --cost`: what each rule costs on ordinary source code.
#pragma once

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

}  // namespace keyhound
