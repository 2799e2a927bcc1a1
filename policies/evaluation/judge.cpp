// SPDX-License-Identifier: Apache-2.0
// A verdict belongs to a subject: policies about findings are asked for each finding, policies
// about credentials and exceptions once for each registry entry, found or not. A finding then shows
// the verdicts of its own entry too. Everything that is not met becomes a policy finding as well,
// since the registry is where it is put right.
#include "policies/evaluation/judge.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <utility>

#include "policies/evaluation/condition.h"
#include "policies/evaluation/credential_matcher.h"
#include "policies/evaluation/policy_findings.h"
#include "policies/evaluation/waivers.h"
#include "scanner/base/check.h"

namespace keyhound {
namespace {

// When the secret first became readable to others; the committer's time, since that is when the
// commit came to be.
std::optional<Timestamp> time_of_leak(const Finding& finding) {
  std::optional<Timestamp> earliest;
  for (const Occurrence& occurrence : finding.occurrences) {
    if (occurrence.commit.id.empty()) continue;
    if (!earliest || occurrence.commit.committed < *earliest) {
      earliest = occurrence.commit.committed;
    }
  }
  return earliest;
}

PolicyVerdict not_applicable(const PolicyDefinition& policy, std::string reason) {
  PolicyVerdict verdict;
  verdict.policy_id = policy.info.id;
  verdict.message = std::move(reason);
  return verdict;
}

// The verdict of one policy about `facts`; a failure that an exception covers is waived.
PolicyVerdict decide(const PolicyDefinition& policy, const PolicyFacts& facts,
                     const Waivers* waivers, std::string_view credential_id) {
  const Condition condition = find_condition(policy.info.id);
  KEYHOUND_CHECK(condition != nullptr);
  Decision decision = condition(facts, policy);
  PolicyVerdict verdict = not_applicable(policy, std::move(decision.reason));
  verdict.outcome = decision.outcome;
  const bool is_met =
      decision.outcome == Outcome::kPass || decision.outcome == Outcome::kNotApplicable;
  if (is_met) return verdict;
  verdict.level = policy.info.level;
  verdict.remedy = policy.info.remedy;
  if (decision.outcome != Outcome::kFail) return verdict;
  verdict.message = policy.render(decision.values);
  if (waivers == nullptr) return verdict;
  const Waivers::Answer waiver = waivers->find(policy.info.id, credential_id);
  const bool is_itself = waiver.exception != nullptr && waiver.exception == facts.exception;
  if (waiver.exception == nullptr || is_itself) return verdict;
  if (waiver.reason.empty()) {
    verdict.outcome = Outcome::kWaived;
    verdict.exception_id = waiver.exception->id;
    verdict.message += " Waived by exception '" + waiver.exception->id + "' until " +
                       format_timestamp(waiver.exception->expires) + ".";
  } else {
    verdict.message +=
        " Exception '" + waiver.exception->id + "' does not waive it: " + waiver.reason + ".";
  }
  return verdict;
}

// The judgement of one run against a registry.
class RegistryJudgement {
 public:
  explicit RegistryJudgement(const JudgeInput& input)
      : input_(input),
        registry_(*input.registry),
        matcher_(registry_, input.repository),
        waivers_(registry_, input.now, input.repository) {
    for (const Party& party : registry_.parties) parties_.emplace(party.id, &party);
  }

  void judge_entries();
  void judge_finding(Finding& finding);
  std::vector<Finding> take_policy_findings() { return policy_findings_.take(); }

 private:
  [[nodiscard]] PolicyFacts facts_of(const Credential* credential) const;
  [[nodiscard]] CredentialMatch match_of(const Credential& credential) const;
  void judge_credentials(const PolicyDefinition& policy);
  void judge_exceptions(const PolicyDefinition& policy);
  [[nodiscard]] PolicyVerdict verdict_of_entry(const PolicyDefinition& policy,
                                               const CredentialTie& tie) const;
  [[nodiscard]] PolicyVerdict worst_exception_verdict(const PolicyDefinition& policy,
                                                      const std::string& credential_id) const;
  void add_case_of_finding(const PolicyDefinition& policy, const Finding& finding,
                           const PolicyVerdict& verdict, const Credential* credential);

