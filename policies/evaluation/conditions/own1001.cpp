// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/condition.h"

namespace keyhound {
namespace {

// Why nobody answers for the secret; empty: somebody does. An accountable party that the registry
// does not list is taken at its word here; `registry lint` refuses it.
std::string reason_for_no_owner(const PolicyFacts& facts) {
  if (facts.registry == nullptr) return "there is no owner registry";
  if (facts.credential == nullptr) return "no registry entry matches it";
  const std::string entry = "registry entry '" + facts.credential->id + "' ";
  if (facts.credential->owner.accountable.empty()) return entry + "names nobody as accountable";
  if (facts.accountable != nullptr && !facts.accountable->is_internal()) {
    return entry + "names a third party, which can operate it but not answer for it";
  }
  return {};
}

}  // namespace

Decision decide_own1001(const PolicyFacts& facts, const PolicyDefinition&) {
  const std::string reason = reason_for_no_owner(facts);
  if (reason.empty()) {
    return Decision::pass("'" + facts.credential->owner.accountable + "' is accountable for '" +
                          facts.credential->id + "'");
  }
  return {Outcome::kFail, {}, {{"rule", facts.finding->rule_id}, {"reason", reason}}};
}

}  // namespace keyhound
