// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/policy_findings.h"

#include "policies/evaluation/assessment_builder.h"

namespace keyhound {
namespace {

void set_verdict(Finding& finding, const PolicyFindings::Case& one) {
  finding.message = one.verdict->message;
  finding.remedy = one.verdict->remedy;
  finding.waived = one.verdict->outcome == Outcome::kWaived;
  finding.policies.clear();
  finding.policies.push_back(one.verdict);
}

Finding make_finding(const PolicyFindings::Case& one) {
  const PolicyInfo& info = *one.policy;
  Finding finding;
  finding.rule_id = info.id;
  finding.kind = FindingKind::kPolicy;
  finding.title = info.title;
  finding.severity = severity_of_score(info.score);
  finding.confidence = Confidence::kHigh;
  finding.score = info.score;
  // Nothing here is secret, so the public key serves and the value is the same for everybody.
  finding.fingerprint = fingerprint(FingerprintKey(), "policy", info.id + " " + one.subject);
  finding.credential = one.credential;
  Occurrence occurrence;
  occurrence.location = one.place;
  occurrence.in_worktree = true;
  finding.occurrences.push_back(std::move(occurrence));
  set_verdict(finding, one);
  return finding;
}

}  // namespace

void PolicyFindings::add(const Case& one) {
  if (badness(one.verdict->outcome) == 0) return;
  const auto key = std::pair(one.policy->id, one.subject);
  const auto [entry, is_new] = findings_.try_emplace(key);
  Finding& finding = entry->second;
  if (is_new) {
    finding = make_finding(one);
  } else if (badness(one.verdict->outcome) > badness(finding.policies.front().outcome)) {
    set_verdict(finding, one);
  }
  if (one.leak != nullptr) finding.related.push_back(one.leak->first().location);
}

std::vector<Finding> PolicyFindings::take() {
  std::vector<Finding> findings;
  for (auto& [key, finding] : findings_) findings.push_back(std::move(finding));
  findings_.clear();
  return findings;
}

}  // namespace keyhound
