// SPDX-License-Identifier: Apache-2.0
// Incident: one leaked value on its way from detection to closure (docs/lifecycle.md has the states
// and what leads from one to the next). It is derived anew each time, from the registry, the ledger
// and the findings at hand, and never stored. Plain data.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policies/evaluation/policy_set.h"
#include "policies/evidence/ledger_history.h"
#include "policies/registry/registry.h"
#include "scanner/base/time.h"
#include "scanner/model/finding.h"

namespace keyhound {

enum class IncidentState {
  kDetected,
  kFalsePositive,
  kConfirmed,
  kOwned,
  kExceptionActive,   // paused by an exception in force
  kExceptionExpired,  // which has ended and was not closed
  kRotated,
  kRevoked,
  kRevokedLive,   // revoked, but a check shows that it works
  kVerifiedDead,  // a check shows that it is refused
  kClosed,
  kRegressed,  // was verified dead or closed, then appeared or worked again
};
inline constexpr std::size_t kIncidentStates = 12;

std::string_view to_string(IncidentState state);  // "detected", "false-positive", ...

// Whether something remains to be done.
bool is_open(IncidentState state);

struct Incident {
  std::string fingerprint;  // short form
  std::string rule;
  std::string severity;
  std::vector<std::string> repositories;  // sorted; an unknown one is ""
  std::string path;                       // where it was seen last
  std::string credential;                 // id of the registry's entry; empty: none
  bool weak = false;                      // tied to it by place only: its dates say nothing here
  std::string owner;                      // accountable; empty: nobody
  std::string exception;                  // of the two exception states; else empty
  bool in_head = false;
  std::string leak_time;                 // the clock of `leaked`: "committer"; empty: unknown
  std::optional<Timestamp> leaked;       // the earliest
  std::optional<Timestamp> last_leaked;  // the latest known introduction
  std::optional<Timestamp> detected;
  std::optional<Timestamp> confirmed;
  std::optional<Timestamp> owned;    // an accountable party has accepted it
  std::optional<Timestamp> rotated;  // an observed rotation after the last leak
  std::optional<Timestamp> revoked;  // as recorded, else when a check showed that it is refused
  bool is_revocation_recorded = false;
  std::optional<Timestamp> alive;     // the newest check, when that shows that it works
  std::optional<Timestamp> verified;  // the revocation
  std::optional<Timestamp> closed;
  std::optional<Timestamp> regressed;
  IncidentState state = IncidentState::kDetected;
  std::optional<Timestamp> since;  // when the state began; nullopt: not known
  std::string next;                // the next step, in a few words; empty: nothing
  std::optional<Timestamp> due;    // by when; nullopt: no date is set
};

// All but `policies` may be nullptr: there is none.
struct LifecycleInput {
  Timestamp now;
  const PolicySet* policies = nullptr;  // for the time that they allow
  const Registry* registry = nullptr;
  const LedgerHistory* history = nullptr;
  const std::vector<Finding>* findings = nullptr;  // judged, so that they know their credential
  std::string repository;                          // of findings that do not name theirs
};

// Every leaked value that the ledger or the findings know of, by fingerprint. Policy findings and
// published sample values are none.
std::vector<Incident> incidents_of(const LifecycleInput& input);

}  // namespace keyhound
