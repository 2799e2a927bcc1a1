// SPDX-License-Identifier: Apache-2.0
// Private to policies/evaluation/: one run's judgement, step by step (judge.cpp says in which
// order). A verdict belongs to a subject: policies about findings are asked for each finding, those
// about the registry once for each entry, found or not. A finding then shows the verdicts of its
// own entry too. What is not met becomes a policy finding as well, where there is a line to put it
// right.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "policies/evaluation/assessment_builder.h"
#include "policies/evaluation/credential_matcher.h"
#include "policies/evaluation/judge.h"
#include "policies/evaluation/policy_findings.h"
#include "policies/evaluation/reference_index.h"
#include "policies/evaluation/registry_index.h"
#include "policies/evaluation/reuse_index.h"
#include "policies/evaluation/verdict_maker.h"

namespace keyhound {

class Judgement {
 public:
  explicit Judgement(const JudgeInput& input);

  // The entry that the finding belongs to; nullopt: none.
  std::optional<CredentialTie> tie(Finding& finding);
  // What this run and the ledger found of revocations goes before what entries say of them.
  // REQUIRES: all findings are tied.
  void take_checks(const std::vector<Finding*>& findings);
  void judge_entries();
  // REQUIRES: the entries are judged; `tie` is what tie() said.
  void judge_finding(Finding& finding, const std::optional<CredentialTie>& tie);
  void judge_references();
  void judge_suppressions();
  void judge_evidence();

  // Last; they are about the subjects of take_assessment().
  PolicyFindings take_policy_findings() { return std::move(policy_findings_); }
  Assessment take_assessment();

 private:
  // What a verdict is about, with what reports need.
  struct Subject {
    AssessedSubject assessed;
    const Finding* leak = nullptr;
    std::uint32_t number = 0;  // index in Assessment::subjects
  };

  // The entry with the check that counts. REQUIRES: it is the registry's.
  [[nodiscard]] const Credential& as_checked(const Credential& credential) const;
  [[nodiscard]] std::string_view severity_waived_by(const Exception& exception) const;
  [[nodiscard]] PolicyFacts facts_of(const Credential* credential,
                                     std::string_view repository) const;
  [[nodiscard]] Subject subject_of(const Credential& credential) const;
  [[nodiscard]] Subject subject_of(const Exception& exception) const;
  [[nodiscard]] Subject subject_of(const Finding& finding, const Credential* credential) const;
  [[nodiscard]] std::string_view repository_of(const std::string& own) const;
  [[nodiscard]] bool is_about(std::size_t policy, PolicySubject subject) const;
  // Asks the policy about the facts that the verdicts were set to, and records the answer.
  SharedVerdict decide(std::size_t policy, const Subject& subject, const Credential* credential);
  // Gives the subject its number. REQUIRED before decide().
  void number(Subject& subject);
  void judge_all_about(PolicySubject kind, Subject subject, const Credential* credential);
  void note_all_about(PolicySubject kind, const std::string& reason);
  [[nodiscard]] std::optional<Timestamp> known_alive(const Finding& finding) const;
  SharedVerdict verdict_of_entry(std::size_t policy, const CredentialTie& tie);
  SharedVerdict worst_exception_verdict(std::size_t policy, const std::string& credential_id);

  const JudgeInput& input_;
  const PolicySet& policies_;
  RegistryIndex index_;
  std::optional<CredentialMatcher> matcher_;
  ReferenceIndex references_;
  std::optional<Waivers> waivers_;
  VerdictMaker maker_;
  ReuseIndex reuse_;
  AssessmentBuilder builder_;
  PolicyFindings policy_findings_;
  // Verdicts about entries: by policy, then in the order of the credentials or exceptions.
  std::vector<std::vector<SharedVerdict>> entry_verdicts_;
  std::vector<SharedVerdict> verdicts_;  // about one finding
  std::unordered_map<std::string_view, std::vector<std::size_t>> exceptions_of_;  // by credential
  // Copies of entries whose revocation was checked, by id.
  std::unordered_map<std::string_view, Credential> checked_;
  std::unordered_map<std::string_view, ExposedValues> exposed_;  // by credential id
};

}  // namespace keyhound
