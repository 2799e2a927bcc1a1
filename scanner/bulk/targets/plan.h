// SPDX-License-Identifier: Apache-2.0
// Makes the plan of a bulk run from lists, directories and the APIs of forges.
#pragma once

#include "scanner/base/result.h"
#include "scanner/bulk/target.h"
#include "scanner/bulk/targets/plan_environment.h"
#include "scanner/bulk/targets/plan_options.h"

namespace keyhound {

// The token of a forge comes from the environment (docs/bulk.md). A list that breaks off is a
// diagnostic that says where and why, and the plan is not complete; an error where nothing can be
// known: no source at all (kUsage), a list that is not there, a refused token (kConfiguration), and
// where no source gives a target, what went wrong first.
Result<Plan> make_plan(const PlanOptions& options, const PlanEnvironment& environment);
Result<Plan> make_plan(const PlanOptions& options);

// The digest of the targets.
std::string plan_digest(const std::vector<Target>& targets);

// The plan as `bulk plan --format json` prints it, and back. kCorrupt naming the place.
std::string write_plan(const Plan& plan);
Result<Plan> read_plan(std::string_view json, const std::string& file);

}  // namespace keyhound
