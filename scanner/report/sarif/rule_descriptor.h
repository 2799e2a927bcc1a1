// SPDX-License-Identifier: Apache-2.0
// SARIF reporting descriptors: what a viewer tells about a rule, a policy, a check or a kind of
// diagnostic. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "scanner/model/finding.h"
#include "scanner/model/policy_info.h"
#include "scanner/model/rule.h"
#include "scanner/report/json_stream.h"

namespace keyhound {

inline constexpr std::string_view kInformationUri = "https://keyhound.dev/";

Json rule_descriptor(const Rule& rule);
Json policy_descriptor(const PolicyInfo& policy);
Json check_descriptor(const CheckInfo& check);
// For a rule that is known by its finding only.
Json finding_descriptor(const Finding& example);

// "github-pat" is "GithubPat".
std::string pascal_case(std::string_view id);

}  // namespace keyhound
