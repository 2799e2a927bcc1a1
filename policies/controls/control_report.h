// SPDX-License-Identifier: Apache-2.0
// ControlReport: per control of a framework, which policies test it, and what the events of a
// ledger show of them. Plain data; the functions are thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "policies/controls/control_framework.h"
#include "policies/controls/policy_tallies.h"
#include "policies/evidence/ledger_check.h"
#include "scanner/model/policy_info.h"

namespace keyhound {

// A policy that tests a control.
struct ControlPolicy {
  std::string id;
  std::string title;
  bool is_in_use = true;          // false: built in, and switched off by the settings
  std::uint64_t evaluations = 0;  // in the period, not-applicable ones left out
};

enum class ControlState {
  kUntested,    // no policy tests it
  kNoEvidence,  // none of its policies was evaluated
  kPassing,     // every subject passes
  kWaived,      // what fails is waived
  kUndecided,   // a policy ended with an error
  kFailing,     // a subject fails
};

std::string_view to_string(ControlState state);  // "no-evidence", ...

struct ControlRow {
  Control control;
  bool is_listed = true;  // false: only policies name it, the framework's file does not
  std::vector<ControlPolicy> policies;
  // Of all its policies; an event counts once.
  PolicyTally evidence;
  ControlState state = ControlState::kUntested;  // by the newest evaluation of each subject

  [[nodiscard]] bool has_evidence() const { return evaluations(evidence.counts) > 0; }
};

struct ControlReport {
  ControlFramework framework;  // without its controls
  std::vector<ControlRow> rows;
  std::string ledger_path;            // empty: no ledger was given
  std::optional<LedgerCheck> ledger;  // verified
  std::optional<Timestamp> since;     // the period, both included
  std::optional<Timestamp> until;
  Timestamp now;
  std::uint64_t events = 0;  // policy.evaluated in the period
  // Evaluated in the period, but no policy of that id is known here; with how often.
  std::vector<std::pair<std::string, std::uint64_t>> unknown_policies;
};

struct ControlReportRequest {
  const ControlFramework* framework = nullptr;
  std::span<const PolicyInfo> policies;  // in use
  std::string control;                   // only this one and its parts; empty: all
  std::string ledger;                    // empty: none, then nothing has evidence
  LedgerCheckOptions check;
  std::optional<Timestamp> since;
  std::optional<Timestamp> until;
  Timestamp now;
};

// kUsage for a control that the framework does not have, kConfiguration when the framework's file
// names a policy that there is not, kCorrupt when the ledger does not verify.
Result<ControlReport> make_control_report(const ControlReportRequest& request);

// For people: aligned, escaped for a terminal.
std::string control_report_text(const ControlReport& report);
// One JSON object, a control a line.
std::string control_report_json(const ControlReport& report);
// A header and a control a line.
std::string control_report_csv(const ControlReport& report);

}  // namespace keyhound
