// SPDX-License-Identifier: Apache-2.0
// LedgerHistory: what a ledger says about each finding, credential, exception and policy, gathered
// event by event. Runs compare with it to tell what is new; lifecycle and metrics are made of it.
// Times are those of the fact ("rotated on") where the event has one, else of the event. Plain
// data.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/base/time.h"

namespace keyhound {

struct EvidenceEvent;

// A check of a value, or of a credential as a whole.
struct RevocationRecord {
  Timestamp at;
  std::string method;  // "live-check", "provider-report", "attestation"; empty: unknown
  std::string by;
  bool is_dead = false;     // the provider refuses it
  std::string fingerprint;  // of the value that was checked; empty: the credential as a whole
  std::string result;       // "revoked", "active"; empty: unknown
  std::string evidence;     // who was asked: "github-pat at api.github.com"; empty: unknown
  bool was_revoked = true;  // somebody had called it revoked before
};

// One leaked value.
struct FindingHistory {
  std::string rule;
  std::string severity;
  std::string path;                       // where it was seen last
  std::string credential;                 // as of the newest event; empty: none
  std::string leak_time;                  // the clock of `leaked`: "committer", ...; empty: unknown
  bool weak = false;                      // tied to it by place only
  std::vector<std::string> repositories;  // sorted; an unknown one is ""
  std::vector<std::string> in_head;       // of them, those whose HEAD holds it; sorted
  std::vector<std::string> removed;       // of them, those whose HEAD held it once; sorted
  std::optional<Timestamp> leaked;        // the earliest
  std::optional<Timestamp> last_leaked;   // the latest that an event names
  std::optional<Timestamp> detected;      // the first time
  std::optional<Timestamp> reappeared;    // the last time
  std::optional<Timestamp> triaged;       // the last time
  bool is_false_positive = false;         // by the last triage
  std::vector<RevocationRecord> checks;   // of this value; in the ledger's order
};

struct CredentialHistory {
  std::optional<Timestamp> registered;  // first seen in a registry, or recorded
  std::string registered_by;            // as a person or an issuing system recorded it
  std::string status;
  std::string owner;
  std::string kind;
  std::optional<Timestamp> owner_proposed;
  std::optional<Timestamp> owner_accepted;
  std::optional<Timestamp> owner_invalidated;
  std::optional<Timestamp> rotated_observed;  // the latest
  std::optional<Timestamp> rotated_declared;
  std::optional<Timestamp> revocation_requested;
  std::optional<Timestamp> revoked;
  std::vector<RevocationRecord> checks;  // of it and of its values; in the ledger's order
  std::optional<Timestamp> reviewed;
  std::optional<Timestamp> review_due;  // the newest due date that was told
  std::optional<Timestamp> triaged;     // of all its findings at once
  bool is_false_positive = false;
};

struct ExceptionHistory {
  std::string credential;
  std::optional<Timestamp> requested;
  std::optional<Timestamp> granted;
  std::optional<Timestamp> expires;  // as last granted or renewed
  std::optional<Timestamp> expired;  // that it ended was told
  std::optional<Timestamp> closed;
  std::optional<Timestamp> rejected;
  std::uint64_t renewals = 0;
};

struct PolicyHistory {
  Timestamp last;  // its newest evaluation
  std::uint64_t evaluations = 0;
};

struct LedgerHistory {
  std::map<std::string, FindingHistory, std::less<>> findings;  // by fingerprint, short form
  std::map<std::string, CredentialHistory, std::less<>> credentials;
  std::map<std::string, ExceptionHistory, std::less<>> exceptions;
  std::map<std::string, PolicyHistory, std::less<>> policies;
  std::string policies_digest;  // of the newest run or change; empty: none yet
  std::uint64_t events = 0;

  // Takes an event in. Types that say nothing about these are only counted.
  void add(const EvidenceEvent& event);
};

// All checks that say something about a value, the oldest first: its own, and those of its
// credential as a whole. Empty id: it belongs to none. A copy.
std::vector<RevocationRecord> checks_of(const LedgerHistory& history, std::string_view fingerprint,
                                        std::string_view credential);

// Of a whole ledger; kCorrupt when it does not verify (a clock that went back is no error here).
Result<LedgerHistory> read_history(const std::string& path);

// Keeps `values` sorted and each once.
void insert_sorted(std::vector<std::string>& values, const std::string& value);
void erase_sorted(std::vector<std::string>& values, std::string_view value);
bool contains_sorted(const std::vector<std::string>& values, std::string_view value);

inline constexpr std::string_view kFingerprintSubject = "fingerprint:";
inline constexpr std::string_view kCredentialSubject = "credential:";
inline constexpr std::string_view kExceptionSubject = "exception:";

}  // namespace keyhound
