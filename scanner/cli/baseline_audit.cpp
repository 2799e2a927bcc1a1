// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/baseline_audit.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>

#include "scanner/base/end_date.h"
#include "scanner/base/file.h"
#include "scanner/base/text_encode.h"
#include "scanner/baseline/accept.h"
#include "scanner/cli/baseline_options.h"
#include "scanner/cli/baseline_review.h"
#include "scanner/cli/baseline_scan.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/finding_code.h"
#include "scanner/cli/raw_terminal.h"
#include "scanner/cli/report_outputs.h"
#include "scanner/model/acceptance_verdict.h"

namespace keyhound {
namespace {

constexpr std::size_t kLeastPrefix = 8;  // characters of a fingerprint that name an entry

// The entries whose fingerprint is, or begins with, `print`: of one finding under several rules.
Result<std::vector<BaselineEntry*>> entries_named(Baseline& baseline, std::string_view print) {
  std::vector<BaselineEntry*> named;
  for (BaselineEntry& entry : baseline.entries) {
    const bool is_prefix = print.size() >= kLeastPrefix && entry.fingerprint.starts_with(print);
    if (!is_prefix && entry.fingerprint != print) continue;
    if (!named.empty() && named.front()->fingerprint != entry.fingerprint) {
      return fail(ErrorKind::kUsage,
                  fmt::format("--set {}: several entries begin like this; give the whole "
                              "fingerprint",
                              print));
    }
    named.push_back(&entry);
  }
  if (!named.empty()) return named;
  return fail(ErrorKind::kUsage,
              fmt::format("--set {}: the baseline has no entry with this fingerprint; 'keyhound "
                          "baseline update' adds what is found",
                          print));
}

Result<int> set_verdicts(const std::string& path, const AuditOptions& options) {
  KEYHOUND_TRY(Baseline baseline, read_baseline(path));
  std::optional<Timestamp> until;
  if (!options.until.empty()) {
    auto end = parse_end_date(options.until);
    if (!end) return fail(ErrorKind::kUsage, "--until: " + end.error().message);
    until = *end;
  }
  for (const std::string& one : options.verdicts) {
    const std::size_t equals = one.rfind('=');
    const std::string verdict = equals == std::string::npos ? "" : one.substr(equals + 1);
    if (!is_acceptance_verdict(verdict)) {
      return fail(ErrorKind::kUsage,
                  fmt::format("--set {}: write FINGERPRINT=VERDICT, with one of {}", one,
                              fmt::join(kAcceptanceVerdicts, ", ")));
    }
    KEYHOUND_TRY(const auto entries, entries_named(baseline, one.substr(0, equals)));
    for (BaselineEntry* entry : entries) {
      entry->verdict = verdict;
      if (!options.note.empty()) entry->note = options.note;
      if (until) entry->until = until;
    }
  }
  KEYHOUND_TRY_STATUS(put_baseline(path, baseline));
  return kExitClean;
}

Status require_terminal() {
  if (::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1) return {};
  return fail(ErrorKind::kUsage,
              "baseline audit asks its questions in a terminal, and standard input or output is "
              "none; without one give verdicts with --set FINGERPRINT=VERDICT");
}

std::vector<ReviewItem> items_of(const Baseline& baseline, const BaselineScan& scan,
                                 FindingCode& code) {
  std::vector<ReviewItem> items(baseline.entries.size());
  for (std::size_t i = 0; i < items.size(); ++i) items[i].entry = i;
  for (const Finding& finding : scan.result().findings) {
    const BaselineEntry* entry = can_be_accepted(finding) ? entry_for(baseline, finding) : nullptr;
    if (entry == nullptr) continue;
    ReviewItem& item = items[static_cast<std::size_t>(entry - baseline.entries.data())];
    item.finding = &finding;
    item.code = code.line_of(finding);
  }
  return items;
}

Status run_review(BaselineReview& review, const Baseline& baseline, const std::string& path) {
  KEYHOUND_TRY(const auto terminal, RawTerminal::open());
  ReportOptions options = terminal_options(ColorChoice::kAuto);
  while (true) {
    options.width = terminal->width();
    terminal->show(review.screen(options));
    const auto answer = review.press(terminal->read_key());
    if (answer == BaselineReview::Answer::kQuit) return {};
    if (answer == BaselineReview::Answer::kGoOn) continue;
    if (const Status written = put_baseline(path, baseline); !written)
      review.tell("NOT SAVED: " + written.error().message);
  }
}

}  // namespace

Result<int> audit_baseline(const ScanOptions& scan_options, const std::string& path,
                           const AuditOptions& options) {
  if (!options.verdicts.empty()) return set_verdicts(path, options);
  if (!options.note.empty() || !options.until.empty())
    return fail(ErrorKind::kUsage, "--note and --until go with --set");
  KEYHOUND_TRY_STATUS(require_terminal());
  KEYHOUND_TRY(Baseline baseline, read_baseline(path));
  if (baseline.entries.empty()) {
    fmt::print("{} has no entry; there is nothing to review.\n", escape_for_terminal(path));
    return kExitClean;
  }
  KEYHOUND_TRY(const BaselineScan scan, BaselineScan::run(scan_options));
  if (!fits_key(baseline, scan.context().key(), scan.context().previous_keys()))
    return fail(ErrorKind::kConfiguration,
                path + ": " + diagnose_wrong_key(baseline, path).message);
  KEYHOUND_TRY(FindingCode code,
               FindingCode::create(scan.context(), scan.result(), scan_options.target));
  const auto items = items_of(baseline, scan, code);
  BaselineReview shown(baseline, items, path);
  KEYHOUND_TRY_STATUS(run_review(shown, baseline, path));
  fmt::print("{}: {} of {} entries have no verdict yet.\n", escape_for_terminal(path),
             shown.unreviewed(), items.size());
  return kExitClean;
}

}  // namespace keyhound
