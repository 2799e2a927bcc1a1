// SPDX-License-Identifier: Apache-2.0
// The checks of pipeline definitions that policies raise, as scans need them. Pure.
#pragma once

#include <vector>

#include "policies/evaluation/policy_settings.h"
#include "scanner/base/result.h"
#include "scanner/pipelines/check.h"

namespace keyhound {

// By id. kConfiguration with one line for each setting of a check that does not exist.
Result<RaisedChecks> raised_checks(const std::vector<CheckSetting>& settings);

}  // namespace keyhound
