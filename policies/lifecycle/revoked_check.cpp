// SPDX-License-Identifier: Apache-2.0
#include "policies/lifecycle/revoked_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>

#include "policies/evaluation/leak.h"
#include "policies/evaluation/live_check.h"

namespace keyhound {
namespace {

std::string place_of(const Finding& finding) {
  const Location& location = finding.first().location;
  std::string place = finding.repository.empty() ? "" : finding.repository + ": ";
  place += location.path;
  if (location.start.line != 0) place += fmt::format(":{}", location.start.line);
  return place;
}

// What tells more: works, then refused, then a reason why nobody knows.
int weight(const Liveness& liveness) {
  if (liveness.state == LivenessState::kActive) return 3;
  if (is_told_alive_or_dead(liveness)) return 2;
  return liveness.state == LivenessState::kIndeterminate ? 1 : 0;
}

using Found = std::map<std::string, FoundRevoked>;  // by fingerprint: rules may share a value

void add(const Finding& finding, const Credential& credential, Timestamp now, Found& found) {
  const auto call = revoked_call(credential, finding, now);
  if (!call) return;
  const std::string fingerprint = finding.fingerprint.short_form();
  const auto [place, is_new] = found.try_emplace(fingerprint);
  FoundRevoked& one = place->second;
  if (is_new) {
    one = {fingerprint, finding.rule_id, place_of(finding), *call, finding.liveness};
  } else if (weight(one.liveness) < weight(finding.liveness)) {
    one.rule = finding.rule_id;
    one.liveness = finding.liveness;
  }
}

RevokedOutcome outcome_of(const RevokedEntry& entry) {
  RevokedOutcome outcome = RevokedOutcome::kRefused;
  const auto worsen = [&outcome](RevokedOutcome other) { outcome = std::min(outcome, other); };
  if (!entry.missing.empty() || entry.found.empty()) worsen(RevokedOutcome::kNoValue);
  for (const FoundRevoked& one : entry.found) {
    if (one.liveness.state == LivenessState::kActive) worsen(RevokedOutcome::kWorks);
    if (!is_told_alive_or_dead(one.liveness)) worsen(RevokedOutcome::kUntold);
  }
  return outcome;
}

RevokedEntry entry_of(const RevokedCredential& revoked, const std::vector<const Finding*>& findings,
                      Timestamp now) {
  RevokedEntry entry;
  entry.credential = revoked.credential->id;
  entry.owner = revoked.credential->owner.accountable;
  entry.whole = revoked.whole;
  Found found;
  for (const Finding* finding : findings) add(*finding, *revoked.credential, now, found);
  for (const RevokedCredential::Value& value : revoked.values) {
    const bool is_found =
        std::any_of(findings.begin(), findings.end(), [&value](const Finding* finding) {
          const auto& previous = finding->previous_fingerprints;
          return finding->fingerprint.short_form() == value.fingerprint ||
                 std::find(previous.begin(), previous.end(), value.fingerprint) != previous.end();
        });
    if (!is_found) entry.missing.push_back(value.fingerprint);
  }
  for (auto& [fingerprint, one] : found) entry.found.push_back(std::move(one));
  entry.outcome = outcome_of(entry);
  return entry;
}

}  // namespace

std::string_view to_string(RevokedOutcome outcome) {
  constexpr std::array<std::string_view, kRevokedOutcomes> kNames = {"works", "untold", "no-value",
                                                                     "refused"};
  return kNames[static_cast<std::size_t>(outcome)];
}

RevokedCheck check_revoked(const Registry& registry, const std::vector<Finding>& findings,
                           Timestamp now) {
  std::unordered_map<std::string_view, std::vector<const Finding*>> by_credential;
  for (const Finding& finding : findings) {
    if (is_leak(finding) && !finding.credential.weak)
      by_credential[finding.credential.id].push_back(&finding);
  }
  RevokedCheck check;
  check.at = now;
  for (const RevokedCredential& revoked : revoked_credentials(registry, now)) {
    check.entries.push_back(entry_of(revoked, by_credential[revoked.credential->id], now));
    ++check.counts[static_cast<std::size_t>(check.entries.back().outcome)];
  }
  std::stable_sort(check.entries.begin(), check.entries.end(),
                   [](const auto& a, const auto& b) { return a.outcome < b.outcome; });
  return check;
}

}  // namespace keyhound
