// SPDX-License-Identifier: Apache-2.0
// What a run brings beside findings: references, suppressions, and what the ledger says of
// policies.
#include <string>

#include "policies/evaluation/judgement.h"
#include "policies/evaluation/registry_location.h"

namespace keyhound {

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
    AssessedSubject subject;
    if (credential != nullptr) subject = subject_of(*credential);
    const std::string& name = reference.secret_ref.empty() ? reference.name : reference.secret_ref;
    subject.id = "reference:" + name + "@" + reference.location.path + ":" +
                 std::to_string(reference.location.start.line);
    subject.place = reference.location;
    judge_all_about(PolicySubject::kPipeline, subject, facts, nullptr);
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
    AssessedSubject subject;
    subject.id = "suppression:" + suppression.location.path + ":" +
                 std::to_string(suppression.location.start.line);
    subject.place = suppression.location;
    judge_all_about(PolicySubject::kSuppression, subject, facts, nullptr);
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
    AssessedSubject subject;
    subject.id = "policy:" + evidence.policy_id;
    if (input_.registry != nullptr) subject.place = location_of(input_.registry->credentials_place);
    judge_all_about(PolicySubject::kEvidence, subject, facts, nullptr);
  }
}

}  // namespace keyhound
