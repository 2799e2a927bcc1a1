// SPDX-License-Identifier: Apache-2.0
// The catalogue of rules: a page a provider with a section a rule, and an index.
#pragma once

#include <vector>

#include "scanner/cli/catalogue/page.h"
#include "scanner/model/rule.h"

namespace keyhound {

// Examples stand as in the rule files, with their placeholders: no page holds a token.
std::vector<Page> rule_pages(const RuleSet& rules);

}  // namespace keyhound
