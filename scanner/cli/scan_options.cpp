// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/scan_options.h"

#include <fmt/format.h>

#include <cstdlib>
#include <map>

#include "scanner/cli/cli11.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kLeastMemory = std::uint64_t{1} << 20;
constexpr std::uint64_t kMostMemory = std::uint64_t{1} << 40;
constexpr unsigned kMostEntries = 100'000'000;

// Notes that the command line gives the option, so that no configuration overrides it.
CLI::Option* noted(CLI::Option* option, ScanOptions& options, std::string_view name) {
  return option->each([&options, name](const std::string&) { options.given.insert(name); });
}

void add_source_options(CLI::App& app, ScanOptions& options) {
  app.add_option("path", options.target,
                 "Repository, directory or file; '-' is standard input. A repository is scanned in "
                 "all refs' history, "
                 "the index and the work tree")
      ->capture_default_str()
      ->type_name("PATH");
  app.add_flag("--staged", options.staged,
               "Only what the index adds to HEAD: the staged bytes, not the work tree's");
  app.add_option("--range", options.range, "Only what the commits of A..B add")->type_name("A..B");
  app.add_option("--since", options.since, "Only what commits add that COMMIT does not reach")
      ->type_name("COMMIT");
  app.add_flag("--tree-only", options.tree_only, "Only files, no history");
  app.add_flag("--history-only", options.history_only, "Only history, no files");
  app.add_flag("--unreachable", options.unreachable,
               "Also objects that no ref reaches (reflogs, dangling objects)");
  app.add_flag("--no-ignore", options.no_ignore, "Also files that .gitignore leaves out");
}

void add_archive_options(CLI::App& app, ScanOptions& options) {
  CLI::Option* const archives =
      app.add_flag("--archives,!--no-archives", options.archives,
                   "Also what stands in archives, in history too: zip (jar, whl, docx), tar, gz, "
                   "bz2, xz, zst, 7z");
  noted(archives, options, "--archives");
  app.add_option("--archive-limit", options.archive_limit,
                 "Bytes that one archive may unpack to, e.g. 4GB (default: 1GB)")
      ->transform(CLI::AsSizeValue(false).description(""))
      ->check(CLI::Range(kLeastMemory, kMostMemory).description(""))
      ->type_name("SIZE")
      ->needs(archives);
  app.add_option("--archive-entries", options.archive_entries,
                 "Entries that one archive may have, with those of archives inside it")
      ->check(CLI::Range(1U, kMostEntries).description(""))
      ->capture_default_str()
      ->type_name("N")
      ->needs(archives);
}

void add_confidence_option(CLI::App& app, ScanOptions& options) {
  noted(app.add_option("--min-confidence", options.min_confidence,
                       "Report findings from this confidence on: low, medium, high"),
        options, "--min-confidence")
      ->capture_default_str()
      ->type_name("LEVEL");
}

void add_judgement_options(CLI::App& app, ScanOptions& options) {
  add_registry_option(app, options.judge);
  add_policies_option(app, options.judge);
  add_now_option(app, options.judge);
  app.add_option("--repository", options.repository,
                 "Name of the repository for policies, ledger and reports, e.g. acme/pay (default: "
                 "from the URL of the remote 'origin')")
      ->type_name("NAME");
  add_ledger_option(app, options.ledger);
  add_signing_key_option(app, options.ledger.signing_key);
  add_confidence_option(app, options);
  add_fail_on_option(app, options);
}

void add_explain_options(CLI::App& app, ScanOptions& options) {
  app.add_flag("--explain", options.explain,
               "Also list what was found and dropped, with the reason, 1,000 places at most. Of "
               "history and ranges only findings below --min-confidence are listed, the rest is "
               "counted; 'keyhound explain COMMIT:PATH' tells more");
  app.add_flag("--no-progress", options.no_progress, "No progress bar, even on a terminal");
}

void add_cost_options(CLI::App& app, ScanOptions& options) {
  add_threads_option(app, options);
  app.add_option(
         "--memory-limit", options.memory_limit,
         "Memory for objects of the history that are decoded, e.g. 256MB; one object of "
         "more than half of it that is stored as a delta cannot be scanned (default: 512MB)")
      ->transform(CLI::AsSizeValue(false).description(""))
      ->check(CLI::Range(kLeastMemory, kMostMemory).description(""))
      ->type_name("SIZE");
  app.add_flag(
      "--timings", options.with_timings,
      "Show on standard error where the time of a scan of history went, and how many matches "
      "were dropped for which reason");
}

