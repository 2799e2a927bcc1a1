// SPDX-License-Identifier: Apache-2.0
#include "policies/lifecycle/incident.h"

#include <algorithm>
#include <map>

#include "policies/evaluation/credential_matcher.h"
#include "policies/evaluation/leak.h"
#include "policies/lifecycle/incident_state.h"

namespace keyhound {
namespace {

struct StateName {
  IncidentState state;
  std::string_view name;
  bool is_open;
};

constexpr StateName kStateNames[kIncidentStates] = {
    {IncidentState::kDetected, "detected", true},
    {IncidentState::kFalsePositive, "false-positive", false},
    {IncidentState::kConfirmed, "confirmed", true},
    {IncidentState::kOwned, "owned", true},
    {IncidentState::kExceptionActive, "exception-active", true},
    {IncidentState::kExceptionExpired, "exception-expired", true},
    {IncidentState::kRotated, "rotated", true},
    {IncidentState::kRevoked, "revoked", true},
    {IncidentState::kRevokedLive, "revoked-live", true},
    {IncidentState::kVerifiedDead, "verified-dead", false},
    {IncidentState::kClosed, "closed", false},
    {IncidentState::kRegressed, "regressed", true},
};

const StateName& row_of(IncidentState state) {
  return kStateNames[static_cast<std::size_t>(state)];
}

void keep_earlier(std::optional<Timestamp>& kept, std::optional<Timestamp> time) {
  if (time && (!kept || *time < *kept)) kept = time;
}

void keep_later(std::optional<Timestamp>& kept, std::optional<Timestamp> time) {
  if (time && (!kept || *kept < *time)) kept = time;
}

struct Case {
  Incident incident;
  Liveness liveness;
  const FindingHistory* history = nullptr;
};

using Cases = std::map<std::string, Case, std::less<>>;

void add_history(const LedgerHistory& history, Cases& cases) {
  for (const auto& [fingerprint, one] : history.findings) {
    if (!one.detected && !one.reappeared) continue;  // a triage of something unknown
    Case& added = cases[fingerprint];
    added.history = &one;
    Incident& incident = added.incident;
    incident.rule = one.rule;
    incident.severity = one.severity;
    incident.repositories = one.repositories;
    incident.path = one.path;
    incident.credential = one.credential;
    incident.weak = one.weak;
    incident.in_head = !one.in_head.empty();
    incident.leak_time = one.leak_time;
    incident.leaked = one.leaked;
    incident.last_leaked = one.last_leaked;
    incident.detected = one.detected;
  }
}

void add_finding(const Finding& finding, const LifecycleInput& input, Cases& cases) {
  Case& added = cases[finding.fingerprint.short_form()];
  Incident& incident = added.incident;
  incident.rule = finding.rule_id;
  incident.severity = to_string(finding.severity);
  insert_sorted(incident.repositories,
                finding.repository.empty() ? input.repository : finding.repository);
  incident.path = finding.first().location.path;
  incident.credential = finding.credential.id;
  incident.weak = finding.credential.weak;
  incident.in_head = incident.in_head || finding.in_head();
  const std::optional<Timestamp> leaked = time_of_leak(finding);
  if (leaked) incident.leak_time = kCommitterClock;
  keep_earlier(incident.leaked, leaked);
  keep_later(incident.last_leaked, time_of_last_leak(finding));
  if (!incident.detected) incident.detected = input.now;
  if (finding.liveness.state != LivenessState::kUnchecked) added.liveness = finding.liveness;
}

// A value that was registered after the ledger heard of it.
void tie_to_registry(const Registry& registry, Cases& cases) {
  const CredentialMatcher matcher(registry);
  for (auto& [fingerprint, one] : cases) {
    const auto tie = matcher.match_fingerprint(fingerprint);
    if (!tie) continue;
    one.incident.credential = registry.credentials[tie->credential].id;
    one.incident.weak = false;
  }
}

}  // namespace

std::string_view to_string(IncidentState state) { return row_of(state).name; }

bool is_open(IncidentState state) { return row_of(state).is_open; }

std::vector<Incident> incidents_of(const LifecycleInput& input) {
  Cases cases;
  if (input.history != nullptr) add_history(*input.history, cases);
  if (input.findings != nullptr) {
    for (const Finding& finding : *input.findings) {
      if (is_leak(finding)) add_finding(finding, input, cases);
    }
  }
  if (input.registry != nullptr) tie_to_registry(*input.registry, cases);
  const IncidentDecider decider(input);
  std::vector<Incident> incidents;
  incidents.reserve(cases.size());
  for (auto& [fingerprint, one] : cases) {
    one.incident.fingerprint = fingerprint;
    decider.decide(one.incident, one.history, one.liveness);
    incidents.push_back(std::move(one.incident));
  }
  return incidents;
}

}  // namespace keyhound
