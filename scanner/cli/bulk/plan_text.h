// SPDX-License-Identifier: Apache-2.0
// A plan for people and for other programs. Pure.
#pragma once

#include <string>
#include <vector>

#include "scanner/bulk/target.h"

namespace keyhound {

// Beside each target of the plan, which shard it goes to; empty: there are no shards.
using PlanShards = std::vector<int>;

std::string plan_as_table(const Plan& plan, const PlanShards& shards);
std::string plan_as_csv(const Plan& plan, const PlanShards& shards);

// "12 targets: 9 to scan, 2 archived, 1 fork".
std::string plan_totals(const Plan& plan);

}  // namespace keyhound
