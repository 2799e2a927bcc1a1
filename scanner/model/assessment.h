// SPDX-License-Identifier: Apache-2.0
// Assessment: everything that the policies said in one run, about every subject: findings, entries
// of the registry, references and suppressions. Reports, the evidence ledger and control reports
// are made of it, so that their numbers agree. Plain data.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scanner/base/time.h"
#include "scanner/model/location.h"
#include "scanner/model/policy_verdict.h"

namespace keyhound {

// What a verdict is about. `id` is unique within an assessment: "credential:pay-key",
// "exception:EXC-1", "fingerprint:kh1:...", "reference:<secret ref>@<path>:<line>",
// "policy:ROT1001".
struct AssessedSubject {
  std::string id;
  Location place;          // where it is put right: a line of the registry, else where it was found
  std::string credential;  // id of the registry's entry; empty: none
  std::string owner;       // accountable for it; empty: nobody
};

// A verdict other than not-applicable.
struct AssessedVerdict {
  std::uint32_t subject = 0;  // index in Assessment::subjects
  SharedVerdict verdict;
};

struct PolicyCounts {
  std::string policy_id;
  std::array<std::uint64_t, kOutcomes> outcomes{};  // by Outcome: how many subjects
  std::string note;  // why it had no subject; empty: it had, or there is none in the registry

  [[nodiscard]] std::uint64_t of(Outcome outcome) const {
    return outcomes[static_cast<std::size_t>(outcome)];
  }
};

// An entry of the registry as reports list it.
struct CredentialSummary {
  std::string id;
  std::string title;
  std::string kind;
  std::string type;
  std::string status;
  std::string owner;  // accountable; empty: nobody
  std::string operator_party;
  std::string environment;
  std::string provider;
  std::optional<Timestamp> created;
  std::optional<Timestamp> last_rotated;
  std::optional<Timestamp> rotation_due;  // last rotation + period
  std::optional<Timestamp> expires;
  std::optional<Timestamp> revoked;
  std::uint64_t findings = 0;  // tied to it in this run
  Location place;
};

// An exception of the registry as reports list it.
struct ExceptionSummary {
  std::string id;
  std::string credential;
  std::vector<std::string> policies;
  std::string reason;
  std::string approver;
  std::string requested_by;
  std::string ticket;
  std::string compensating_control;
  std::optional<Timestamp> granted;
  std::optional<Timestamp> expires;
  bool is_in_force = false;
};

struct Assessment {
  Timestamp at;  // the time of judgement
  bool has_registry = false;
  std::string policies_digest;  // "sha256:<hex>" of the policies and their settings
  std::string registry_digest;  // "sha256:<hex>" of the registry's files; empty: there is none
  std::vector<AssessedSubject> subjects;
  std::vector<AssessedVerdict> verdicts;  // by policy id, then subject
  std::vector<PolicyCounts> counts;       // one for each policy, by id
  std::vector<CredentialSummary> credentials;
  std::vector<ExceptionSummary> exceptions;
};

}  // namespace keyhound
