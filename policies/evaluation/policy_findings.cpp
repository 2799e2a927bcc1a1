// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/policy_findings.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "policies/evaluation/assessment_builder.h"
#include "policies/evaluation/registry_location.h"

namespace keyhound {

namespace {

constexpr std::size_t kFewest = 500;  // findings that are worth a worker

}  // namespace

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

void PolicyFindings::sort(const std::vector<AssessedSubject>& subjects, const WorkCrew& crew) {
  newest_ = {};
  std::vector<Key> keys(entries_.size());
  // Nothing here is secret, so the public key serves and the value is the same for everybody.
  const FingerprintKey public_key;
  // As report_order() has it: place, then rule, then fingerprint.
  const auto is_before = [](const Key& a, const Key& b) {
    const auto order = [](const Key& key) {
      return std::tie(key.place->path, key.place->start, key.place->part, *key.rule, key.mac);
    };
    return order(a) < order(b);
  };
  const auto at = [&keys](std::size_t i) { return keys.begin() + static_cast<std::ptrdiff_t>(i); };
  const std::size_t parts = crew.parts_of(keys.size(), kFewest);
  std::vector<std::size_t> ends(parts);
  crew.run_ranges(keys.size(), parts, [&](std::size_t part, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const Entry& entry = entries_[i];
      const AssessedSubject& subject = subjects[entry.subject];
      const std::string& policy = policies_[entry.policy].id;
      keys[i] = {entry.place == kNone ? &subject.place : &places_[entry.place], &policy,
                 fingerprint(public_key, "policy", policy + " " + subject.id).mac,
                 static_cast<std::uint32_t>(i)};
    }
    std::sort(at(begin), at(end), is_before);
    ends[part] = end;
  });
  for (std::size_t part = 1; part < parts; ++part)
    std::inplace_merge(at(0), at(ends[part - 1]), at(ends[part]), is_before);
  sorted_.reserve(keys.size());
  for (Key& key : keys) {
    sorted_.push_back(key.entry);
    entries_[key.entry].mac = std::move(key.mac);
  }
}

void PolicyFindings::make_finding(Entry& entry, const AssessedSubject& subject,
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
  occurrence.location = Location(entry.place == kNone ? subject.place : places_[entry.place]);
  occurrence.in_worktree = true;
  into.message = entry.verdict->message;
  into.remedy = entry.verdict->remedy;
  into.waived = entry.verdict->outcome == Outcome::kWaived;
  into.policies.reserve(1);
  into.policies.push_back(std::move(entry.verdict));
}

void PolicyFindings::append_to(const std::vector<AssessedSubject>& subjects,
                               std::vector<Finding>& findings, const WorkCrew& crew) {
  const Finding* const known = findings.data();
  const std::size_t first = findings.size();
  findings.resize(first + sorted_.size());
  const auto make = [&](std::size_t, std::size_t begin, std::size_t end) {
    for (std::size_t k = begin; k < end; ++k) {
      Entry& entry = entries_[sorted_[k]];
      Finding& finding = findings[first + k];
      make_finding(entry, subjects[entry.subject], finding);
      finding.fingerprint.mac = std::move(entry.mac);
      for (std::uint32_t i = entry.first_leak; i != kNone; i = leaks_[i].next) {
        const auto leak = static_cast<std::size_t>(leaks_[i].finding - known);
        finding.related.push_back(findings[leak].first().location);
      }
    }
  };
  crew.run_ranges(sorted_.size(), crew.parts_of(sorted_.size(), kFewest), make);
  sorted_ = {};
  entries_ = {};
  leaks_ = {};
  places_ = {};
}

}  // namespace keyhound
