// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/judgement.h"

#include <algorithm>
#include <utility>

#include "policies/evaluation/leak.h"
#include "policies/evaluation/live_check.h"
#include "policies/evaluation/registry_location.h"
#include "policies/evaluation/revocation_evidence.h"
#include "policies/registry/revocation_result.h"

namespace keyhound {
namespace {

constexpr std::size_t kFewest = 500;  // subjects that are worth a worker

}  // namespace

Judgement::Judgement(const JudgeInput& input)
    : input_(input),
      policies_(*input.policies),
      index_(input.registry, input.ledger),
      matcher_(input.registry ? std::optional<CredentialMatcher>(std::in_place, *input.registry)
                              : std::nullopt),
      references_(input, matcher_ ? &*matcher_ : nullptr),
      waivers_(input.registry ? std::optional<Waivers>(std::in_place, *input.registry, input.now)
                              : std::nullopt),
      maker_(policies_, waivers_ ? &*waivers_ : nullptr),
      reuse_(input.results),
      builder_(policies_),
      policy_findings_(policies_.infos()),
      entry_verdicts_(policies_.policies().size()) {
  for (const Policy& policy : policies_.policies()) kinds_.push_back(policy.definition().subject);
  for (const PolicySubject kind : {PolicySubject::kCredential, PolicySubject::kException})
    policies_of_entries_ += policies_about(kind).size();
  if (input.registry != nullptr) builder_.list_registry(*input.registry, input.now);
}

// An exception that names no policy is for all of them.
std::string_view Judgement::severity_waived_by(const Exception& exception) const {
  const std::vector<std::string>& named = exception.applies_to.policies;
  double worst = 0;
  for (const PolicyInfo& info : policies_.infos()) {
    const bool is_for =
        named.empty() || std::find(named.begin(), named.end(), info.id) != named.end();
    if (is_for) worst = std::max(worst, info.score);
  }
  return to_string(severity_of_score(worst));
}

std::vector<std::size_t> Judgement::policies_about(PolicySubject kind) const {
  std::vector<std::size_t> policies;
  for (std::size_t policy = 0; policy < kinds_.size(); ++policy)
    if (kinds_[policy] == kind) policies.push_back(policy);
  return policies;
}

std::string_view Judgement::repository_of(const std::string& own) const {
  return own.empty() ? std::string_view(input_.repository) : std::string_view(own);
}

PolicyFacts Judgement::facts_of(const Credential* credential, std::string_view repository) const {
  PolicyFacts facts;
  facts.now = input_.now;
  facts.repository = repository;
  facts.registry = input_.registry;
  index_.describe(credential, facts);
  if (credential == nullptr || exposed_.empty()) return facts;
  const auto exposed = exposed_.find(credential->id);
  if (exposed != exposed_.end()) facts.exposed = &exposed->second;
  return facts;
}

AssessedSubject Judgement::subject_of(const Credential& credential) const {
  return {"credential:" + credential.id, location_of(credential.place), credential.id,
          credential.owner.accountable};
}

AssessedSubject Judgement::subject_of(const Exception& exception) const {
  AssessedSubject subject;
  const std::string& id = exception.applies_to.credential;
  if (const Credential* credential = index_.credential(id)) subject = subject_of(*credential);
  subject.id = "exception:" + exception.id;
  subject.place = location_of(exception.expires_place);
  return subject;
}

void Judgement::ask_all(std::size_t count,
                        const std::function<void(VerdictMaker& maker, std::size_t index)>& ask) {
  const bool is_heard = static_cast<bool>(input_.on_facts);
  const std::size_t parts = is_heard ? 1 : input_.crew.parts_of(count, kFewest);
  if (parts == 1) {
    for (std::size_t i = 0; i < count; ++i) ask(maker_, i);
    return;
  }
  input_.crew.run_ranges(count, parts, [&](std::size_t, std::size_t begin, std::size_t end) {
    VerdictMaker maker(policies_, waivers_ ? &*waivers_ : nullptr);
    for (std::size_t i = begin; i < end; ++i) ask(maker, i);
  });
}

std::vector<SharedVerdict> Judgement::ask(VerdictMaker& maker, PolicySubject kind,
                                          const std::string& id, const PolicyFacts& facts,
                                          const std::vector<std::size_t>& policies) const {
  maker.set_facts(facts);
  if (input_.on_facts) input_.on_facts(kind, id, facts);
  std::vector<SharedVerdict> verdicts;
  verdicts.reserve(policies.size());
  for (const std::size_t policy : policies) verdicts.push_back(maker.decide(policy));
  return verdicts;
}

void Judgement::record(std::size_t policy, std::uint32_t subject, const Credential* credential,
                       const Finding* leak, const SharedVerdict& verdict) {
  builder_.add(policy, subject, verdict);
  if (input_.registry == nullptr || badness(verdict->outcome) == 0) return;
  const bool is_at_owner =
      credential != nullptr && policies_.policies()[policy].definition().is_about_owner;
  const RegistryPlace* place = is_at_owner ? &credential->owner.place : nullptr;
  policy_findings_.add({policy, subject, verdict, place, leak});
}

void Judgement::judge_all_about(PolicySubject kind, const AssessedSubject& subject,
                                const PolicyFacts& facts, const Credential* credential) {
  const std::vector<std::size_t> policies = policies_about(kind);
  const std::uint32_t number = builder_.subject(subject);
  std::vector<SharedVerdict> said = ask(maker_, kind, subject.id, facts, policies);
  for (std::size_t i = 0; i < policies.size(); ++i) {
    record(policies[i], number, credential, nullptr, said[i]);
    entry_verdicts_[policies[i]].push_back(std::move(said[i]));
  }
}

void Judgement::note_all_about(PolicySubject kind, const std::string& reason) {
  for (std::size_t policy = 0; policy < policies_.policies().size(); ++policy) {
    if (kinds_[policy] == kind) builder_.note(policy, reason);
  }
}

const Credential& Judgement::as_checked(const Credential& credential) const {
  if (checked_.empty()) return credential;
  const auto found = checked_.find(credential.id);
  return found == checked_.end() ? credential : found->second;
}

void Judgement::take_checks(const std::vector<Finding*>& findings) {
  if (input_.registry == nullptr) return;
  const RevocationEvidence evidence(*input_.registry, input_.ledger,
                                    {findings.begin(), findings.end()}, input_.now);
  for (const Credential& credential : input_.registry->credentials) {
    if (!evidence.has(credential.id)) continue;
    CheckedRevocation checked = evidence.of(credential);
    if (checked.exposed) exposed_.emplace(credential.id, *checked.exposed);
    if (checked.check)
      checked_.emplace(credential.id, credential).first->second.lifecycle.revoked.verification =
          std::move(*checked.check);
  }
}

void Judgement::judge_entries() {
  if (input_.registry == nullptr) {
    note_all_about(PolicySubject::kCredential, "there is no owner registry");
    note_all_about(PolicySubject::kException, "there is no owner registry");
    return;
  }
  judge_credentials();
  judge_exceptions();
}

std::vector<SharedVerdict> Judgement::ask_about(VerdictMaker& maker, const Credential& credential,
                                                const std::vector<std::size_t>& policies) const {
  PolicyFacts facts = facts_of(&as_checked(credential), input_.repository);
  facts.pipelines = references_.naming(credential);
  const std::optional<ReferenceCoverage> coverage = references_.coverage_of(credential);
  facts.coverage = coverage ? &*coverage : nullptr;
  return ask(maker, PolicySubject::kCredential, "credential:" + credential.id, facts, policies);
}

void Judgement::judge_credentials() {
  const std::vector<Credential>& credentials = input_.registry->credentials;
  const std::vector<std::size_t> policies = policies_about(PolicySubject::kCredential);
  std::vector<std::vector<SharedVerdict>> said(credentials.size());
  ask_all(credentials.size(), [&](VerdictMaker& maker, std::size_t index) {
    said[index] = ask_about(maker, credentials[index], policies);
  });
  for (const std::size_t policy : policies) entry_verdicts_[policy].reserve(credentials.size());
  credential_subjects_.reserve(credentials.size());
  for (std::size_t i = 0; i < credentials.size(); ++i) {
    const std::uint32_t subject = builder_.subject(subject_of(credentials[i]));
    credential_subjects_.push_back(subject);
    for (std::size_t k = 0; k < policies.size(); ++k) {
      record(policies[k], subject, &credentials[i], nullptr, said[i][k]);
      entry_verdicts_[policies[k]].push_back(std::move(said[i][k]));
    }
  }
}

void Judgement::judge_exceptions() {
  const std::vector<Exception>& exceptions = input_.registry->exceptions;
  for (std::size_t i = 0; i < exceptions.size(); ++i) {
    const Exception& exception = exceptions[i];
    const std::string& id = exception.applies_to.credential;
    if (!id.empty()) exceptions_of_[id].push_back(i);
    const Credential* credential = index_.credential(id);
    PolicyFacts facts = facts_of(credential, input_.repository);
    facts.exception = &exception;
    facts.waived_severity = severity_waived_by(exception);
    judge_all_about(PolicySubject::kException, subject_of(exception), facts, credential);
  }
}

CredentialTies Judgement::tie(const std::vector<Finding*>& findings) {
  CredentialTies ties(findings.size());
  const auto match = [&](std::size_t, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      Finding& finding = *findings[i];
      finding.credential = {};
      if (!matcher_) continue;
      ties[i] = matcher_->match(finding, repository_of(finding.repository));
      if (!ties[i]) continue;
      const Credential& credential = input_.registry->credentials[ties[i]->credential];
      finding.credential = {credential.id, credential.owner.accountable,
                            std::string(ties[i]->matched_by), ties[i]->is_weak()};
    }
  };
  input_.crew.run_ranges(findings.size(), input_.crew.parts_of(findings.size(), kFewest), match);
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const Finding& finding = *findings[i];
    if (ties[i]) builder_.count_finding(ties[i]->credential);
    if (!reuse_.is_told() || (ties[i] && ties[i]->is_weak())) continue;
    reuse_.add(ties[i] ? "credential:" + finding.credential.id
                       : "fingerprint:" + finding.fingerprint.short_form(),
               repository_of(finding.repository));
  }
  return ties;
}

