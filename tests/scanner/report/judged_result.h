// SPDX-License-Identifier: Apache-2.0
// A ScanResult with findings of every kind, outcome and oddity, and the assessment that they came
// from: what every report format has to agree on.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "scanner/model/liveness_effect.h"
#include "tests/scanner/report/sample_result.h"

namespace keyhound::testing {

inline const std::vector<PolicyInfo>& judged_policies() {
  static const std::vector<PolicyInfo> policies = [] {
    std::vector<PolicyInfo> all = sample_policies();  // EXC1001, ROT1002
    all.push_back({"OWN1001",
                   "orphaned-credential",
                   "A secret has no owner",
                   "Nobody is accountable for a secret <b>that was found</b>.",
                   "Add it to the registry.",
                   Level::kError,
                   7.5,
                   {{"owasp_nhi", {"NHI1:2025"}}, {"cwe", {"CWE-1391"}}, {"iso27001", {"A.5.9"}}}});
    all.push_back({"RVW1001",
                   "review-overdue",
                   "A review is overdue",
                   "",
                   "Review it.",
                   Level::kWarning,
                   5.0,
                   {{"pci", {"7.2.5.1"}}}});
    all.push_back({"TPY1001",
                   "third-party-without-accountable",
                   "A vendor's credential has no internal owner",
                   "Nobody inside answers for what a vendor runs.",
                   "Name an accountable owner.",
                   Level::kError,
                   7.5,
                   {{"owasp_nhi", {"NHI3:2025"}}}});
    all.push_back({"USE1001",
                   "credential-reuse",
                   "A credential is used in many places",
                   "",
                   "",
                   Level::kWarning,
                   6.5,
                   {}});
    std::sort(all.begin(), all.end(), [](auto& a, auto& b) { return a.id < b.id; });
    return all;
  }();
  return policies;
}

// Fills an Assessment the way the evaluation does: verdicts by policy, and counts that agree.
class AssessmentMaker {
 public:
  std::uint32_t subject(std::string id, std::string path, std::string credential = "",
                        std::string owner = "") {
    AssessedSubject one;
    one.id = std::move(id);
    one.place.path = std::move(path);
    one.place.start = {3, 5};
    one.place.end = {3, 20};
    one.credential = std::move(credential);
    one.owner = std::move(owner);
    made.subjects.push_back(std::move(one));
    return static_cast<std::uint32_t>(made.subjects.size() - 1);
  }

  // Counts what does not apply, and keeps the rest. REQUIRES: policies come in order of their ids.
  SharedVerdict add(const std::string& policy, std::uint32_t subject, Outcome outcome,
                    std::string message = "", std::string exception = "",
                    Level level = Level::kError) {
    auto verdict = std::make_shared<const PolicyVerdict>(PolicyVerdict{
        policy, outcome, std::move(message), "Do what is right.", std::move(exception), level});
    counts_of(policy).outcomes[static_cast<std::size_t>(outcome)] += 1;
    if (outcome != Outcome::kNotApplicable) made.verdicts.push_back({subject, verdict});
    return verdict;
  }

  PolicyCounts& counts_of(const std::string& policy) {
    if (made.counts.empty() || made.counts.back().policy_id != policy) {
      made.counts.push_back({policy, {}, ""});
    }
    return made.counts.back();
  }

