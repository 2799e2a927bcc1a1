// SPDX-License-Identifier: Apache-2.0
// DueDate: what a registry wants done by when: rotations, reviews, ends of exceptions, and the
// like. Plain data.
#pragma once

#include <string>
#include <vector>

#include "policies/evaluation/policy_set.h"
#include "policies/evidence/ledger_history.h"
#include "policies/registry/registry.h"
#include "scanner/base/time.h"

namespace keyhound {

struct DueDate {
  Timestamp at;
  std::string what;     // "rotation", "review", "owner's acceptance", ...
  std::string subject;  // "credential:pay-key", "exception:EXC-1", "party:vendor:shipco"
  std::string owner;    // who has to act; empty: nobody
};

// All of them, the earliest first; those that are past are overdue. `policies` knows the time that
// is allowed; what a policy that is switched off would demand is not due. `history` may be nullptr;
// a revocation whose check it has is verified.
std::vector<DueDate> due_dates(const Registry& registry, const PolicySet& policies,
                               const LedgerHistory* history = nullptr);

}  // namespace keyhound