std::optional<Timestamp> Judgement::known_alive(const Finding& finding) const {
  if (input_.ledger == nullptr || is_told_alive_or_dead(finding.liveness)) return std::nullopt;
  const auto known = input_.ledger->values.find(finding.fingerprint.short_form());
  if (known == input_.ledger->values.end() || is_dead_result(known->second.result))
    return std::nullopt;
  // The registry may have a newer check of a system, which the ledger has not heard of yet.
  const Credential* credential =
      finding.credential.weak ? nullptr : index_.credential(finding.credential.id);
  if (credential != nullptr) {
    const RevocationCheck& own = credential->lifecycle.revoked.verification;
    const bool is_newer = own.at.at && *known->second.at.at <= *own.at.at;
    if (is_newer && is_observing_source(own.method) && is_dead_result(own.result))
      return std::nullopt;
  }
  return known->second.at.at;
}

Judgement::Asked Judgement::ask_about(VerdictMaker& maker, const Finding& finding,
                                      const std::optional<CredentialTie>& tie,
                                      const std::vector<std::size_t>& policies) const {
  const Credential* credential =
      tie ? &as_checked(input_.registry->credentials[tie->credential]) : nullptr;
  Asked asked;
  asked.id = credential != nullptr ? "credential:" + credential->id
                                   : "fingerprint:" + finding.fingerprint.short_form();
  asked.id.shrink_to_fit();  // reports keep it
  const ReuseCounts reuse = reuse_.counts(asked.id);
  PolicyFacts facts = facts_of(credential, repository_of(finding.repository));
  facts.finding = &finding;
  facts.introduced = time_of_leak(finding);
  facts.known_alive = known_alive(finding);
  facts.reuse = &reuse;
  if (tie) {
    facts.matched_by = tie->matched_by;
    facts.is_weak = tie->is_weak();
    facts.value = tie->value;
  }
  asked.verdicts = ask(maker, PolicySubject::kFinding, asked.id, facts, policies);
  return asked;
}

