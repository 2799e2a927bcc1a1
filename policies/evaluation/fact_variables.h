// SPDX-License-Identifier: Apache-2.0
// The variables of policy conditions and their values for one subject. Pure.
#pragma once

#include <span>
#include <vector>

#include "policies/evaluation/policy_facts.h"
#include "policies/language/cel_program.h"

namespace keyhound {

// now, repo, has_registry, finding, match, cred, owner, operator, deputy, escalation, exc, severity
// (of what the exception waives), pipelines (that name cred), pipeline, use (of its secret),
// coverage (of cred by references), suppression, inv, maximum, evidence, creation, exposed (values
// of cred, where its revocation was checked by value): in this order.
const std::vector<CelVariable>& fact_variables();

// Writes one value for each of them. They borrow `facts`, which must not move meanwhile.
// REQUIRES: `into` has room for all.
void set_fact_variables(const PolicyFacts& facts, CelArena& arena, std::span<CelValue> into);

}  // namespace keyhound
