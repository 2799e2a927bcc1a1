// SPDX-License-Identifier: Apache-2.0
// What policies make of the checks of pipeline definitions, without the policies themselves: for
// runs that check definitions and judge nothing (a hook, a fix, one repository of many). Pure but
// for the files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "policies/evaluation/policy_settings.h"
#include "scanner/base/result.h"

namespace keyhound {

inline constexpr std::uint64_t kLargestPolicyFile = 1U << 20U;  // bytes
inline constexpr std::size_t kMostPolicies = 1000;              // and files of a directory

// Whether a file of policies holds settings of them.
bool is_policy_settings(std::string_view yaml);

// The same checks as PolicySet::load() of these files and directories has; files of policies are
// passed over, whatever they hold. kConfiguration with one line for each problem.
Result<std::vector<CheckSetting>> load_check_settings(const std::vector<std::string>& paths);

}  // namespace keyhound
