// SPDX-License-Identifier: Apache-2.0
// A ledger of policy evaluations, one event a call, with times in days from 2027-01-01.
#pragma once

#include <string>
#include <vector>

#include "policies/controls/control_report.h"
#include "policies/evaluation/policy_definition.h"
#include "tests/policies/evidence/ledger_fixture.h"

namespace keyhound::testing {

constexpr std::int64_t kDaySeconds = 86'400;
constexpr std::int64_t kFirstDay = 1'798'761'600;  // 2027-01-01

inline Timestamp day(std::int64_t number) { return {kFirstDay + number * kDaySeconds}; }

inline EvidenceEvent evaluated(const std::string& policy, const std::string& subject,
                               const std::string& outcome, Timestamp at) {
  return {"policy.evaluated",
          at,
          "run-" + std::to_string(at.seconds / kDaySeconds),
          subject,
          {{"policy", policy},
           {"outcome", outcome},
           {"inputs_digest", nullptr},
           {"exception", outcome == "waived" ? Json("EXC-1") : Json(nullptr)}}};
}

// Event 0 is ledger.created, which has the time of the fixture's clock.
struct EvaluatedLedger : LedgerFixture {
  EvaluatedLedger() {
    options.clock = [] { return day(0); };
  }
  void append(const std::vector<EvidenceEvent>& events) const { REQUIRE(writer().append(events)); }
  void sign_at(Timestamp time) {
    options.clock = [time] { return time; };
    REQUIRE(writer().sign_head());
  }
};

// Two policies of A.5.17, one of them with every outcome.
inline std::vector<EvidenceEvent> sample_evaluations() {
  return {evaluated("ROT1001", "credential:a", "pass", day(1)),
          evaluated("ROT1001", "credential:b", "fail", day(1)),
          evaluated("ROT1004", "credential:a", "pass", day(1)),
          evaluated("ROT1001", "credential:c", "error", day(1)),
          evaluated("OWN1002", "credential:a", "pass", day(1)),
          evaluated("ROT1001", "credential:a", "pass", day(2)),
          evaluated("ROT1001", "credential:b", "waived", day(2)),
          evaluated("ROT1001", "credential:c", "not-applicable", day(2)),
          evaluated("ROT1004", "credential:a", "fail", day(2)),
          evaluated("ZZZ1001", "credential:a", "pass", day(2)),
          evaluated("ROT1004", "credential:a", "pass", day(3))};
}

inline const ControlRow* find_row(const ControlReport& report, std::string_view id) {
  for (const ControlRow& row : report.rows) {
    if (row.control.id == id) return &row;
  }
  return nullptr;
}

inline ControlFramework framework_of(const std::string& yaml) {
  auto framework = parse_control_framework(yaml, "own.yaml");
  if (!framework) FAIL(framework.error().message);
  return *framework;
}

inline const ControlFramework& builtin_framework(std::string_view id) {
  static const std::vector<ControlFramework> all = [] {
    auto loaded = load_control_frameworks({});
    if (!loaded) FAIL(loaded.error().message);
    return *loaded;
  }();
  const auto found = find_framework(all, id);
  if (!found) FAIL(found.error().message);
  return **found;
}

// Of the built-in policies, as of 2027-01-08.
inline ControlReportRequest request_for(const ControlFramework& framework,
                                        const std::string& ledger = {}) {
  ControlReportRequest request;
  request.framework = &framework;
  request.policies = builtin_policies();
  request.ledger = ledger;
  request.now = day(7);
  return request;
}

inline ControlReport report_of(const ControlReportRequest& request) {
  auto report = make_control_report(request);
  if (!report) FAIL(report.error().message);
  if (!report->ledger_path.empty()) report->ledger_path = "ledger.jsonl";
  return *report;
}

// A small framework over the sample: tested, outside, without evidence, without policies, and an id
// that would be a formula.
inline ControlFramework sample_framework() {
  return framework_of(
      "id: own\nname: Own rules\nversion: \"1\"\nnote: For the tests.\n"
      "controls:\n"
      "  - {id: R-1, summary: Rotation, policies: [ROT1001, ROT1004]}\n"
      "  - {id: R-1.2, summary: The second part, policies: [ROT1004]}\n"
      "  - {id: O-1, summary: Owners, policies: [OWN1001, OWN1002]}\n"
      "  - {id: N-1, summary: Never looked at, policies: [ENV1001]}\n"
      "  - {id: X-1, summary: Doors and locks, outside: no file tells}\n"
      "  - {id: \"=1+1\", summary: \"@risk\"}\n");
}

}  // namespace keyhound::testing
