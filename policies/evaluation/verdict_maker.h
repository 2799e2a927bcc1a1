// SPDX-License-Identifier: Apache-2.0
// VerdictMaker: asks one policy about one subject and makes the verdict: a failure that an
// exception in force covers is waived. Verdicts that say the same are made once. Used by one
// thread.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "policies/evaluation/policy_set.h"
#include "policies/evaluation/waivers.h"

namespace keyhound {

class VerdictMaker {
 public:
  // Borrows both; `waivers` may be nullptr: nothing is waived.
  VerdictMaker(const PolicySet& policies, const Waivers* waivers)
      : policies_(policies),
        waivers_(waivers),
        constant_(policies.policies().size()),
        not_applicable_(policies.policies().size()) {}

  // What the next verdicts are about; borrowed until the next call.
  void set_facts(const PolicyFacts& facts);
  // REQUIRES: set_facts() was called.
  [[nodiscard]] const PolicyFacts& facts() const { return *facts_; }
  // Of policies.policies()[policy]. REQUIRES: the facts hold its subject.
  SharedVerdict decide(std::size_t policy);
  // A verdict that needs no evaluation.
  SharedVerdict not_applicable(std::size_t policy, std::string_view reason);

 private:
  [[nodiscard]] PolicyVerdict verdict_of(std::size_t policy, Decision decision) const;
  void waive(std::size_t policy, PolicyVerdict& verdict) const;
  // The verdict that says the same, where there was one already.
  SharedVerdict share(PolicyVerdict verdict);

  // Of what they say.
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(const PolicyVerdict& verdict) const;
    std::size_t operator()(const SharedVerdict& verdict) const { return (*this)(*verdict); }
  };
  struct Equal {
    using is_transparent = void;
    static const PolicyVerdict& of(const PolicyVerdict& verdict) { return verdict; }
    static const PolicyVerdict& of(const SharedVerdict& verdict) { return *verdict; }
    bool operator()(const auto& a, const auto& b) const { return of(a) == of(b); }
  };

  const PolicySet& policies_;
  const Waivers* waivers_;
  const PolicyFacts* facts_ = nullptr;
  EvaluationScratch scratch_;
  // By policy, then by number, or reason.
  std::vector<std::vector<SharedVerdict>> constant_;
  std::vector<std::map<std::string, SharedVerdict, std::less<>>> not_applicable_;
  // All others. Many subjects have a message in common: "reviewed every 90 days".
  std::unordered_set<SharedVerdict, Hash, Equal> shared_;
};

}  // namespace keyhound