  Assessment made;
};

inline void list_registry(Assessment& assessment) {
  CredentialSummary pay;
  pay.id = "pay-deploy-key";
  pay.title = "Deploy key of [pay](https://evil.example.org) <script>";
  pay.kind = "deploy-key";
  pay.type = "nhi";
  pay.status = "active";
  pay.owner = "group:payments";
  pay.operator_party = "vendor:shipco";
  pay.environment = "prod";
  pay.created = Timestamp{1767225600};
  pay.last_rotated = Timestamp{1780300800};
  pay.rotation_due = Timestamp{1788076800};
  pay.expires = Timestamp{253402300799};  // the year 9999
  pay.findings = 2;
  CredentialSummary orphan;
  orphan.id = "orphan\n::error::";
  orphan.findings = 1;
  assessment.credentials = {pay, orphan};
  ExceptionSummary exception;
  exception.id = "EXC-2026-014";
  exception.credential = pay.id;
  exception.policies = {"ROT1002"};
  exception.reason = "vendor change freeze";
  exception.approver = "user:ciso";
  exception.requested_by = "user:ana";
  exception.ticket = "https://tickets.example.org/SEC-140";
  exception.compensating_control = "ip allow-list";
  exception.granted = Timestamp{1794268800};
  exception.expires = Timestamp{1796860800};
  exception.is_in_force = true;
  assessment.exceptions = {exception};
}

inline Assessment judged_assessment() {
  AssessmentMaker maker;
  const auto pay = maker.subject("credential:pay-deploy-key", "keyhound-registry.yaml",
                                 "pay-deploy-key", "group:payments");
  const auto orphan =
      maker.subject("credential:orphan\n::error::", "keyhound-registry.yaml", "orphan\n::error::");
  const auto exception = maker.subject("exception:EXC-2026-003", "keyhound-registry.yaml");
  const auto leak = maker.subject("fingerprint:kh1:aaaaaaaaaaaaaaaaaaaaaaaaaa", "a\xff b\n.env");
  const auto reference =
      maker.subject("reference:github:acme/pay:K@.ci/deploy.yml:3", ".ci/deploy.yml");
  maker.add("EXC1001", exception, Outcome::kFail, "Exception 'EXC-2026-003' expired.");
  maker.add("OWN1001", leak, Outcome::kFail, "'a\xff b\n.env' has no owner \x1b[1m.");
  maker.add("OWN1001", pay, Outcome::kPass, "");
  maker.add("OWN1001", orphan, Outcome::kError, "the owner could not be told");
  maker.add("ROT1002", pay, Outcome::kWaived, "vendor change freeze until 2026-12-10",
            "EXC-2026-014");
  maker.add("ROT1002", orphan, Outcome::kNotApplicable);
  maker.add("RVW1001", pay, Outcome::kFail, "review is overdue", "", Level::kWarning);
  maker.add("RVW1001", orphan, Outcome::kPass, "reviewed in time", "", Level::kWarning);
  maker.counts_of("TPY1001").note = "no credential is operated by a third party";
  maker.add("USE1001", pay, Outcome::kPass, "used in 1 repository", "", Level::kWarning);
  maker.add("USE1001", reference, Outcome::kPass, "", "", Level::kWarning);
  maker.made.at = Timestamp{1795431600};
  maker.made.has_registry = true;
  maker.made.policies_digest = "sha256:1111";
  maker.made.registry_digest = "sha256:2222";
  list_registry(maker.made);
  return maker.made;
}

inline Finding sample_value() {
  Finding finding = secret_finding({occurrence_at("docs/\xe2\x80\xae"
                                                  "example.md",
                                                  4)},
                                   "published-example");
  finding.is_documentation = true;
  finding.severity = Severity::kInfo;
  finding.tags = {std::string(kDocumentationTag)};
  return finding;
}

// Everything of full_result(), and several repositories, published samples and the assessment.
inline ScanResult judged_result() {
  ScanResult result = full_result();
  result.policies = &judged_policies();
  result.scan.repository = "acme/pay";
  Finding elsewhere =
      secret_finding({occurrence_at("x\xff\n::error::.env", 9)}, "fifth-planted-value");
  elsewhere.repository = "acme/shop";
  elsewhere.severity = Severity::kHigh;
  apply_liveness(elsewhere, {LivenessState::kActive, Timestamp{1795431600}, "live-check",
                             "example-account", "api.example.org", 200, ""});
  elsewhere.occurrences[0].refs = {"refs/heads/main"};
  elsewhere.occurrences[0].ref_count = 3;
  Finding history_only = secret_finding({occurrence_at("gone.env", 1)}, "sixth-planted-value");
  history_only.occurrences[0].removed = std::make_shared<const CommitInfo>(
      CommitInfo{std::string(kSecondCommit), "Bo", "bo@example.org", kLeakTime});
  apply_liveness(history_only,
                 {LivenessState::kRevoked, Timestamp{1795431605}, "live-check", "example-account",
                  "api.example.org", 401, "the provider refuses it"});
  result.findings.insert(result.findings.begin(), {elsewhere, history_only, sample_value()});
  Reference reference;
  reference.secret_ref = "github:acme/pay:K";
  reference.name = "K";
  reference.platform = "github-actions";
  reference.location = occurrence_at(".ci/deploy.yml", 3).location;
  reference.job = "deploy";
  reference.step = "push";
  reference.environment = "prod";
  reference.permissions = {"write-all"};
  reference.is_fork_triggered = true;
  reference.repository = "acme/shop";
  result.references = {reference};
  Suppression suppression;
  suppression.kind = "inline";
  suppression.rule_id = "example-token";
  suppression.exception_id = "EXC-2026-014";
  suppression.reason = "known";
  suppression.location = occurrence_at("a.py", 7).location;
  suppression.repository = "acme/shop";
  result.suppressions = {suppression};
  result.assessment = judged_assessment();
  return result;
}

}  // namespace keyhound::testing
