// SPDX-License-Identifier: Apache-2.0
// The options of `keyhound scan` as the command line gives them, and what they mean.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/time.h"
#include "scanner/cli/baseline_options.h"
#include "scanner/cli/configuration_options.h"
#include "scanner/cli/judge_options.h"
#include "scanner/cli/ledger_run_options.h"
#include "scanner/cli/report_outputs.h"
#include "scanner/cli/rule_options.h"
#include "scanner/model/severity.h"
#include "scanner/scan/archive_limits.h"
#include "scanner/scan/scan_request.h"

namespace CLI {
class App;
}

namespace keyhound {

struct ScanResult;
struct ReportThresholds;

// Hears a result in place of reports, with the exit code that stands for it.
using ResultListener =
    std::function<Status(const ScanResult& result, const ReportThresholds& thresholds, int code)>;

struct ScanOptions {
  std::string target = ".";
  std::string repository;  // empty: from the remote
  bool staged = false;
  std::string range;
  std::string since;
  bool tree_only = false;
  bool history_only = false;
  bool unreachable = false;
  std::string state_file;
  bool no_ignore = false;
  bool archives = false;
  std::uint64_t archive_limit = ArchiveLimits().bytes;
  std::uint64_t archive_entries = ArchiveLimits().entries;
  unsigned threads = 0;
  std::uint64_t memory_limit = std::uint64_t{512} << 20;
  bool with_timings = false;
  bool explain = false;
  bool strict = false;
  bool no_pipelines = false;
  ConfigurationOptions configuration;
  bool no_inline_comments = false;
  BaselineOptions baseline;
  bool show_accepted = false;
  RuleOptions rules;
  std::string gitleaks_config;  // empty: none
  JudgeOptions judge;
  LedgerRunOptions ledger;
  std::string format;
  std::vector<std::string> outputs;
  std::string min_confidence = "medium";
  std::string fail_on = "low";
  std::string fail_on_level;  // of policies; empty: they count by --fail-on alone
  bool ignores_old = false;   // what the base has already does not count
  std::size_t max_occurrences = 0;
  ColorChoice color = ColorChoice::kAuto;
  bool no_progress = false;
  // Which of --min-confidence, --fail-on, --strict and --archives the command line gives: those are
  // not the configuration's to decide.
  std::set<std::string_view> given;
  // Not on the command line: for hooks, which tell what a change brings in, and nothing else.
  bool judges = true;        // read registry and policies, and judge by them
  ResultListener on_result;  // in place of reports; unset: reports
};

// What is reported, and what makes the exit code 1.
struct ReportThresholds {
  Confidence confidence = Confidence::kMedium;
  std::optional<Severity> severity = Severity::kLow;  // nullopt: --fail-on none
  std::optional<Level> policy_level = std::nullopt;   // of verdicts that fail; nullopt: none counts
  bool ignores_old = false;
};

void add_scan_options(CLI::App& app, ScanOptions& options);
// Those of a check of pipeline definitions, but for what is looked at.
void add_pipelines_options(CLI::App& app, ScanOptions& options);
// Those of a scan of a change, but for which change it is.
void add_change_options(CLI::App& app, ScanOptions& options);
// Those that choose what is scanned with which rules, for commands that scan without reporting.
void add_scan_target_options(CLI::App& app, ScanOptions& options);

// What is unsafe by noise too, for commands that scan pipeline definitions.
void add_strict_option(CLI::App& app, ScanOptions& options);

// Parts of them, for commands that report without scanning.
void add_fail_on_option(CLI::App& app, ScanOptions& options);
void add_threads_option(CLI::App& app, ScanOptions& options);
void add_report_options(CLI::App& app, ScanOptions& options);

// kUsage for options that exclude each other.
Result<ScanRequest> request_of(const ScanOptions& options);
// The limits of --archives; none: archives are not opened.
std::optional<ArchiveLimits> archive_limits_of(const ScanOptions& options);
// What --min-confidence says. kUsage for another word.
Result<Confidence> least_confidence(const std::string& word);

Result<ReportThresholds> thresholds_of(const ScanOptions& options);

// --now, or the clock's time.
Result<Timestamp> time_of(const std::string& now_option);

}  // namespace keyhound