void Judgement::judge_findings(const std::vector<Finding*>& findings, const CredentialTies& ties) {
  const std::vector<std::size_t> policies = policies_about(PolicySubject::kFinding);
  std::vector<Asked> asked(findings.size());
  ask_all(findings.size(), [&](VerdictMaker& maker, std::size_t index) {
    asked[index] = ask_about(maker, *findings[index], ties[index], policies);
  });
  builder_.reserve(findings.size());
  for (std::size_t i = 0; i < findings.size(); ++i)
    record(*findings[i], ties[i], std::move(asked[i]));
}

void Judgement::record(Finding& finding, const std::optional<CredentialTie>& tie, Asked asked) {
  const Credential* credential =
      tie ? &as_checked(input_.registry->credentials[tie->credential]) : nullptr;
  std::uint32_t subject = 0;
  if (tie) {
    subject = credential_subjects_[tie->credential];
  } else {
    AssessedSubject unclaimed;
    unclaimed.id = std::move(asked.id);
    if (input_.registry != nullptr)
      unclaimed.place = location_of(input_.registry->credentials_place);
    subject = builder_.subject(std::move(unclaimed));
  }
  finding.policies.clear();
  finding.policies.reserve(asked.verdicts.size() + (tie ? policies_of_entries_ : 0));
  auto said = asked.verdicts.begin();
  for (std::size_t policy = 0; policy < kinds_.size(); ++policy) {
    if (kinds_[policy] == PolicySubject::kFinding) {
      record(policy, subject, credential, &finding, *said);
      finding.policies.push_back(std::move(*said++));
    } else if (tie) {
      if (SharedVerdict verdict = verdict_of_entry(policy, *tie))
        finding.policies.push_back(std::move(verdict));
    }
  }
}

