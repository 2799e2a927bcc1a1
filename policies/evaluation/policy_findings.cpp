// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/policy_findings.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "policies/evaluation/assessment_builder.h"
#include "policies/evaluation/registry_location.h"

namespace keyhound {

// As report_order() has it: place, then rule, then fingerprint.
struct PolicyFindings::Key {
  const Location* place = nullptr;
  const std::string* rule = nullptr;
  std::vector<std::uint8_t> mac;
  std::uint32_t entry = 0;
};

void PolicyFindings::add(const Case& one) {
  const int bad = badness(one.verdict->outcome);
  if (bad == 0) return;
  if (one.subject >= newest_.size()) newest_.resize(std::size_t{one.subject} + 1, kNone);
  std::uint32_t number = newest_[one.subject];
  while (number != kNone && entries_[number].policy != one.policy) number = entries_[number].older;
  if (number == kNone) {
    number = static_cast<std::uint32_t>(entries_.size());
    Entry& made = entries_.emplace_back();
    made.policy = static_cast<std::uint32_t>(one.policy);
    made.subject = one.subject;
    made.verdict = one.verdict;
    made.older = std::exchange(newest_[one.subject], number);
    if (one.place != nullptr) {
      made.place = static_cast<std::uint32_t>(places_.size());
      places_.push_back(location_of(*one.place));
    }
  }
  Entry& entry = entries_[number];
  if (bad > badness(entry.verdict->outcome)) entry.verdict = one.verdict;
  if (one.leak == nullptr) return;
  const auto leak = static_cast<std::uint32_t>(leaks_.size());
  leaks_.push_back({one.leak, kNone});
  (entry.last_leak == kNone ? entry.first_leak : leaks_[entry.last_leak].next) = leak;
  entry.last_leak = leak;
}

std::vector<PolicyFindings::Key> PolicyFindings::sorted_keys(
    const std::vector<AssessedSubject>& subjects) const {
  std::vector<Key> keys(entries_.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const Entry& entry = entries_[i];
    const AssessedSubject& subject = subjects[entry.subject];
    const std::string& policy = policies_[entry.policy].id;
    Key& key = keys[i];
    key.place = entry.place == kNone ? &subject.place : &places_[entry.place];
    key.rule = &policy;
    // Nothing here is secret, so the public key serves and the value is the same for everybody.
    key.mac = fingerprint(FingerprintKey(), "policy", policy + " " + subject.id).mac;
    key.entry = static_cast<std::uint32_t>(i);
  }
  std::sort(keys.begin(), keys.end(), [](const Key& a, const Key& b) {
    const auto order = [](const Key& key) {
      return std::tie(key.place->path, key.place->start, key.place->part, *key.rule, key.mac);
    };
    return order(a) < order(b);
  });
  return keys;
}

void PolicyFindings::make_finding(const Entry& entry, const AssessedSubject& subject,
                                  Finding& into) const {
  const PolicyInfo& info = policies_[entry.policy];
  into.rule_id = info.id;
  into.kind = FindingKind::kPolicy;
  into.title = info.title;
  into.severity = severity_of_score(info.score);
  into.confidence = Confidence::kHigh;
  into.score = info.score;
  into.credential.id = subject.credential;
  into.credential.owner = subject.owner;
  into.occurrences.reserve(1);
  Occurrence& occurrence = into.occurrences.emplace_back();
  occurrence.location = entry.place == kNone ? subject.place : places_[entry.place];
  occurrence.in_worktree = true;
  into.message = entry.verdict->message;
  into.remedy = entry.verdict->remedy;
  into.waived = entry.verdict->outcome == Outcome::kWaived;
  into.policies.reserve(1);
  into.policies.push_back(entry.verdict);
}

void PolicyFindings::append_to(const std::vector<AssessedSubject>& subjects,
                               std::vector<Finding>& findings) {
  newest_ = {};
  std::vector<Key> keys = sorted_keys(subjects);
  const Finding* const known = findings.data();
  findings.reserve(findings.size() + keys.size());
  for (Key& key : keys) {
    const Entry& entry = entries_[key.entry];
    Finding& finding = findings.emplace_back();
    make_finding(entry, subjects[entry.subject], finding);
    finding.fingerprint.mac = std::move(key.mac);
    for (std::uint32_t i = entry.first_leak; i != kNone; i = leaks_[i].next) {
      const auto leak = static_cast<std::size_t>(leaks_[i].finding - known);
      finding.related.push_back(findings[leak].first().location);
    }
  }
  entries_.clear();
  leaks_.clear();
  places_.clear();
}

}  // namespace keyhound