void add_state_option(CLI::App& app, ScanOptions& options) {
  app.add_option("--state", options.state_file,
                 "Remember in FILE what was scanned; the next scan of the repository's history "
                 "reads only what is new, and reports everything all the same")
      ->type_name("FILE");
}

void add_no_pipelines_option(CLI::App& app, ScanOptions& options) {
  app.add_flag("--no-pipelines", options.no_pipelines,
               "Do not check pipeline definitions, and list no references to stored secrets");
}

void add_inline_comments_option(CLI::App& app, ScanOptions& options) {
  app.add_flag("--no-inline-comments", options.no_inline_comments,
               "Report also what a comment like 'keyhound:allow RULE' beside it silences");
}

}  // namespace

void add_threads_option(CLI::App& app, ScanOptions& options) {
  app.add_option("--threads", options.threads, "Threads to use (0: one a core)")
      ->check(CLI::Range(0U, 1024U).description(""))
      ->type_name("N");
}

void add_strict_option(CLI::App& app, ScanOptions& options) {
  noted(app.add_flag("--strict,!--no-strict", options.strict,
                     "Also check pipeline definitions for what is unsafe by noise: checkouts that "
                     "keep their credentials, secrets with a broad scope"),
        options, "--strict");
}

void add_fail_on_option(CLI::App& app, ScanOptions& options) {
  noted(app.add_option("--fail-on", options.fail_on,
                       "Exit with 1 for findings from this severity on: info, low, medium, high, "
                       "critical, none"),
        options, "--fail-on")
      ->capture_default_str()
      ->type_name("SEVERITY");
}

void add_report_options(CLI::App& app, ScanOptions& options) {
  app.add_option("--format", options.format,
                 "Report format on standard output: " + report_format_names() + " (default: text)")
      ->type_name("FORMAT");
  app.add_option("--output", options.outputs,
                 "File for the report of --format, or FORMAT=FILE for another one; may be given "
                 "several times")
      ->type_name("FILE")
      ->allow_extra_args(false);
  app.add_option("--max-occurrences", options.max_occurrences,
                 "List at most this many places of a finding (0: all)")
      ->check(CLI::Validator(non_negative_number()).description(""))
      ->type_name("N");
  app.add_flag("--show-accepted", options.show_accepted,
               "List in the text report what a baseline accepts, too");
  static const std::map<std::string, ColorChoice> colors = {{"auto", ColorChoice::kAuto},
                                                            {"always", ColorChoice::kAlways},
                                                            {"never", ColorChoice::kNever}};
  app.add_option("--color", options.color, "Colours in the text report: auto, always, never")
      ->transform(CLI::CheckedTransformer(colors).description(""))
      ->type_name("WHEN");
}

void add_scan_options(CLI::App& app, ScanOptions& options) {
  add_source_options(app, options);
  add_archive_options(app, options);
  add_strict_option(app, options);
  add_no_pipelines_option(app, options);
  add_configuration_options(app, options.configuration);
  add_rule_options(app, options.rules);
  app.add_option("--gitleaks-config", options.gitleaks_config,
                 "A .gitleaks.toml whose rules and allowlists serve, as gitleaks reads them, in "
                 "place of the default rules, or beside them where it says useDefault")
      ->type_name("FILE");
  add_inline_comments_option(app, options);
  add_baseline_options(app, options.baseline);
  add_judgement_options(app, options);
  add_report_options(app, options);
  add_explain_options(app, options);
  add_cost_options(app, options);
  add_state_option(app, options);
}

void add_change_options(CLI::App& app, ScanOptions& options) {
  add_archive_options(app, options);
  add_strict_option(app, options);
  add_no_pipelines_option(app, options);
  add_configuration_options(app, options.configuration);
  add_rule_options(app, options.rules);
  add_inline_comments_option(app, options);
  add_baseline_options(app, options.baseline);
  add_judgement_options(app, options);
  app.add_option("--fail-on-level", options.fail_on_level,
                 "Also exit with 1 for verdicts of policies that fail from this level on, with "
                 "--fail-on none for them alone: note, warning, error")
      ->type_name("LEVEL");
  add_report_options(app, options);
  add_explain_options(app, options);
  add_cost_options(app, options);
}

