// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "policies/controls/control_report.h"
#include "policies/controls/ledger_summary.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

constexpr std::size_t kMostRanges = 8;

struct OutcomeLine {
  Outcome outcome;
  std::string_view name;
  bool is_always_shown;
};
constexpr OutcomeLine kLines[] = {{Outcome::kPass, "passed", true},
                                  {Outcome::kFail, "failed", true},
                                  {Outcome::kWaived, "waived", true},
                                  {Outcome::kError, "undecided", true},
                                  {Outcome::kNotApplicable, "not applicable", false}};

std::string field(std::string_view name, std::string_view text) {
  return fmt::format("  {:<15}{}\n", name, text);
}

std::string policies_text(const ControlRow& row) {
  std::string text;
  for (const ControlPolicy& policy : row.policies) {
    text += (text.empty() ? "" : ", ") + escape_for_terminal(policy.id);
    if (!policy.is_in_use) text += " (switched off)";
  }
  return text;
}

std::string without_evidence(const ControlRow& row) {
  std::string text;
  for (const ControlPolicy& policy : row.policies) {
    if (policy.evaluations == 0)
      text += (text.empty() ? "" : ", ") + escape_for_terminal(policy.id);
  }
  return text;
}

std::uint64_t current(const ControlRow& row, Outcome outcome) {
  return row.evidence.current[static_cast<std::size_t>(outcome)];
}

// "failing: of 12 subjects 10 pass, 2 fail; no evidence of ROT1004".
std::string state_text(const ControlRow& row) {
  if (row.state == ControlState::kUntested) {
    return row.control.outside.empty()
               ? "no policy tests it"
               : "no policy tests it: " + escape_for_terminal(row.control.outside);
  }
  if (!row.has_evidence()) return "no evidence: none of its policies was evaluated";
  std::string text =
      fmt::format("{}: now {} pass, {} fail, {} waived, {} undecided",
                  row.state == ControlState::kNoEvidence ? "no evidence" : to_string(row.state),
                  current(row, Outcome::kPass), current(row, Outcome::kFail),
                  current(row, Outcome::kWaived), current(row, Outcome::kError));
  const std::string missing = without_evidence(row);
  return missing.empty() ? text : text + "; no evidence of " + missing;
}

std::string evidence_text(const ControlRow& row, Timestamp now) {
  const PolicyTally& evidence = row.evidence;
  const std::uint64_t total = evaluations(evidence.counts);
  std::string text = field(
      "evaluated",
      fmt::format(
          "{} time{}, first {}, last {}{}", total, total == 1 ? "" : "s",
          format_timestamp(*evidence.first), format_timestamp(*evidence.last),
          *evidence.last <= now ? " (" + describe_duration(now - *evidence.last) + " ago)" : ""));
  for (const OutcomeLine& line : kLines) {
    const std::uint64_t count = evidence.of(line.outcome);
    if (count == 0 && !line.is_always_shown) continue;
    std::string value = std::to_string(count);
    if (line.outcome == Outcome::kPass)
      value += fmt::format(" ({})", percent(pass_rate(evidence.counts)));
    const auto& events = evidence.events[static_cast<std::size_t>(line.outcome)];
    if (count > 0) value += ": " + describe(events, kMostRanges);
    text += field(line.name, value);
  }
  return text;
}

std::string row_text(const ControlRow& row, Timestamp now) {
  std::string text =
      "\n" + escape_for_terminal(row.control.id) + "  " +
      (row.is_listed ? escape_for_terminal(row.control.summary)
                     : "(named by policies; the framework's file has no such control)") +
      "\n";
  if (!row.policies.empty()) text += field("policies", policies_text(row));
  text += field("state", state_text(row));
  if (row.has_evidence()) text += evidence_text(row, now);
  return text;
}

std::string totals_text(const ControlReport& report) {
  std::array<std::size_t, 6> counts{};
  for (const ControlRow& row : report.rows) ++counts[static_cast<std::size_t>(row.state)];
  std::string text;
  for (std::size_t i = counts.size(); i-- > 0;) {
    if (counts[i] == 0) continue;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", counts[i],
                        to_string(static_cast<ControlState>(i)));
  }
  return text;
}

}  // namespace

std::string control_report_text(const ControlReport& report) {
  const ControlFramework& framework = report.framework;
  std::string text =
      fmt::format("{} {} ({})\n", escape_for_terminal(framework.name),
                  escape_for_terminal(framework.version), escape_for_terminal(framework.id));
  text += ledger_summary_text(report.ledger_path, report.ledger, "evidence   ");
  if (report.ledger) {
    text += fmt::format("period     {}; {} policy evaluations in it\n",
                        period_text(report.since, report.until), report.events);
  }
  text += fmt::format("controls   {}: {}\n", report.rows.size(), totals_text(report));
  if (!framework.note.empty()) text += "note       " + escape_for_terminal(framework.note) + "\n";
  for (const ControlRow& row : report.rows) text += row_text(row, report.now);
  if (!report.unknown_policies.empty()) {
    text += "\nEvaluations of policies that are not known here, in no number above:\n";
    for (const auto& [policy, count] : report.unknown_policies)
      text += fmt::format("  {} {}\n", escape_for_terminal(policy), count);
    text += "  --policies names the files of policies of your own\n";
  }
  if (report.events > 0) {
    text += fmt::format("\nAll events: keyhound evidence show {} --type policy\n",
                        escape_for_terminal(report.ledger_path));
  }
  return text;
}

}  // namespace keyhound
