// SPDX-License-Identifier: Apache-2.0
// The catalogue of policies: a page a policy, with a scenario that fails and one that passes, from
// the tests that it carries; and an index.
#pragma once

#include <string_view>
#include <vector>

#include "policies/evaluation/policy_set.h"
#include "scanner/cli/catalogue/page.h"

namespace keyhound {

// kConfiguration for a policy whose tests cannot be read.
Result<std::vector<Page>> policy_pages(const PolicySet& policies);

// The texts of the tests in a policy's file, in their order, with the indentation taken away.
std::vector<std::string> test_texts(std::string_view policy_yaml);

}  // namespace keyhound
