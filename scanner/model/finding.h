// SPDX-License-Identifier: Apache-2.0
// Finding: one credential under one rule, with all its occurrences and the verdicts of the
// policies. Holds no secret, only its redacted form and fingerprint, so that no report can leak
// one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/model/fingerprint.h"
#include "scanner/model/liveness.h"
#include "scanner/model/location.h"
#include "scanner/model/policy_verdict.h"
#include "scanner/model/severity.h"

namespace keyhound {

enum class FindingKind { kSecret, kPipeline, kPolicy };

std::string_view to_string(FindingKind kind);  // "secret", ...

// The registry entry that a finding is tied to. Empty id: none.
struct CredentialMatch {
  std::string id;
  std::string owner;       // the accountable party; empty: none
  std::string matched_by;  // "fingerprint", "provider-id", "public-key", "locator"
  bool weak = false;       // matched by a locator: says nothing about this value
};

// How a finding stands to the base that a run was compared with. Named as in SARIF
// (`baselineState`).
enum class BaselineState {
  kNotCompared,
  kNew,        // its credential, or what a check found, is not in the base
  kUnchanged,  // the base has it already
};

std::string_view to_string(BaselineState state);  // "new", "unchanged"; empty for kNotCompared

// The entry of a baseline that accepts a finding.
struct Acceptance {
  std::string verdict;  // what the review said: "false-positive", "accepted", ...; empty: none
  std::string reason;   // the reviewer's note; untrusted
  std::optional<Timestamp> until;  // after it the entry accepts nothing
  std::string path;                // the baseline's file
};

// The tag of findings that are published sample values.
inline constexpr std::string_view kDocumentationTag = "documentation-example";

struct Finding {
  std::string rule_id;
  FindingKind kind = FindingKind::kSecret;
  std::string title;    // the rule's or policy's description
  std::string message;  // one sentence about this finding
  std::string remedy;
  Severity severity = Severity::kHigh;
  Confidence confidence = Confidence::kMedium;
  double score = 0;         // security-severity, 0.0 to 10.0
  Fingerprint fingerprint;  // of a policy finding: over policy id and subject
  // Short forms under keys that served before, while the registry changes to the new one.
  std::vector<std::string> previous_fingerprints;
  std::string secret_redacted;                                // empty unless kSecret
  std::vector<std::pair<std::string, std::string>> identity;  // public half: name, value; sorted
  std::vector<std::string> also_matched;  // ids of less specific rules on the same bytes; sorted
  std::vector<std::string> tags;
  bool is_documentation = false;  // a published sample value: severity info, and no leak

  // In order of introduction; the first is the finding's location. Never empty.
  std::vector<Occurrence> occurrences;

  CredentialMatch credential;
  VerdictList policies;    // by policy id: of policies about findings, and about its credential
  Liveness liveness;       // whether it still works, where that was checked
  std::string repository;  // "acme/pay", of a result that is judged with others; empty: the scanned
  bool waived = false;     // kPolicy only: an exception in force covers it; never counts for exit 1
  std::vector<Location> related;       // kPolicy only: the leak the verdict is about
  std::optional<Acceptance> accepted;  // by a baseline; never counts for exit 1
  BaselineState baseline_state = BaselineState::kNotCompared;

  [[nodiscard]] const Occurrence& first() const { return occurrences.front(); }
  [[nodiscard]] bool in_head() const;
  // Whether neither an exception nor a baseline covers it.
  [[nodiscard]] bool is_open() const { return !waived && !accepted; }
  // The first occurrence that has parts; nullptr: none.
  [[nodiscard]] const Occurrence* composite() const;
};

// The order of every report: path, line, column, rule, fingerprint; policy findings last.
bool report_order(const Finding& a, const Finding& b);
// Sorts by it; equal findings keep their order. Each finding moves once or twice, since it is
// large.
void sort_for_report(std::vector<Finding>& findings);

}  // namespace keyhound
