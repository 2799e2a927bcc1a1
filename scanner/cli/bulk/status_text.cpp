// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/status_text.h"

#include <fmt/format.h>

#include <cmath>

#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

std::string_view plural(std::int64_t count) { return count == 1 ? "repository" : "repositories"; }

std::string heading(const RunStatus& status) {
  const std::string run = "Run " + escape_for_terminal(status.run.run_key);
  const std::string which =
      status.run.shard_count == 1 ? ""
      : status.shard == 0         ? fmt::format(", all {} shards", status.run.shard_count)
                          : fmt::format(", shard {}/{}", status.shard, status.run.shard_count);
  const std::string_view coverage =
      status.coverage.complete() ? "coverage is complete" : "coverage is NOT complete";
  const std::string_view state = status.run.state == "finished" ? "" : " (the run is not finished)";
  return fmt::format("{}{}: {}{}.\n", run, which, coverage, state);
}

std::string counts_text(const OutcomeCounts& counts) {
  return fmt::format("  {} {}: {} scanned, {} unchanged, {} failed, {} excluded, {} pending\n",
                     counts.planned, plural(counts.planned), counts.scanned, counts.unchanged,
                     counts.failed, counts.excluded, counts.pending);
}

std::string target_text(const RunTarget& target) {
  std::string text = "  " + escape_for_terminal(target.name);
  if (!target.reason.empty()) text += "  " + escape_for_terminal(target.reason);
  if (!target.message.empty()) text += ": " + escape_for_terminal(target.message);
  return text + "\n";
}

std::string list_text(std::string_view title, const std::vector<RunTarget>& targets) {
  if (targets.empty()) return "";
  std::string text = fmt::format("{}:\n", title);
  for (const RunTarget& target : targets) text += target_text(target);
  return text;
}

std::string excluded_text(const RunStatus& status, bool lists_them) {
  if (lists_them) return list_text("Excluded", status.excluded);
  if (status.excluded.empty()) return "";
  return "Excluded: " + count_reasons(status.excluded) + "\n";
}

std::string pending_text(const RunStatus& status, bool lists_them) {
  if (lists_them) return list_text("Pending", status.pending);
  if (status.pending.empty()) return "";
  return fmt::format("Pending: {} {}; the same command again goes on with them\n",
                     status.pending.size(),
                     plural(static_cast<std::int64_t>(status.pending.size())));
}

std::string plan_text(const Coverage& coverage) {
  std::string text;
  for (const Diagnostic& one : coverage.diagnostics) {
    text += fmt::format("  {}: {}\n", escape_for_terminal(one.subject),
                        escape_for_terminal(one.message));
  }
  if (text.empty()) return coverage.plan_complete ? "" : "The plan is not complete.\n";
  return (coverage.plan_complete ? "Of the plan:\n" : "The plan is not complete:\n") + text;
}

}  // namespace

std::string run_status_text(const RunStatus& status, const RunStatusTextOptions& options) {
  std::string text = heading(status);
  text += counts_text(status.coverage.counts);
  text += fmt::format("  {} findings are open, {} of them new or back\n", status.findings.open,
                      status.findings.added);
  text += plan_text(status.coverage);
  text += list_text("Failed", status.failed);
  text += list_text("Scanned, but not everything could be read ('keyhound query' tells what)",
                    status.incomplete);
  text += excluded_text(status, options.lists_excluded);
  text += pending_text(status, options.lists_pending);
  return text;
}

std::string describe_seconds(double seconds) {
  const auto whole = static_cast<std::int64_t>(std::llround(std::max(0.0, seconds)));
  if (whole >= 3600) return fmt::format("{} h {:02} min", whole / 3600, whole % 3600 / 60);
  if (whole >= 60) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} s", whole);
}

}  // namespace keyhound
