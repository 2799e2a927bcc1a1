// SPDX-License-Identifier: Apache-2.0
// Private to policies/evaluation/: one run's judgement, step by step (judge.cpp says in which
// order). The policies are asked by the crew, a range of subjects each; what they said is recorded
// in order, so that the outcome does not depend on the crew. A verdict belongs to a subject:
// policies about findings are asked for each finding, those about the registry once for each entry,
// found or not. A finding then shows the verdicts of its own entry too. What is not met becomes a
// policy finding as well, where there is a line to put it right.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
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

using CredentialTies = std::vector<std::optional<CredentialTie>>;

class Judgement {
 public:
  explicit Judgement(const JudgeInput& input);

  // The entries that findings belong to, in their order; nullopt: none.
  CredentialTies tie(const std::vector<Finding*>& findings);
  // What this run and the ledger found of revocations goes before what entries say of them.
  // REQUIRES: all findings are tied.
  void take_checks(const std::vector<Finding*>& findings);
  void judge_entries();
  // REQUIRES: the entries are judged; `ties` is what tie() said.
  void judge_findings(const std::vector<Finding*>& findings, const CredentialTies& ties);
  void judge_references();
  void judge_suppressions();
  void judge_evidence();

  // Last; they are about the subjects of take_assessment().
  PolicyFindings take_policy_findings() { return std::move(policy_findings_); }
  Assessment take_assessment();

 private:
  // What is known of a finding beside its verdicts.
  struct Asked {
    std::string id;  // of the subject, where no entry claims it
    std::vector<SharedVerdict> verdicts;
  };

  // The entry with the check that counts. REQUIRES: it is the registry's.
  [[nodiscard]] const Credential& as_checked(const Credential& credential) const;
  [[nodiscard]] std::string_view severity_waived_by(const Exception& exception) const;
  [[nodiscard]] PolicyFacts facts_of(const Credential* credential,
                                     std::string_view repository) const;
  [[nodiscard]] AssessedSubject subject_of(const Credential& credential) const;
  [[nodiscard]] AssessedSubject subject_of(const Exception& exception) const;
  [[nodiscard]] std::string_view repository_of(const std::string& own) const;
  [[nodiscard]] std::vector<std::size_t> policies_about(PolicySubject kind) const;

  // Calls `ask(maker, index)` for each of `count` subjects; each worker has a maker of its own.
  void ask_all(std::size_t count,
               const std::function<void(VerdictMaker& maker, std::size_t index)>& ask);
  // What these policies say about the facts, in their order.
  std::vector<SharedVerdict> ask(VerdictMaker& maker, PolicySubject kind, const std::string& id,
                                 const PolicyFacts& facts,
                                 const std::vector<std::size_t>& policies) const;
  [[nodiscard]] std::vector<SharedVerdict> ask_about(
      VerdictMaker& maker, const Credential& credential,
      const std::vector<std::size_t>& policies) const;
  [[nodiscard]] Asked ask_about(VerdictMaker& maker, const Finding& finding,
                                const std::optional<CredentialTie>& tie,
                                const std::vector<std::size_t>& policies) const;

  void judge_credentials();
  void judge_exceptions();
  void judge_all_about(PolicySubject kind, const AssessedSubject& subject, const PolicyFacts& facts,
                       const Credential* credential);
  // `subject` is its number.
  void record(std::size_t policy, std::uint32_t subject, const Credential* credential,
              const Finding* leak, const SharedVerdict& verdict);
  void record(Finding& finding, const std::optional<CredentialTie>& tie, Asked asked);
  void note_all_about(PolicySubject kind, const std::string& reason);
  [[nodiscard]] std::optional<Timestamp> known_alive(const Finding& finding) const;
  SharedVerdict verdict_of_entry(std::size_t policy, const CredentialTie& tie);
  SharedVerdict worst_exception_verdict(std::size_t policy, const std::string& credential_id);

  const JudgeInput& input_;
  const PolicySet& policies_;
  std::vector<PolicySubject> kinds_;      // of subjects, by policy
  std::size_t policies_of_entries_ = 0;  // how many are about credentials and exceptions
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
  std::vector<std::uint32_t> credential_subjects_;  // their numbers, in the registry's order
  std::unordered_map<std::string_view, std::vector<std::size_t>> exceptions_of_;  // by credential
  // Copies of entries whose revocation was checked, by id.
  std::unordered_map<std::string_view, Credential> checked_;
  std::unordered_map<std::string_view, ExposedValues> exposed_;  // by credential id
};

}  // namespace keyhound
