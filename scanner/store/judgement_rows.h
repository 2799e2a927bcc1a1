// SPDX-License-Identifier: Apache-2.0
// Private to scanner/store/: what a judgement says of the registry and of policies.
#pragma once

#include <cstdint>
#include <vector>

#include "scanner/model/assessment.h"
#include "scanner/model/policy_info.h"
#include "scanner/store/database.h"

namespace keyhound {

// Each replaces what the last judgement left.
Status write_registry(Database& database, const Assessment& assessment);
Status write_subject_verdicts(Database& database, const Assessment& assessment);
Status write_policy_totals(Database& database, std::int64_t run_id, const Assessment& assessment,
                           const std::vector<PolicyInfo>& policies);

// Whether a verdict is kept: one that passes is only counted.
bool is_kept(Outcome outcome);

}  // namespace keyhound
