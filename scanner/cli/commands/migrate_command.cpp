// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>
#include <memory>

#include "scanner/base/file.h"
#include "scanner/base/text_encode.h"
#include "scanner/cli/cli11.h"
#include "scanner/cli/command.h"
#include "scanner/cli/gitleaks_run.h"
#include "scanner/cli/migration_inputs.h"
#include "scanner/cli/scan_run.h"
#include "scanner/migration/migrated_files.h"

namespace keyhound {
namespace {

constexpr std::int64_t kDaySeconds = 86'400;

struct MigrateOptions {
  MigrationPaths paths;
  std::string until;
  unsigned days = 90;
  std::string now;
  bool write = false;
  bool force = false;
};

Result<Timestamp> end_of_waivers(const MigrateOptions& options) {
  KEYHOUND_TRY(const Timestamp time, time_of(options.now));
  if (options.until.empty())
    return time + Duration{static_cast<std::int64_t>(options.days) * kDaySeconds};
  auto until = parse_timestamp(options.until);
  if (!until) return fail(until.error().within("--until"));
  if (*until <= time) {
    return fail(ErrorKind::kUsage,
                fmt::format("--until: {} has passed; a waiver ends in the future", options.until));
  }
  return *until;
}

// The baseline of what the other tools accepted: found by scanning the places.
Result<Baseline> match_waivers(const MigrateOptions& options, const MigrationInputs& inputs,
                               MigrationNotes& notes) {
  if (inputs.waivers.waivers.empty()) return Baseline();
  RuleOptions rules;
  ScanSettings settings;
  if (inputs.gitleaks != nullptr) {
    auto own = std::make_shared<GitleaksRules>(*inputs.gitleaks);
    own->with_defaults = keeps_default_rules(own.get());
    settings.disabled_rules = own->disabled_defaults;
    rules.gitleaks = std::move(own);
  }
  for (const Allowlist& one : inputs.waivers.allowlists) settings.allowlists.push_back({one, {}});
  KEYHOUND_TRY(const RuleEngine engine, make_engine(rules));
  KEYHOUND_TRY(const ScanContext context, make_scan_context(engine, std::move(settings)));
  KEYHOUND_TRY(PlaceTexts texts, PlaceTexts::open(options.paths.target));
  KEYHOUND_TRY(WaiverMatcher matcher, WaiverMatcher::create(context, texts, own_rule_names));
  for (const ForeignWaiver& waiver : inputs.waivers.waivers) matcher.add(waiver);
  notes.insert(notes.end(), matcher.notes().begin(), matcher.notes().end());
  return Baseline{key_check_of(context.key()), {}, matcher.entries()};
}

void print_notes(const MigrationNotes& notes, MigrationNote::Kind kind, std::string_view title) {
  bool is_first = true;
  for (const MigrationNote& note : notes) {
    if (note.kind != kind) continue;
    if (is_first) fmt::print("\n{}\n", title);
    is_first = false;
    fmt::print("  {}: {}\n", escape_for_terminal(note.place), escape_for_terminal(note.message));
    if (!note.next_step.empty()) fmt::print("      {}\n", escape_for_terminal(note.next_step));
  }
}

void print_lines(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    fmt::print("{}\n", escape_for_terminal(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void show_files(const std::vector<MigratedFile>& files) {
  for (const MigratedFile& file : files) {
    fmt::print("==> {} <==\n", file.name);
    print_lines(file.content);
    fmt::print("\n");
  }
  if (files.empty()) {
    fmt::print("There is nothing to write.\n");
  } else {
    fmt::print("Nothing was written; --write does.\n");
  }
}

// All or none: a file that is there already stops it before the first is written.
Status write_files(const MigrateOptions& options, const std::vector<MigratedFile>& files) {
  const std::filesystem::path folder = options.paths.target;
  std::vector<std::string> existing;
  for (const MigratedFile& file : files) {
    std::error_code error;
    if (std::filesystem::exists(std::filesystem::symlink_status(folder / file.name, error)))
      existing.push_back((folder / file.name).lexically_normal().string());
  }
  if (!existing.empty() && !options.force) {
    return fail(ErrorKind::kUsage,
                fmt::format("{}: there already, and nothing was written; run without --write and "
                            "take over what you need, or replace with --force",
                            fmt::join(existing, ", ")));
  }
  for (const MigratedFile& file : files) {
    const std::string path = (folder / file.name).lexically_normal().string();
    Status written = write_file(path, file.content);
    if (!written) written.error().kind = ErrorKind::kUsage;  // nothing that was read is missing
    KEYHOUND_TRY_STATUS(std::move(written));
    fmt::print("wrote {}\n", escape_for_terminal(path));
  }
  if (files.empty()) fmt::print("There is nothing to write.\n");
  return {};
}

Result<int> migrate(const MigrateOptions& options) {
  KEYHOUND_TRY(const Timestamp until, end_of_waivers(options));
  KEYHOUND_TRY(const MigrationInputs inputs, read_migration_inputs(options.paths));
  MigrationNotes notes = inputs.waivers.notes;
  if (inputs.gitleaks != nullptr)
    notes.insert(notes.begin(), inputs.gitleaks->notes.begin(), inputs.gitleaks->notes.end());
  MigrationSources sources;
  for (const std::string& file : inputs.files)
    sources.files.push_back(std::filesystem::path(file).filename().string());
  sources.gitleaks = inputs.gitleaks.get();
  sources.allowlists = inputs.waivers.allowlists;
  sources.until = until;
  KEYHOUND_TRY(sources.baseline, match_waivers(options, inputs, notes));
  const Migration migration = write_migration(sources);
  notes.insert(notes.end(), migration.notes.begin(), migration.notes.end());
  if (options.write) {
    KEYHOUND_TRY_STATUS(write_files(options, migration.files));
  } else {
    show_files(migration.files);
  }
  print_notes(notes, MigrationNote::Kind::kNoEquivalent, "Not taken over:");
  print_notes(notes, MigrationNote::Kind::kNotFound, "Accepted before, and not found any more:");
  print_notes(notes, MigrationNote::Kind::kRemark, "Taken over with a difference:");
  return kExitClean;
}

void add_file_options(CLI::App& app, MigrationPaths& paths) {
  const auto add = [&app](const char* name, std::vector<std::string>& list, const char* what) {
    app.add_option(name, list, what)->type_name("FILE")->allow_extra_args(false);
  };
  app.add_option("--gitleaks-config", paths.gitleaks_config, "In place of PATH/.gitleaks.toml")
      ->type_name("FILE")
      ->expected(1);
  add("--gitleaks-ignore", paths.gitleaks_ignore, "In place of PATH/.gitleaksignore");
  add("--gitleaks-baseline", paths.gitleaks_baseline,
      "A JSON report that serves gitleaks as baseline; may be given several times");
  add("--detect-secrets-baseline", paths.detect_secrets, "In place of PATH/.secrets.baseline");
  add("--exclude-paths", paths.exclude_paths,
      "The file that trufflehog's option of this name is given");
}

CommandRunner add_options(CLI::App& app) {
  auto options = std::make_shared<MigrateOptions>();
  app.add_option("path", options->paths.target,
                 "Directory or repository whose files of other tools are read")
      ->capture_default_str()
      ->type_name("PATH");
  app.add_option("--from", options->paths.tool,
                 "Only files of this tool: gitleaks, detect-secrets, trufflehog (default: all that "
                 "are found)")
      ->type_name("TOOL");
  add_file_options(app, options->paths);
  CLI::Option* const until =
      app.add_option("--until", options->until, "The day on which every waiver ends")
          ->type_name("DATE");
  app.add_option("--days", options->days, "The same in days from now")
      ->check(CLI::Range(1U, 3650U).description(""))
      ->capture_default_str()
      ->type_name("N")
      ->excludes(until);
  app.add_flag("--write", options->write, "Write the files into PATH, where none of them is yet");
  app.add_flag("--force", options->force, "Let --write replace files");
  app.add_option("--now", options->now, "The time to count from (default: the clock's)")
      ->type_name("TIME");
  return [options] {
    const auto code = migrate(*options);
    return code ? *code : report_error(code.error());
  };
}

}  // namespace

extern const Command kMigrateCommand;
const Command kMigrateCommand{
    "migrate",
    "Turn the configuration and baselines of gitleaks, detect-secrets and trufflehog into "
    "keyhound's",
    "  keyhound migrate                       show what would be written, and what has no "
    "equivalent\n"
    "  keyhound migrate --from gitleaks       only gitleaks' files\n"
    "  keyhound migrate --days 30             every waiver ends in 30 days, not in 90\n",
    add_options};

}  // namespace keyhound
