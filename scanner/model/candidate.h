// SPDX-License-Identifier: Apache-2.0
// Candidate: a place where a rule's trigger hit, with what confirmed or dropped it, for people who
// ask why something is, or is not, a finding. Holds no secret. Plain data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/model/drop_reason.h"
#include "scanner/model/location.h"
#include "scanner/model/severity.h"

namespace keyhound {

enum class CheckOutcome { kPassed, kDropped, kRaised, kLowered };

std::string_view to_string(CheckOutcome outcome);  // "passed", "dropped", "raised", "lowered"

// What one filter said.
struct CandidateCheck {
  std::string name;  // "path", "keyword", "entropy", "placeholder", "allowlist", "checksum", ...
  CheckOutcome outcome = CheckOutcome::kPassed;
  std::string detail;
};

// What the generic-secret model saw, and what that added to the score (log-odds).
struct CandidateFeature {
  std::string name;
  double value = 0;
  double contribution = 0;
};

struct Candidate {
  std::string rule_id;
  std::string title;            // the rule's description
  std::string trigger;          // the pattern that hit; empty: the rule has none
  bool is_confirmed = true;     // false: the trigger hit, and RE2 did not confirm the rule there
  Location location;            // of the secret; of the trigger's end where it is not confirmed
  std::string encoding;         // "base64, utf-16le": how it stands there; empty: as it is
  std::string secret_redacted;  // empty where it is not confirmed
  std::optional<DropReason> dropped;  // nullopt: it is reported, or not confirmed
  std::string part_of;                // the rule whose finding it is a part of; empty: none
  Confidence confidence = Confidence::kMedium;
  std::vector<CandidateCheck> checks;      // in the order in which they were asked
  std::vector<CandidateFeature> features;  // the strongest first
};

// By line, what was confirmed before what was not; then by place and rule.
bool candidate_order(const Candidate& a, const Candidate& b);

// Candidates of a run, cut at a greatest number.
struct CandidateList {
  static constexpr std::size_t kMost = 1000;
  std::vector<Candidate> items;  // sorted once settle() was called
  std::uint64_t left_out = 0;    // how many more there were

  void add(Candidate candidate);
  void add(CandidateList more);
  // Sorts, and leaves the first kMost: the same ones in whatever order they came.
  void settle();
};

// The answer of `keyhound explain`.
struct Explanation {
  std::string target;      // as given
  std::uint64_t line = 0;  // 0: the whole text
  std::string path;        // that rules and allowlists see
  std::string encoding;    // "UTF-16", ... where the text was transcoded; else empty
  CandidateList candidates;
};

}  // namespace keyhound