// A weak match says nothing about this value, so its entry's verdicts are not its own.
SharedVerdict Judgement::verdict_of_entry(std::size_t policy, const CredentialTie& tie) {
  if (kinds_[policy] == PolicySubject::kException) {
    return worst_exception_verdict(policy, input_.registry->credentials[tie.credential].id);
  }
  if (kinds_[policy] != PolicySubject::kCredential) return nullptr;
  if (tie.is_weak()) return maker_.not_applicable(policy, "matched only by place");
  return entry_verdicts_[policy][tie.credential];
}

SharedVerdict Judgement::worst_exception_verdict(std::size_t policy,
                                                 const std::string& credential_id) {
  const auto own = exceptions_of_.find(credential_id);
  if (own == exceptions_of_.end()) {
    return maker_.not_applicable(policy, "no exception concerns it");
  }
  const std::vector<SharedVerdict>& verdicts = entry_verdicts_[policy];
  const auto worst = std::max_element(
      own->second.begin(), own->second.end(), [&verdicts](std::size_t a, std::size_t b) {
        return badness(verdicts[a]->outcome) < badness(verdicts[b]->outcome);
      });
  return verdicts[*worst];
}

Assessment Judgement::take_assessment() {
  Assessment assessment = builder_.take();
  assessment.at = input_.now;
  if (input_.registry != nullptr) assessment.registry_digest = input_.registry->digest;
  return assessment;
}

}  // namespace keyhound
