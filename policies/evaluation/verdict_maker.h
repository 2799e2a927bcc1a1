// SPDX-License-Identifier: Apache-2.0
// VerdictMaker: asks one policy about one subject and makes the verdict: a failure that an
// exception in force covers is waived. Verdicts that say the same are made once. Used by one
// thread.
#pragma once

#include <map>
#include <utility>

#include "policies/evaluation/policy_set.h"
#include "policies/evaluation/waivers.h"

namespace keyhound {

class VerdictMaker {
 public:
  // Borrows both; `waivers` may be nullptr: nothing is waived.
  VerdictMaker(const PolicySet& policies, const Waivers* waivers)
      : policies_(policies), waivers_(waivers) {}

  // What the next verdicts are about; borrowed until the next call.
  void set_facts(const PolicyFacts& facts);
  // REQUIRES: set_facts() was called.
  [[nodiscard]] const PolicyFacts& facts() const { return *facts_; }
  // Of policies.policies()[policy]. REQUIRES: the facts hold its subject.
  SharedVerdict decide(std::size_t policy);
  // A verdict that needs no evaluation.
  SharedVerdict not_applicable(std::size_t policy, std::string_view reason);

 private:
  SharedVerdict waive(std::size_t policy, PolicyVerdict verdict) const;

  const PolicySet& policies_;
  const Waivers* waivers_;
  const PolicyFacts* facts_ = nullptr;
  EvaluationScratch scratch_;
  std::map<std::pair<std::size_t, std::size_t>, SharedVerdict> constant_;  // by policy and number
  std::map<std::pair<std::size_t, std::string>, SharedVerdict, std::less<>> not_applicable_;
};

}  // namespace keyhound