  const JudgeInput& input_;
  const Registry& registry_;
  CredentialMatcher matcher_;
  Waivers waivers_;
  std::map<std::string_view, const Party*> parties_;
  // Verdicts about registry entries by policy id, in the order of the entries.
  std::map<std::string_view, std::vector<PolicyVerdict>> entry_verdicts_;
  // For each credential, the exceptions that name it.
  std::map<std::string_view, std::vector<std::size_t>> exceptions_of_;
  PolicyFindings policy_findings_;
};

PolicyFacts RegistryJudgement::facts_of(const Credential* credential) const {
  PolicyFacts facts;
  facts.now = input_.now;
  facts.registry = &registry_;
  facts.credential = credential;
  if (credential != nullptr) {
    const auto party = parties_.find(credential->owner.accountable);
    if (party != parties_.end()) facts.accountable = party->second;
  }
  return facts;
}

CredentialMatch RegistryJudgement::match_of(const Credential& credential) const {
  return {credential.id, credential.owner.accountable, {}, false};
}

void RegistryJudgement::judge_entries() {
  for (std::size_t i = 0; i < registry_.exceptions.size(); ++i) {
    const std::string& credential = registry_.exceptions[i].applies_to.credential;
    if (!credential.empty()) exceptions_of_[credential].push_back(i);
  }
  for (const PolicyDefinition& policy : builtin_definitions()) {
    if (policy.subject == PolicySubject::kCredential) judge_credentials(policy);
    if (policy.subject == PolicySubject::kException) judge_exceptions(policy);
  }
}

void RegistryJudgement::judge_credentials(const PolicyDefinition& policy) {
  std::vector<PolicyVerdict>& verdicts = entry_verdicts_[policy.info.id];
  for (const Credential& credential : registry_.credentials) {
    verdicts.push_back(decide(policy, facts_of(&credential), &waivers_, credential.id));
    policy_findings_.add({&policy, "credential:" + credential.id, credential.place, verdicts.back(),
                          match_of(credential), nullptr});
  }
}

void RegistryJudgement::judge_exceptions(const PolicyDefinition& policy) {
  std::vector<PolicyVerdict>& verdicts = entry_verdicts_[policy.info.id];
  for (const Exception& exception : registry_.exceptions) {
    const std::string& credential_id = exception.applies_to.credential;
    const Credential* credential = registry_.find_credential(credential_id);
    PolicyFacts facts = facts_of(credential);
    facts.exception = &exception;
    verdicts.push_back(decide(policy, facts, &waivers_, credential_id));
    policy_findings_.add({&policy, "exception:" + exception.id, exception.expires_place,
                          verdicts.back(), credential ? match_of(*credential) : CredentialMatch{},
                          nullptr});
  }
}

// A weak match says nothing about this value, so its entry's verdicts are not its own.
PolicyVerdict RegistryJudgement::verdict_of_entry(const PolicyDefinition& policy,
                                                  const CredentialTie& tie) const {
  if (policy.subject == PolicySubject::kException) {
    return worst_exception_verdict(policy, registry_.credentials[tie.credential].id);
  }
  if (tie.is_weak()) return not_applicable(policy, "matched only by place");
  return entry_verdicts_.at(policy.info.id)[tie.credential];
}

PolicyVerdict RegistryJudgement::worst_exception_verdict(const PolicyDefinition& policy,
                                                         const std::string& credential_id) const {
  const auto own = exceptions_of_.find(credential_id);
  if (own == exceptions_of_.end()) return not_applicable(policy, "no exception concerns it");
  const std::vector<PolicyVerdict>& verdicts = entry_verdicts_.at(policy.info.id);
  for (const Outcome outcome : {Outcome::kFail, Outcome::kError, Outcome::kWaived}) {
    for (const std::size_t index : own->second) {
      if (verdicts[index].outcome == outcome) return verdicts[index];
    }
  }
  return verdicts[own->second.front()];
}

void RegistryJudgement::add_case_of_finding(const PolicyDefinition& policy, const Finding& finding,
                                            const PolicyVerdict& verdict,
                                            const Credential* credential) {
  PolicyFindings::Case one{&policy,
                           "fingerprint:" + finding.fingerprint.short_form(),
                           registry_.credentials_place,
                           verdict,
                           finding.credential,
                           &finding};
  if (credential != nullptr) {
    one.subject = "credential:" + credential->id;
    one.place = policy.info.id.starts_with("OWN") ? credential->owner.place : credential->place;
    one.credential = match_of(*credential);
  }
  policy_findings_.add(one);
}

void RegistryJudgement::judge_finding(Finding& finding) {
  const std::optional<CredentialTie> tie = matcher_.match(finding);
  const Credential* credential = tie ? &registry_.credentials[tie->credential] : nullptr;
  PolicyFacts facts = facts_of(credential);
  facts.finding = &finding;
  facts.leaked = time_of_leak(finding);
  finding.credential = {};
  if (tie) {
    facts.value = tie->value;
    facts.is_weak = tie->is_weak();
    finding.credential = {credential->id, credential->owner.accountable,
                          std::string(tie->matched_by), tie->is_weak()};
  }
  finding.policies.clear();
  for (const PolicyDefinition& policy : builtin_definitions()) {
    if (policy.subject == PolicySubject::kFinding) {
      finding.policies.push_back(
          decide(policy, facts, &waivers_, credential ? credential->id : std::string_view()));
      add_case_of_finding(policy, finding, finding.policies.back(), credential);
    } else if (tie) {
      finding.policies.push_back(verdict_of_entry(policy, *tie));
    } else {
      finding.policies.push_back(not_applicable(policy, "tied to no registry entry"));
    }
  }
}

// Nothing can be judged but that nobody is known to answer for it.
void judge_without_registry(const JudgeInput& input, Finding& finding) {
  finding.credential = {};
  finding.policies.clear();
  PolicyFacts facts;
  facts.now = input.now;
  facts.finding = &finding;
  for (const PolicyDefinition& policy : builtin_definitions()) {
    finding.policies.push_back(policy.subject == PolicySubject::kFinding
                                   ? decide(policy, facts, nullptr, {})
                                   : not_applicable(policy, "there is no owner registry"));
    PolicyVerdict& verdict = finding.policies.back();
    if (verdict.outcome == Outcome::kNotApplicable) verdict.message = "there is no owner registry";
    if (verdict.outcome == Outcome::kFail) {
      verdict.remedy = "Draft an owner registry with `keyhound registry init`.";
    }
  }
}

}  // namespace

const std::vector<PolicyInfo>& builtin_policies() {
  static const std::vector<PolicyInfo> policies = [] {
    std::vector<PolicyInfo> infos;
    for (const PolicyDefinition& definition : builtin_definitions()) {
      infos.push_back(definition.info);
    }
    return infos;
  }();
  return policies;
}

void judge(const JudgeInput& input, std::vector<Finding>& findings) {
  std::vector<Finding*> secrets;
  for (Finding& finding : findings) {
    const bool is_leak = finding.kind == FindingKind::kSecret && !finding.is_documentation;
    if (is_leak) secrets.push_back(&finding);
  }
  if (input.registry == nullptr) {
    for (Finding* finding : secrets) judge_without_registry(input, *finding);
    return;
  }
  // The earliest leak first, then in report order, so that the message and the leaks of a policy
  // finding do not depend on the order in which the scan came across them.
  std::vector<std::pair<std::int64_t, Finding*>> by_leak;
  for (Finding* finding : secrets) {
    const std::optional<Timestamp> leaked = time_of_leak(*finding);
    by_leak.emplace_back(leaked ? leaked->seconds : std::numeric_limits<std::int64_t>::max(),
                         finding);
  }
  std::sort(by_leak.begin(), by_leak.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : report_order(*a.second, *b.second);
  });
  RegistryJudgement judgement(input);
  judgement.judge_entries();
  for (const auto& [time, finding] : by_leak) judgement.judge_finding(*finding);
  for (Finding& finding : judgement.take_policy_findings()) findings.push_back(std::move(finding));
}

}  // namespace keyhound
