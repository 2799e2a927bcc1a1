// SPDX-License-Identifier: Apache-2.0
#include "policies/lifecycle/incident_state.h"

#include <algorithm>
#include <set>

#include "policies/evaluation/live_check.h"
#include "policies/lifecycle/policy_limits.h"
#include "policies/lifecycle/revoked_credentials.h"
#include "policies/registry/in_use.h"
#include "policies/registry/revocation_result.h"

namespace keyhound {
namespace {

// An exception pauses an incident when it covers one of the policies that demand its remediation.
constexpr std::string_view kRemediation[] = {"ROT1002", "REV1003", "OWN1001"};

constexpr std::string_view kAttestation = "attestation";
// What a person's word needs more than a provider's answer.
constexpr std::size_t kAttestingParties = 2;

std::optional<Timestamp> later(std::optional<Timestamp> a, std::optional<Timestamp> b) {
  if (!a || !b) return a ? a : b;
  return std::max(*a, *b);
}

RevocationRecord record_of(Timestamp at, const std::string& method, const std::string& by,
                           bool is_dead, bool was_revoked) {
  RevocationRecord record;
  record.at = at;
  record.method = method;
  record.by = by;
  record.is_dead = is_dead;
  record.was_revoked = was_revoked;
  return record;
}

// What the checks show, taken in one after the other.
struct Verification {
  std::optional<Timestamp> first_dead;  // the first proof, which a later regression is against
  std::optional<Timestamp> dead;        // since when it is proved dead; none after a live check
  std::optional<Timestamp> live;        // the newest check, when it says that it works
  bool was_revoked = false;             // that one: although somebody called it revoked
};

Verification verification_of(const std::vector<RevocationRecord>& checks,
                             std::optional<Timestamp> regressed) {
  Verification answer;
  std::set<std::string> attesting;
  for (const RevocationRecord& check : checks) {
    if (!check.is_dead) {
      answer.live = check.at;
      answer.was_revoked = check.was_revoked;
      answer.dead.reset();
      attesting.clear();
      continue;
    }
    if (check.method == kAttestation) {
      attesting.insert(check.by);
      if (attesting.size() < kAttestingParties) continue;
    }
    answer.live.reset();
    if (!answer.first_dead) answer.first_dead = check.at;
    const bool is_since = !regressed || *regressed <= check.at;
    if (is_since && !answer.dead) answer.dead = check.at;
  }
  return answer;
}

struct Step {
  IncidentState state;
  std::string_view text;
};

constexpr Step kSteps[] = {
    {IncidentState::kDetected, "triage: is it a real credential?"},
    {IncidentState::kConfirmed, "give it an accountable owner"},
    {IncidentState::kOwned, "rotate it"},
    {IncidentState::kExceptionActive, "remedy it before the exception ends"},
    {IncidentState::kExceptionExpired, "close the exception, or decide anew"},
    {IncidentState::kRotated, "revoke the leaked value"},
    {IncidentState::kRevoked, "verify that it is refused"},
    {IncidentState::kRevokedLive, "revoke it at its provider"},
    {IncidentState::kVerifiedDead, "close it: status 'revoked', or the value's 'to'"},
    {IncidentState::kRegressed, "triage: it came back"},
};

}  // namespace

IncidentDecider::IncidentDecider(const LifecycleInput& input)
    : input_(input), index_(input.registry, nullptr) {
  if (input.registry != nullptr) waivers_.emplace(*input.registry, input.now);
}

IncidentDecider::Entry IncidentDecider::entry_of(const std::string& id) const {
  Entry entry;
  if (id.empty()) return entry;
  entry.credential = index_.credential(id);
  if (input_.history == nullptr) return entry;
  const auto found = input_.history->credentials.find(id);
  if (found != input_.history->credentials.end()) entry.history = &found->second;
  return entry;
}

// The newer of the finding's own and that of its credential.
IncidentDecider::Triage IncidentDecider::triage_of(const FindingHistory* finding,
                                                   const Entry& entry) {
  Triage triage;
  if (finding != nullptr) triage = {finding->triaged, finding->is_false_positive};
  if (entry.history != nullptr && entry.history->triaged &&
      (!triage.at || *triage.at < *entry.history->triaged))
    triage = {entry.history->triaged, entry.history->is_false_positive};
  return triage;
}

void IncidentDecider::find_owner(Incident& incident, const Entry& entry) const {
  if (entry.credential == nullptr) return;
  const Credential& credential = *entry.credential;
  incident.owner = credential.owner.accountable;
  if (incident.owner.empty() || credential.status == "proposed") return;
  const Party* party = index_.party(incident.owner);
  if (party != nullptr && (!party->is_internal() || !is_active(*party, input_.now))) return;
  std::optional<Timestamp> accepted = credential.owner.accepted.at;
  if (!accepted && entry.history != nullptr)
    accepted =
        entry.history->owner_accepted ? entry.history->owner_accepted : entry.history->registered;
  // Who answered for it before the leak was found, owned it from then on.
  incident.owned = later(accepted, incident.detected);
}

void IncidentDecider::find_rotation(Incident& incident, const Entry& entry) {
  if (incident.weak) return;
  std::optional<Timestamp> rotated;
  if (entry.credential != nullptr) rotated = entry.credential->lifecycle.observed.last_rotated.at;
  if (entry.history != nullptr) rotated = later(rotated, entry.history->rotated_observed);
  const std::optional<Timestamp> leaked =
      incident.last_leaked ? incident.last_leaked : incident.detected;
  if (rotated && leaked && *leaked <= *rotated) incident.rotated = rotated;
}

// Of the registry, the ledger and the finding itself. What a place alone ties to the value says
// nothing about it.
std::vector<RevocationRecord> IncidentDecider::find_checks(const Incident& incident,
                                                           const Entry& entry,
                                                           const Liveness& liveness) const {
  std::vector<RevocationRecord> checks;
  if (input_.history != nullptr)
    checks = checks_of(*input_.history, incident.fingerprint,
                       incident.weak ? std::string_view() : incident.credential);
  if (entry.credential != nullptr && !incident.weak) {
    const RevocationCheck& check = entry.credential->lifecycle.revoked.verification;
    if (check.at.at)
      checks.push_back(
          record_of(*check.at.at, check.method, check.at.by, is_dead_result(check.result), true));
  }
  if (is_told_alive_or_dead(liveness) && liveness.at)
    checks.push_back(record_of(*liveness.at, liveness.source, {},
                               liveness.state != LivenessState::kActive, false));
  std::stable_sort(checks.begin(), checks.end(),
                   [](const auto& a, const auto& b) { return a.at < b.at; });
  return checks;
}

void IncidentDecider::find_revocation(Incident& incident, const Entry& entry,
                                      const FindingHistory* history,
                                      std::vector<RevocationRecord> checks, bool& is_live) const {
  const Credential* credential = incident.weak ? nullptr : entry.credential;
  const CredentialHistory* recorded = incident.weak ? nullptr : entry.history;
  if (credential != nullptr) incident.revoked = credential->lifecycle.revoked.at.at;
  if (incident.revoked && *incident.revoked > input_.now) incident.revoked.reset();
  if (!incident.revoked && recorded != nullptr) incident.revoked = recorded->revoked;

  incident.is_revocation_recorded = incident.revoked.has_value();
  std::erase_if(checks, [&incident](const RevocationRecord& check) {
    return incident.revoked && check.at < *incident.revoked;
  });
  Verification shown = verification_of(checks, std::nullopt);
  const std::optional<Timestamp> reappeared =
      history != nullptr ? history->reappeared : std::nullopt;
  if (shown.first_dead) {
    if (reappeared && *shown.first_dead < *reappeared) incident.regressed = reappeared;
    if (shown.live && *shown.first_dead < *shown.live)
      incident.regressed = later(incident.regressed, shown.live);
    if (incident.regressed) shown = verification_of(checks, incident.regressed);
  }
  incident.verified = shown.dead;
  if (incident.verified) incident.regressed.reset();
  if (incident.verified && !incident.revoked) incident.revoked = incident.verified;
  if (incident.regressed && incident.revoked && *incident.revoked < *incident.regressed)
    incident.revoked.reset();
  incident.alive = shown.live;
  const bool is_called =
      incident.revoked || shown.was_revoked ||
      (credential != nullptr && revoked_call(*credential, incident.fingerprint, input_.now));
  is_live = shown.live && is_called;
}

// The book is closed once the entry is no longer in use, or holds another value now.
void IncidentDecider::find_closure(Incident& incident, const Entry& entry) const {
  if (!incident.verified || entry.credential == nullptr) return;
  if (!is_in_use(*entry.credential)) incident.closed = incident.verified;
  for (const FingerprintEntry& value : entry.credential->identity.fingerprints) {
    if (value.value == incident.fingerprint && value.to && *value.to <= input_.now)
      incident.closed = later(incident.verified, value.to);
  }
}

const Exception* IncidentDecider::find_exception(const Incident& incident, bool in_force) const {
  if (!waivers_) return nullptr;
  for (const std::string_view policy : kRemediation) {
    const Exception* common = nullptr;
    const bool is_everywhere = std::all_of(
        incident.repositories.begin(), incident.repositories.end(), [&](const auto& repository) {
          const auto answer = waivers_->find(policy, incident.credential, repository);
          if (answer.exception == nullptr) return false;
          common = answer.exception;
          const Exception& one = *answer.exception;
          const bool has_ended = one.expires && *one.expires < input_.now && !one.closure.at;
          return in_force ? answer.reason.empty() : has_ended;
        });
    if (is_everywhere && common != nullptr) return common;
  }
  return nullptr;
}

void IncidentDecider::set_state(Incident& incident, const Triage& triage, bool is_live) const {
  const auto put = [&incident](IncidentState state, std::optional<Timestamp> since) {
    incident.state = state;
    incident.since = since;
  };
  const bool is_regressed = incident.regressed && !(triage.at && *incident.regressed <= *triage.at);
  if (triage.is_false_positive) return put(IncidentState::kFalsePositive, triage.at);
  if (is_regressed) return put(IncidentState::kRegressed, incident.regressed);
  if (is_live)
    return put(IncidentState::kRevokedLive, incident.revoked ? incident.revoked : incident.alive);
  if (incident.closed) return put(IncidentState::kClosed, incident.closed);
  if (incident.verified) return put(IncidentState::kVerifiedDead, incident.verified);
  if (incident.revoked) return put(IncidentState::kRevoked, incident.revoked);
  if (const Exception* one = find_exception(incident, true)) {
    incident.exception = one->id;
    return put(IncidentState::kExceptionActive, one->granted);
  }
  if (const Exception* one = find_exception(incident, false)) {
    incident.exception = one->id;
    return put(IncidentState::kExceptionExpired, one->expires);
  }
  if (incident.rotated) return put(IncidentState::kRotated, incident.rotated);
  if (incident.owned && incident.confirmed) return put(IncidentState::kOwned, incident.owned);
  if (incident.confirmed) return put(IncidentState::kConfirmed, incident.confirmed);
  put(IncidentState::kDetected, incident.detected);
}

void IncidentDecider::set_next(Incident& incident, const Entry& entry) const {
  for (const Step& step : kSteps) {
    if (step.state == incident.state) incident.next = step.text;
  }
  const std::string_view environment =
      entry.credential != nullptr ? entry.credential->scope.environment : std::string_view();
  const auto after = [](std::optional<Timestamp> start, std::optional<Duration> allowed) {
    return start && allowed ? std::optional(*start + *allowed) : std::nullopt;
  };
  switch (incident.state) {
    case IncidentState::kDetected:
    case IncidentState::kConfirmed:
    case IncidentState::kOwned: {
      std::optional<Duration> allowed =
          allowed_time(*input_.policies, "ROT1002", "on_leak", environment);
      if (allowed && entry.credential != nullptr && entry.credential->lifecycle.rotation.on_leak)
        allowed = entry.credential->lifecycle.rotation.on_leak;
      incident.due = after(incident.leaked ? incident.leaked : incident.detected, allowed);
      break;
    }
    case IncidentState::kRevoked:
      incident.due =
          after(incident.revoked, allowed_time(*input_.policies, "REV1002", "within", environment));
      break;
    case IncidentState::kExceptionActive:
    case IncidentState::kExceptionExpired:
      for (const Exception& one : input_.registry->exceptions) {
        if (one.id == incident.exception) incident.due = one.expires;
      }
      break;
    case IncidentState::kRevokedLive:
    case IncidentState::kRegressed:
      incident.due = incident.since;  // at once
      break;
    default:
      break;
  }
}

void IncidentDecider::decide(Incident& incident, const FindingHistory* history,
                             const Liveness& liveness) const {
  const Entry entry = entry_of(incident.credential);
  const Triage triage = triage_of(history, entry);
  find_owner(incident, entry);
  find_rotation(incident, entry);
  bool is_live = false;
  const std::vector<RevocationRecord> checks = find_checks(incident, entry, liveness);
  find_revocation(incident, entry, history, checks, is_live);
  find_closure(incident, entry);

  if (triage.at && !triage.is_false_positive) incident.confirmed = triage.at;
  // What belongs to an entry that somebody answers for, or works, is a credential.
  const bool is_known =
      entry.credential != nullptr && !incident.weak && entry.credential->status != "proposed";
  const bool has_worked =
      liveness.state == LivenessState::kActive ||
      std::any_of(checks.begin(), checks.end(), [](const auto& check) { return !check.is_dead; });
  if (is_known || has_worked)
    incident.confirmed = incident.confirmed && incident.detected
                             ? std::min(*incident.confirmed, *incident.detected)
                             : incident.detected;
  set_state(incident, triage, is_live);
  set_next(incident, entry);
}

}  // namespace keyhound
