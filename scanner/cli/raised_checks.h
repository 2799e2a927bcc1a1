// SPDX-License-Identifier: Apache-2.0
// The checks of pipeline definitions that policies raise, as scans need them.
#pragma once

#include <string>
#include <vector>

#include "policies/evaluation/policy_settings.h"
#include "scanner/base/result.h"
#include "scanner/pipelines/check.h"

namespace keyhound {

// By id. kConfiguration with one line for each setting of a check that does not exist.
Result<RaisedChecks> raised_checks(const std::vector<CheckSetting>& settings);

// Those of policies in these files and directories, for runs that judge nothing.
Result<RaisedChecks> load_raised_checks(const std::vector<std::string>& policies);

}  // namespace keyhound
