// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/verdict_maker.h"

namespace keyhound {

void VerdictMaker::set_facts(const PolicyFacts& facts) {
  facts_ = &facts;
  scratch_.set_facts(facts);
}

SharedVerdict VerdictMaker::not_applicable(std::size_t policy, std::string_view reason) {
  auto& known = not_applicable_[policy];
  const auto found = known.find(reason);
  if (found != known.end()) return found->second;
  PolicyVerdict made;
  made.policy_id = policies_.infos()[policy].id;
  made.message = reason;
  return known.emplace(reason, std::make_shared<const PolicyVerdict>(std::move(made)))
      .first->second;
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
  const Policy& asked = policies_.policies()[policy];
  Decision decision = asked.decide_briefly(*parameters, scratch_);
  if (decision.constant == Decision::kVaries) return share(verdict_of(policy, std::move(decision)));
  std::vector<SharedVerdict>& made = constant_[policy];
  if (made.size() <= decision.constant) made.resize(decision.constant + 1);
  SharedVerdict& verdict = made[decision.constant];
  if (verdict == nullptr) {
    decision.message = asked.constant_message(decision.constant, scratch_);
    verdict = share(verdict_of(policy, std::move(decision)));
  }
  return verdict;
}

PolicyVerdict VerdictMaker::verdict_of(std::size_t policy, Decision decision) const {
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
  return verdict;
}

std::size_t VerdictMaker::Hash::operator()(const PolicyVerdict& verdict) const {
  const std::hash<std::string_view> hash;
  return hash(verdict.message) * 31 + hash(verdict.policy_id);
}

SharedVerdict VerdictMaker::share(PolicyVerdict verdict) {
  const auto known = shared_.find(verdict);
  if (known != shared_.end()) return *known;
  verdict.message.shrink_to_fit();  // it grew piece by piece, and many are kept
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
