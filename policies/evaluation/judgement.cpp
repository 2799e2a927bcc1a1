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

bool Judgement::is_about(std::size_t policy, PolicySubject subject) const {
  return policies_.policies()[policy].definition().subject == subject;
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

Judgement::Subject Judgement::subject_of(const Credential& credential) const {
  Subject subject;
  subject.assessed = {"credential:" + credential.id, location_of(credential.place), credential.id,
                      credential.owner.accountable};
  return subject;
}

Judgement::Subject Judgement::subject_of(const Exception& exception) const {
  Subject subject;
  const std::string& id = exception.applies_to.credential;
  if (const Credential* credential = index_.credential(id)) subject = subject_of(*credential);
  subject.assessed.id = "exception:" + exception.id;
  subject.assessed.place = location_of(exception.expires_place);
  return subject;
}

Judgement::Subject Judgement::subject_of(const Finding& finding,
                                         const Credential* credential) const {
  Subject subject;
  if (credential != nullptr) {
    subject = subject_of(*credential);
  } else {
    subject.assessed.id = "fingerprint:" + finding.fingerprint.short_form();
    if (input_.registry != nullptr)
      subject.assessed.place = location_of(input_.registry->credentials_place);
  }
  subject.leak = &finding;
  return subject;
}

SharedVerdict Judgement::decide(std::size_t policy, const Subject& subject,
                                const Credential* credential) {
  SharedVerdict verdict = maker_.decide(policy);
  builder_.add(policy, subject.number, verdict);
  if (input_.registry == nullptr || badness(verdict->outcome) == 0) return verdict;
  const bool is_at_owner =
      credential != nullptr && policies_.policies()[policy].definition().is_about_owner;
  const RegistryPlace* place = is_at_owner ? &credential->owner.place : nullptr;
  policy_findings_.add({policy, subject.number, verdict, place, subject.leak});
  return verdict;
}

void Judgement::number(Subject& subject) { subject.number = builder_.subject(subject.assessed); }

void Judgement::judge_all_about(PolicySubject kind, Subject subject, const Credential* credential) {
  number(subject);
  if (input_.on_facts) input_.on_facts(kind, subject.assessed.id, maker_.facts());
  for (std::size_t policy = 0; policy < policies_.policies().size(); ++policy) {
    if (!is_about(policy, kind)) continue;
    SharedVerdict verdict = decide(policy, subject, credential);
    entry_verdicts_[policy].push_back(std::move(verdict));
  }
}

void Judgement::note_all_about(PolicySubject kind, const std::string& reason) {
  for (std::size_t policy = 0; policy < policies_.policies().size(); ++policy) {
    if (is_about(policy, kind)) builder_.note(policy, reason);
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
  const Registry& registry = *input_.registry;
  for (const Credential& credential : registry.credentials) {
    PolicyFacts facts = facts_of(&as_checked(credential), input_.repository);
    facts.pipelines = references_.naming(credential);
    const std::optional<ReferenceCoverage> coverage = references_.coverage_of(credential);
    facts.coverage = coverage ? &*coverage : nullptr;
    maker_.set_facts(facts);
    judge_all_about(PolicySubject::kCredential, subject_of(credential), &credential);
  }
  for (std::size_t i = 0; i < registry.exceptions.size(); ++i) {
    const Exception& exception = registry.exceptions[i];
    const std::string& id = exception.applies_to.credential;
    if (!id.empty()) exceptions_of_[id].push_back(i);
    const Credential* credential = index_.credential(id);
    PolicyFacts facts = facts_of(credential, input_.repository);
    facts.exception = &exception;
    facts.waived_severity = severity_waived_by(exception);
    maker_.set_facts(facts);
    judge_all_about(PolicySubject::kException, subject_of(exception), credential);
  }
}

std::optional<CredentialTie> Judgement::tie(Finding& finding) {
  finding.credential = {};
  const std::string_view repository = repository_of(finding.repository);
  if (matcher_) {
    if (const auto tie = matcher_->match(finding, repository)) {
      const Credential& credential = input_.registry->credentials[tie->credential];
      finding.credential = {credential.id, credential.owner.accountable,
                            std::string(tie->matched_by), tie->is_weak()};
      builder_.count_finding(tie->credential);
      if (!tie->is_weak() && reuse_.is_told())
        reuse_.add("credential:" + credential.id, repository);
      return tie;
    }
  }
  if (reuse_.is_told()) reuse_.add("fingerprint:" + finding.fingerprint.short_form(), repository);
  return std::nullopt;
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

void Judgement::judge_finding(Finding& finding, const std::optional<CredentialTie>& tie) {
  const Credential* credential =
      tie ? &as_checked(input_.registry->credentials[tie->credential]) : nullptr;
  Subject subject = subject_of(finding, credential);
  number(subject);
  const ReuseCounts reuse = reuse_.counts(subject.assessed.id);
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
  maker_.set_facts(facts);
  if (input_.on_facts) input_.on_facts(PolicySubject::kFinding, subject.assessed.id, facts);
  verdicts_.clear();
  for (std::size_t policy = 0; policy < policies_.policies().size(); ++policy) {
    if (is_about(policy, PolicySubject::kFinding)) {
      verdicts_.push_back(decide(policy, subject, credential));
    } else if (tie) {
      if (SharedVerdict verdict = verdict_of_entry(policy, *tie))
        verdicts_.push_back(std::move(verdict));
    }
  }
  finding.policies.clear();
  finding.policies.reserve(verdicts_.size());
  for (SharedVerdict& verdict : verdicts_) finding.policies.push_back(std::move(verdict));
}

// A weak match says nothing about this value, so its entry's verdicts are not its own.
SharedVerdict Judgement::verdict_of_entry(std::size_t policy, const CredentialTie& tie) {
  if (is_about(policy, PolicySubject::kException)) {
    return worst_exception_verdict(policy, input_.registry->credentials[tie.credential].id);
  }
  if (!is_about(policy, PolicySubject::kCredential)) return nullptr;
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

void Judgement::judge_references() {
  if (input_.references == nullptr) {
    note_all_about(PolicySubject::kPipeline, "no references of pipeline definitions were given");
    return;
  }
  for (const Reference& reference : *input_.references) {
    const CredentialTie* tie = references_.tie(reference);
    const Credential* credential = tie ? &input_.registry->credentials[tie->credential] : nullptr;
    PolicyFacts facts = facts_of(credential, repository_of(reference.repository));
    const ReferenceUse use = references_.use_of(reference);
    facts.reference = &reference;
    facts.use = &use;
    if (tie != nullptr) facts.matched_by = tie->matched_by;
    Subject subject;
    if (credential != nullptr) subject = subject_of(*credential);
    const std::string& name = reference.secret_ref.empty() ? reference.name : reference.secret_ref;
    subject.assessed.id = "reference:" + name + "@" + reference.location.path + ":" +
                          std::to_string(reference.location.start.line);
    subject.assessed.place = reference.location;
    maker_.set_facts(facts);
    judge_all_about(PolicySubject::kPipeline, subject, nullptr);
  }
}

void Judgement::judge_suppressions() {
  if (input_.suppressions == nullptr) {
    note_all_about(PolicySubject::kSuppression, "no suppressions were given");
    return;
  }
  for (const Suppression& suppression : *input_.suppressions) {
    PolicyFacts facts = facts_of(nullptr, repository_of(suppression.repository));
    facts.suppression = &suppression;
    if (input_.registry != nullptr) {
      for (const Exception& exception : input_.registry->exceptions)
        if (exception.id == suppression.exception_id) facts.exception = &exception;
    }
    Subject subject;
    subject.assessed.id = "suppression:" + suppression.location.path + ":" +
                          std::to_string(suppression.location.start.line);
    subject.assessed.place = suppression.location;
    maker_.set_facts(facts);
    judge_all_about(PolicySubject::kSuppression, subject, nullptr);
  }
}

void Judgement::judge_evidence() {
  if (input_.ledger == nullptr) {
    note_all_about(PolicySubject::kEvidence, "no evidence ledger was given");
    return;
  }
  if (input_.ledger->policies.empty())
    note_all_about(PolicySubject::kEvidence, "the evidence ledger holds no evaluation yet");
  for (const PolicyEvidence& evidence : input_.ledger->policies) {
    PolicyFacts facts = facts_of(nullptr, input_.repository);
    facts.evidence = &evidence;
    Subject subject;
    subject.assessed.id = "policy:" + evidence.policy_id;
    if (input_.registry != nullptr)
      subject.assessed.place = location_of(input_.registry->credentials_place);
    maker_.set_facts(facts);
    judge_all_about(PolicySubject::kEvidence, subject, nullptr);
  }
}

Assessment Judgement::take_assessment() {
  Assessment assessment = builder_.take();
  assessment.at = input_.now;
  if (input_.registry != nullptr) assessment.registry_digest = input_.registry->digest;
  return assessment;
}

}  // namespace keyhound
