// SPDX-License-Identifier: Apache-2.0
// What people look at first: the coverage, with every target that is not known to its end, and the
// sums. Everything else is what `keyhound query` and the dashboard are for.
#include <fmt/format.h>

#include <string>

#include "scanner/base/text_encode.h"
#include "scanner/bulk/report/organisation_formats.h"
#include "scanner/bulk/report/organisation_tables.h"

namespace keyhound {
namespace {

using OrderedJson = nlohmann::ordered_json;

// A text of a row, for a terminal.
std::string shown(const OrderedJson& object, const char* name) {
  const OrderedJson& value = object[name];
  return value.is_string() ? escape_for_terminal(value.get_ref<const std::string&>()) : "";
}

Status put(const OrganisationInput& input, const std::string& text) {
  return input.sink(text) ? Status() : sink_refused();
}

Status put_run(const OrganisationInput& input) {
  return read_table(
      input.database, kRunTable, input.run_id, [&input](const OrderedJson& run) -> Status {
        const std::string finished = shown(run, "finished");
        return put(input, fmt::format("run {}: started {}, {}\n\n", shown(run, "key"),
                                      shown(run, "started"),
                                      finished.empty() ? "not finished" : "finished " + finished));
      });
}

std::string coverage_text(const OrganisationTotals& totals) {
  return fmt::format(
      "{} repositories planned: {} scanned, {} unchanged, {} failed, {} excluded, {} pending\n"
      "coverage {}{}{}\n",
      totals.planned, totals.scanned, totals.unchanged, totals.failed, totals.excluded,
      totals.pending, totals.complete() ? "complete" : "NOT COMPLETE",
      totals.plan_complete ? "" : "; a list of targets could not be read to its end",
      totals.incomplete_scans == 0
          ? std::string()
          : fmt::format("; {} scans could not read everything", totals.incomplete_scans));
}

// Every target that was neither read to its end nor left out.
Status put_gaps(const OrganisationInput& input) {
  if (input.totals.complete()) return {};
  return read_table(
      input.database, kTargetsTable, input.run_id, [&input](const OrderedJson& target) -> Status {
        const std::string outcome = shown(target, "outcome");
        const bool is_gap = outcome == "failed" || outcome == "pending" || !target["complete"];
        if (!is_gap) return {};
        const std::string why = target["complete"] ? shown(target, "reason") : "not all was read";
        return put(input, fmt::format("  {:<9} {}: {}{}{}\n", outcome, shown(target, "repository"),
                                      why, target["message"].is_string() ? ": " : "",
                                      shown(target, "message")));
      });
}

std::string totals_text(const OrganisationTotals& totals) {
  const FindingTotals& findings = totals.findings;
  const auto& severity = findings.by_severity;
  return fmt::format(
      "\n{} findings are open: {} new, {} regressed, {} existing; {} waived, {} fixed\n"
      "of the open ones {} critical, {} high, {} medium, {} low, {} info\n"
      "{} credentials, {} of them in several repositories; {} references to stored secrets\n",
      findings.open(), findings.fresh, findings.regressed, findings.existing, findings.waived,
      findings.fixed, severity[4], severity[3], severity[2], severity[1], severity[0],
      totals.credentials, totals.reused, totals.references);
}

Status put_policies(const OrganisationInput& input) {
  bool has_head = false;
  return read_table(
      input.database, kPoliciesTable, input.run_id, [&](const OrderedJson& policy) -> Status {
        const std::int64_t failed = policy["failed"];
        const std::int64_t waived = policy["waived"];
        if (failed == 0 && waived == 0) return {};
        if (!has_head) KEYHOUND_TRY_STATUS(put(input, "\npolicies that fail or are waived\n"));
        has_head = true;
        return put(input,
                   fmt::format("  {:<8} {:>7} failed {:>7} waived  {}\n", shown(policy, "policy"),
                               failed, waived, shown(policy, "title")));
      });
}

}  // namespace

Status write_organisation_text(const OrganisationInput& input) {
  KEYHOUND_TRY_STATUS(put_run(input));
  KEYHOUND_TRY_STATUS(put(input, coverage_text(input.totals)));
  KEYHOUND_TRY_STATUS(put_gaps(input));
  KEYHOUND_TRY_STATUS(put(input, totals_text(input.totals)));
  return put_policies(input);
}

}  // namespace keyhound
