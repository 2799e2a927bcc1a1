// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/policy_findings.h"

#include <algorithm>
#include <tuple>

#include "policies/evaluation/assessment_builder.h"

namespace keyhound {
namespace {

void set_verdict(Finding& finding, const SharedVerdict& verdict) {
  finding.message = verdict->message;
  finding.remedy = verdict->remedy;
  finding.waived = verdict->outcome == Outcome::kWaived;
  finding.policies.clear();
  finding.policies.push_back(verdict);
}

}  // namespace

Finding PolicyFindings::make_finding(const Case& one) const {
  const PolicyInfo& info = policies_[one.policy];
  Finding finding;
  finding.rule_id = info.id;
  finding.kind = FindingKind::kPolicy;
  finding.title = info.title;
  finding.severity = severity_of_score(info.score);
  finding.confidence = Confidence::kHigh;
  finding.score = info.score;
  // Nothing here is secret, so the public key serves and the value is the same for everybody.
  finding.fingerprint = fingerprint(FingerprintKey(), "policy", info.id + " " + one.assessed.id);
  finding.credential = one.credential;
  Occurrence& occurrence = finding.occurrences.emplace_back();
  occurrence.location = one.place;
  occurrence.in_worktree = true;
  set_verdict(finding, one.verdict);
  return finding;
}

void PolicyFindings::add(const Case& one) {
  if (badness(one.verdict->outcome) == 0) return;
  const std::uint64_t key = std::uint64_t{one.policy} << 32U | one.subject;
  const auto [number, is_new] = numbers_.try_emplace(key, entries_.size());
  if (is_new) entries_.push_back({one.policy, one.assessed.id, make_finding(one)});
  Finding& finding = entries_[number->second].finding;
  if (badness(one.verdict->outcome) > badness(finding.policies.front().outcome)) {
    set_verdict(finding, one.verdict);
  }
  if (one.leak != nullptr) finding.related.push_back(one.leak->first().location);
}

void PolicyFindings::move_to(std::vector<Finding>& findings) {
  std::vector<std::size_t> order(entries_.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
    const auto key = [](const Entry& entry) { return std::tie(entry.policy, entry.subject); };
    return key(entries_[a]) < key(entries_[b]);
  });
  findings.reserve(findings.size() + order.size());
  for (const std::size_t index : order) findings.push_back(std::move(entries_[index].finding));
  entries_.clear();
  numbers_.clear();
}

}  // namespace keyhound
