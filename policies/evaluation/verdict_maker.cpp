// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/verdict_maker.h"

namespace keyhound {

void VerdictMaker::set_facts(const PolicyFacts& facts) {
  facts_ = &facts;
  scratch_.set_facts(facts);
}

SharedVerdict VerdictMaker::not_applicable(std::size_t policy, std::string_view reason) {
  SharedVerdict& verdict = not_applicable_[{policy, std::string(reason)}];
  if (verdict == nullptr) {
    PolicyVerdict made;
    made.policy_id = policies_.infos()[policy].id;
    made.message = reason;
    verdict = std::make_shared<const PolicyVerdict>(std::move(made));
  }
  return verdict;
}

SharedVerdict VerdictMaker::decide(std::size_t policy) {
  const std::string_view environment = facts_->credential
                                           ? std::string_view(facts_->credential->scope.environment)
                                           : std::string_view();
  const ParameterValues* parameters = policies_.parameters(policy, environment);
  if (parameters == nullptr) {
    return not_applicable(policy, "switched off for environment '" + std::string(environment) +
                                      "' by the policy settings");
  }
  Decision decision = policies_.policies()[policy].decide(*parameters, scratch_);
  const auto key = std::pair(policy, decision.constant);
  if (decision.constant != Decision::kVaries) {
    const auto made = constant_.find(key);
    if (made != constant_.end()) return made->second;
  }
  const PolicyInfo& info = policies_.infos()[policy];
  PolicyVerdict verdict;
  verdict.policy_id = info.id;
  verdict.outcome = decision.outcome;
  verdict.message = std::move(decision.message);
  const bool is_met =
      decision.outcome == Outcome::kPass || decision.outcome == Outcome::kNotApplicable;
  if (!is_met) {
    verdict.level = info.level;
    verdict.remedy = info.remedy;
  }
  if (decision.outcome == Outcome::kFail && waivers_ != nullptr) waive(policy, verdict);
  SharedVerdict shared = share(std::move(verdict));
  if (decision.constant != Decision::kVaries) constant_.emplace(key, shared);
  return shared;
}

std::size_t VerdictMaker::Hash::operator()(const PolicyVerdict& verdict) const {
  const std::hash<std::string_view> hash;
  return hash(verdict.message) * 31 + hash(verdict.policy_id);
}

SharedVerdict VerdictMaker::share(PolicyVerdict verdict) {
  const auto known = shared_.find(verdict);
  if (known != shared_.end()) return *known;
  return *shared_.insert(std::make_shared<const PolicyVerdict>(std::move(verdict))).first;
}

void VerdictMaker::waive(std::size_t policy, PolicyVerdict& verdict) const {
  const std::string_view credential =
      facts_->credential ? std::string_view(facts_->credential->id) : std::string_view();
  const Waivers::Answer waiver = waivers_->find(policies_.infos()[policy].id, credential,
                                                facts_->repository, facts_->exception);
  if (waiver.exception != nullptr && waiver.reason.empty()) {
    verdict.outcome = Outcome::kWaived;
    verdict.exception_id = waiver.exception->id;
    verdict.message += " Waived by exception '" + waiver.exception->id + "' until " +
                       format_timestamp(*waiver.exception->expires) + ".";
  } else if (waiver.exception != nullptr) {
    verdict.message +=
        " Exception '" + waiver.exception->id + "' does not waive it: " + waiver.reason + ".";
  }
}

}  // namespace keyhound
