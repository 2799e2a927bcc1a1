// SPDX-License-Identifier: Apache-2.0
#include "policies/lifecycle/finding_events.h"

#include <string>
#include <unordered_set>

#include "policies/evaluation/leak.h"
#include "policies/evidence/new_event.h"
#include "policies/lifecycle/incident_state.h"

namespace keyhound {
namespace {

const std::string& repository_of(const Finding& finding, const ScanResult& result) {
  return finding.repository.empty() ? result.scan.repository : finding.repository;
}

EvidenceEvent event_of(std::string_view type, const Finding& finding, const std::string& repository,
                       std::optional<Timestamp> leaked) {
  const Occurrence& place = finding.first();
  Json known = {{"rule", finding.rule_id},
                {"severity", to_string(finding.severity)},
                {"repository", text_or_null(repository)},
                {"path", text_or_null(place.location.path)},
                {"commit", text_or_null(place.commit.id)},
                {"leaked", time_or_null(leaked)},
                {"in_head", finding.in_head()},
                {"credential", text_or_null(finding.credential.id)},
                {"matched_by", text_or_null(finding.credential.matched_by)},
                {"weak", finding.credential.weak}};
  if (leaked) known["leak_time"] = kCommitterClock;
  return new_event(type, std::string(kFingerprintSubject) + finding.fingerprint.short_form(),
                   std::move(known));
}

struct Known {
  const FindingHistory* history = nullptr;  // nullptr: the ledger does not know the value
  std::string previous;                     // the earlier fingerprint that it knows it by
};

Known known_of(const Finding& finding, const LedgerHistory& history) {
  const auto own = history.findings.find(finding.fingerprint.short_form());
  if (own != history.findings.end()) return {&own->second, {}};
  for (const std::string& previous : finding.previous_fingerprints) {
    const auto found = history.findings.find(previous);
    if (found != history.findings.end()) return {&found->second, previous};
  }
  return {};
}

// What is new about a finding; none: nothing.
std::optional<EvidenceEvent> news_of(const Finding& finding, const std::string& repository,
                                     const LedgerHistory& history) {
  const Known known = known_of(finding, history);
  const auto detected = [&] {
    EvidenceEvent event = event_of("finding.detected", finding, repository, time_of_leak(finding));
    event.data["previous"] = text_or_null(known.previous);
    return event;
  };
  if (known.history == nullptr || !known.previous.empty()) return detected();
  const FindingHistory& past = *known.history;
  if (!contains_sorted(past.repositories, repository)) return detected();
  const std::optional<Timestamp> newest = time_of_last_leak(finding);
  const bool is_back = finding.in_head() && contains_sorted(past.removed, repository);
  const bool is_newer = newest && past.last_leaked && *past.last_leaked < *newest;
  if (is_back || is_newer) return event_of("finding.reappeared", finding, repository, newest);
  if (finding.in_head() && !contains_sorted(past.in_head, repository)) return detected();
  return std::nullopt;
}

// Without a name it could be another repository than the one that the ledger knows.
bool reads_head(const ScanResult& result) {
  return result.complete() && !result.scan.repository.empty() &&
         (result.scan.kind == "history" || result.scan.kind == "tree");
}

EvidenceEvent removed(std::string_view fingerprint, const std::string& rule,
                      const std::string& repository) {
  return new_event("finding.removed_from_head",
                   std::string(kFingerprintSubject) + std::string(fingerprint),
                   {{"rule", rule}, {"repository", text_or_null(repository)}});
}

}  // namespace

std::vector<EvidenceEvent> finding_events(const ScanResult& result, const LedgerHistory& history) {
  std::vector<EvidenceEvent> events;
  if (result.scan.kind == kListedSecretsKind) return events;
  // Findings of two rules may hold one value; the ledger tells about values.
  std::unordered_set<std::string> told;
  for (const Finding& finding : result.findings) {
    if (!is_leak(finding)) continue;
    const std::string& repository = repository_of(finding, result);
    if (!told.insert(finding.fingerprint.short_form() + "\n" + repository).second) continue;
    if (auto event = news_of(finding, repository, history)) events.push_back(std::move(*event));
  }
  if (!reads_head(result)) return events;
  for (EvidenceEvent& event : removed_events(result, {result.scan.repository}, history))
    events.push_back(std::move(event));
  return events;
}

std::vector<EvidenceEvent> removed_events(const ScanResult& result,
                                          const std::vector<std::string>& read_repositories,
                                          const LedgerHistory& history) {
  std::unordered_set<std::string> in_head;  // fingerprint and repository
  for (const Finding& finding : result.findings) {
    if (!finding.in_head()) continue;
    const std::string& repository = repository_of(finding, result);
    in_head.insert(finding.fingerprint.short_form() + "\n" + repository);
    for (const std::string& previous : finding.previous_fingerprints)
      in_head.insert(previous + "\n" + repository);
  }
  std::vector<EvidenceEvent> events;
  for (const auto& [fingerprint, known] : history.findings) {
    for (const std::string& repository : known.in_head) {
      if (!contains_sorted(read_repositories, repository)) continue;
      if (in_head.contains(fingerprint + "\n" + repository)) continue;
      events.push_back(removed(fingerprint, known.rule, repository));
    }
  }
  return events;
}

}  // namespace keyhound
