// SPDX-License-Identifier: Apache-2.0
// Finding: one credential under one rule, with all its occurrences and the verdicts of the
// policies. Holds no secret, only its redacted form and fingerprint, so that no report can leak
// one.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/model/fingerprint.h"
#include "scanner/model/location.h"
#include "scanner/model/severity.h"

namespace keyhound {

enum class FindingKind { kSecret, kPipeline, kPolicy };
enum class Outcome { kPass, kFail, kWaived, kNotApplicable, kError };

std::string_view to_string(FindingKind kind);  // "secret", ...
std::string_view to_string(Outcome outcome);   // "not-applicable", ...

// What one policy says about one finding.
struct PolicyVerdict {
  std::string policy_id;  // "ROT1001"
  Outcome outcome = Outcome::kNotApplicable;
  std::string message;
  std::string remedy;
  std::string exception_id;  // the exception in force for kWaived; else empty
  Level level = Level::kNote;
  auto operator<=>(const PolicyVerdict&) const = default;
};

// The registry entry that a finding is tied to. Empty id: none.
struct CredentialMatch {
  std::string id;
  std::string owner;       // the accountable party; empty: none
  std::string matched_by;  // "fingerprint", "provider-id", "public-key", "locator"
  bool weak = false;       // matched by a locator: says nothing about this value
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
  double score = 0;             // security-severity, 0.0 to 10.0
  Fingerprint fingerprint;      // of a policy finding: over policy id and subject
  std::string secret_redacted;  // empty unless kSecret
  std::vector<std::pair<std::string, std::string>> identity;  // public half: name, value; sorted
  std::vector<std::string> also_matched;  // ids of less specific rules on the same bytes; sorted
  std::vector<std::string> tags;
  bool is_documentation = false;  // a published sample value: severity info, and no leak

  // In order of introduction; the first is the finding's location. Never empty.
  std::vector<Occurrence> occurrences;

  CredentialMatch credential;
  std::vector<PolicyVerdict> policies;  // by policy id
  bool waived = false;  // kPolicy only: an exception in force covers it; never counts for exit 1
  std::vector<Location> related;  // kPolicy only: the leak the verdict is about

  [[nodiscard]] const Occurrence& first() const { return occurrences.front(); }
  [[nodiscard]] bool in_head() const;
  // The first occurrence that has parts; nullptr: none.
  [[nodiscard]] const Occurrence* composite() const;
};

// The order of every report: path, line, column, rule, fingerprint; policy findings last.
bool report_order(const Finding& a, const Finding& b);

}  // namespace keyhound
