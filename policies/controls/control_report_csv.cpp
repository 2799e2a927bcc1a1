// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>

#include "policies/controls/control_report.h"
#include "scanner/base/csv_cell.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

std::string cell(std::string_view text) { return csv_cell(escape_for_terminal(text)); }

std::string time_cell(const std::optional<Timestamp>& time) {
  return time ? format_timestamp(*time) : std::string();
}

std::string row_csv(const ControlReport& report, const ControlRow& row) {
  std::string policies;
  std::string without;
  for (const ControlPolicy& policy : row.policies) {
    policies += (policies.empty() ? "" : " ") + policy.id;
    if (policy.evaluations == 0) without += (without.empty() ? "" : " ") + policy.id;
  }
  const PolicyTally& evidence = row.evidence;
  const auto rate = pass_rate(evidence.counts);
  std::string line =
      fmt::format("{},{},{},{},{},{},{}", cell(report.framework.id), cell(row.control.id),
                  cell(row.control.summary), to_string(row.state), cell(policies), cell(without),
                  evaluations(evidence.counts));
  constexpr Outcome kOrder[] = {Outcome::kPass, Outcome::kFail, Outcome::kWaived, Outcome::kError,
                                Outcome::kNotApplicable};
  for (const Outcome outcome : kOrder) line += fmt::format(",{}", evidence.of(outcome));
  line += fmt::format(",{},{},{}", rate ? fmt::format("{:.4f}", std::floor(*rate * 1e4) / 1e4) : "",
                      time_cell(evidence.first), time_cell(evidence.last));
  for (const Outcome outcome : kOrder) {
    if (outcome == Outcome::kNotApplicable) continue;
    line += "," + cell(describe(evidence.events[static_cast<std::size_t>(outcome)], 0));
  }
  return line + "," + cell(row.control.outside) + "\n";
}

}  // namespace

std::string control_report_csv(const ControlReport& report) {
  std::string text =
      "framework,control,summary,state,policies,without_evidence,evaluated,passed,failed,waived,"
      "errors,not_applicable,pass_rate,first,last,passed_events,failed_events,waived_events,"
      "error_events,outside\n";
  for (const ControlRow& row : report.rows) text += row_csv(report, row);
  return text;
}

}  // namespace keyhound
