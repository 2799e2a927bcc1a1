// SPDX-License-Identifier: Apache-2.0
#include "policies/lifecycle/ledger_facts.h"

namespace keyhound {

LedgerFacts ledger_facts_of(const LedgerHistory& history) {
  LedgerFacts facts;
  for (const auto& [id, policy] : history.policies)
    facts.policies.push_back({id, policy.last, static_cast<std::int64_t>(policy.evaluations)});
  for (const auto& [id, credential] : history.credentials) {
    if (!credential.registered_by.empty())
      facts.creations[id] = {credential.registered_by, *credential.registered};
  }
  return facts;
}

}  // namespace keyhound