void add_pipelines_options(CLI::App& app, ScanOptions& options) {
  add_strict_option(app, options);
  app.add_flag("--no-ignore", options.no_ignore, "Also files that .gitignore leaves out");
  add_configuration_options(app, options.configuration);
  add_rule_options(app, options.rules);
  add_inline_comments_option(app, options);
  add_baseline_options(app, options.baseline);
  add_judgement_options(app, options);
  add_report_options(app, options);
  app.add_flag("--no-progress", options.no_progress, "No progress bar, even on a terminal");
  add_threads_option(app, options);
}

void add_scan_target_options(CLI::App& app, ScanOptions& options) {
  add_source_options(app, options);
  add_archive_options(app, options);
  add_rule_options(app, options.rules);
  add_inline_comments_option(app, options);
  add_now_option(app, options.judge);
  add_confidence_option(app, options);
}

Result<ScanRequest> request_of(const ScanOptions& options) {
  ScanRequest request;
  request.target = options.target;
  request.unreachable = options.unreachable;
  request.state_file = options.state_file;
  request.respect_ignores = !options.no_ignore;
  request.threads = options.threads;
  request.memory_limit = options.memory_limit;
  request.with_timings = options.with_timings;
  request.archives = archive_limits_of(options);
  request.explain = options.explain;
  request.checks_pipelines = !options.no_pipelines;
  request.strict_pipelines = options.strict;
  if (const char* index = std::getenv("GIT_INDEX_FILE"); index != nullptr)
    request.index_file = index;

  std::vector<std::pair<std::string_view, ScanMode>> modes;
  if (options.target == "-") modes.emplace_back("-", ScanMode::kStdin);
  if (options.staged) modes.emplace_back("--staged", ScanMode::kStaged);
  if (!options.range.empty()) modes.emplace_back("--range", ScanMode::kRange);
  if (!options.since.empty()) modes.emplace_back("--since", ScanMode::kSince);
  if (options.tree_only) modes.emplace_back("--tree-only", ScanMode::kTreeOnly);
  if (options.history_only) modes.emplace_back("--history-only", ScanMode::kHistoryOnly);
  if (modes.size() > 1) {
    return fail(ErrorKind::kUsage, fmt::format("{} and {} exclude each other; give one of them",
                                               modes[0].first, modes[1].first));
  }
  if (!modes.empty()) request.mode = modes.front().second;
  if (request.mode == ScanMode::kRange) request.revision = options.range;
  if (request.mode == ScanMode::kSince) request.revision = options.since;
  const bool has_history =
      request.mode == ScanMode::kEverything || request.mode == ScanMode::kHistoryOnly;
  const std::string_view history_option = options.unreachable           ? "--unreachable"
                                          : !options.state_file.empty() ? "--state"
                                                                        : "";
  if (!history_option.empty() && !has_history) {
    return fail(ErrorKind::kUsage,
                fmt::format("{} goes with a scan of the whole history, not with {}", history_option,
                            modes.front().first));
  }
  return request;
}

std::optional<ArchiveLimits> archive_limits_of(const ScanOptions& options) {
  if (!options.archives) return std::nullopt;
  ArchiveLimits limits;
  limits.bytes = options.archive_limit;
  limits.entries = options.archive_entries;
  return limits;
}

Result<Confidence> least_confidence(const std::string& word) {
  const auto confidence = parse_confidence(word);
  if (confidence) return *confidence;
  return fail(ErrorKind::kUsage,
              fmt::format("--min-confidence: '{}' is none of low, medium, high", word));
}

Result<ReportThresholds> thresholds_of(const ScanOptions& options) {
  ReportThresholds thresholds;
  KEYHOUND_TRY(thresholds.confidence, least_confidence(options.min_confidence));
  thresholds.severity = parse_severity(options.fail_on);
  if (!thresholds.severity && options.fail_on != "none") {
    return fail(ErrorKind::kUsage,
                fmt::format("--fail-on: '{}' is none of info, low, medium, high, critical, none",
                            options.fail_on));
  }
  if (!options.fail_on_level.empty()) {
    thresholds.policy_level = parse_level(options.fail_on_level);
    if (!thresholds.policy_level) {
      return fail(ErrorKind::kUsage, fmt::format("--fail-on-level: '{}' is none of note, warning, "
                                                 "error",
                                                 options.fail_on_level));
    }
  }
  thresholds.ignores_old = options.ignores_old;
  return thresholds;
}

Result<Timestamp> time_of(const std::string& now_option) {
  if (now_option.empty()) return now();
  auto time = parse_timestamp(now_option);
  if (!time) return fail(ErrorKind::kUsage, "--now: " + time.error().message);
  return *time;
}

}  // namespace keyhound
