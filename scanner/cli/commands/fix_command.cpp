// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <map>
#include <memory>

#include "scanner/base/text_encode.h"
#include "scanner/cli/cli11.h"
#include "scanner/cli/command.h"
#include "scanner/cli/configuration_options.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/fix_files.h"
#include "scanner/cli/judge_options.h"
#include "scanner/cli/raised_checks.h"
#include "scanner/cli/report_outputs.h"
#include "scanner/cli/run_configuration.h"
#include "scanner/config/config_loader.h"
#include "scanner/pipelines/fixes/definition_fixer.h"
#include "scanner/pipelines/fixes/fix.h"
#include "scanner/pipelines/fixes/unified_diff.h"
#include "scanner/scan/path_exclusion.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

struct FixCommandOptions {
  std::vector<std::string> targets = {"."};
  std::vector<std::string> checks;
  ConfigurationOptions configuration;
  JudgeOptions judge;  // the policies alone
  bool strict = false;
  const CLI::Option* strict_option = nullptr;  // tells whether it was given
  bool write = false;
  ColorChoice color = ColorChoice::kAuto;
};

struct Totals {
  std::size_t fixed = 0;
  std::size_t files = 0;
  std::size_t open = 0;
  bool is_complete = true;
};

std::string fixable_checks() {
  std::string ids;
  for (const Fix* fix : fixes()) {
    if (!ids.empty()) ids += ", ";
    ids += fix->check;
  }
  return ids;
}

Result<std::set<std::string>> checks_of(const std::vector<std::string>& names) {
  std::set<std::string> ids;
  for (const std::string& name : names) {
    const Check* check = find_check(name);
    if (check == nullptr || find_fix(check->info.id) == nullptr)
      return fail(ErrorKind::kUsage,
                  fmt::format("--check: {} '{}'; those with fixes: {}",
                              check == nullptr ? "there is no check" : "there are no fixes for",
                              name, fixable_checks()));
    ids.insert(std::string(check->info.id));
  }
  return ids;
}

// A terminal gets no control characters; a file or another program the lines as they are.
std::string printable(std::string_view line) {
  if (::isatty(STDOUT_FILENO) != 1) return std::string(line);
  std::string text;
  while (true) {
    const std::size_t tab = line.find('\t');
    text += escape_for_terminal(line.substr(0, tab));
    if (tab == std::string_view::npos) return text;
    text += '\t';
    line.remove_prefix(tab + 1);
  }
}

void print_colored(std::string_view code, std::string_view text, bool color) {
  if (color && !code.empty()) {
    fmt::print("\x1b[{}m{}\x1b[0m\n", code, text);
  } else {
    fmt::print("{}\n", text);
  }
}

void print_diff(const FixedDefinition& file, const std::string& shown, bool color) {
  const std::string path = escape_for_terminal(shown);
  print_colored("1", "--- a/" + path, color);
  print_colored("1", "+++ b/" + path, color);
  for (const DiffLine& line : unified_diff(file.before, file.after)) {
    const std::string_view code = line.mark == '@'   ? "36"
                                  : line.mark == '-' ? "31"
                                  : line.mark == '+' ? "32"
                                                     : "";
    const std::string text = line.mark == '@'    ? line.header
                             : line.mark == '\\' ? "\\ No newline at end of file"
                                                 : line.mark + printable(line.text);
    print_colored(code, text, color);
  }
}

void tell_open(const FixedDefinition& file, const std::string& shown, Totals& totals) {
  for (const FixOutcome& one : file.outcomes) {
    if (one.reason.empty()) continue;
    ++totals.open;
    fmt::print(stderr, "not fixed: {}:{}: {} [{}]: {}\n", escape_for_terminal(shown), one.line,
               escape_for_terminal(one.message), one.check->info.id,
               escape_for_terminal(one.reason));
  }
}

Status fix_tree(FixTree& tree, const FixCommandOptions& options, FixOptions what, bool color,
                Totals& totals) {
  what.paths = tree.wanted;
  for (const Diagnostic& one : tree.diagnostics) {
    totals.is_complete = totals.is_complete && !one.incomplete;
    fmt::print(stderr, "keyhound: {}: {}\n", escape_for_terminal(tree.shown(one.subject)),
               escape_for_terminal(one.message));
  }
  if (what.paths.empty()) return {};
  for (const FixedDefinition& file : fix_definitions(tree.set, what)) {
    const std::string shown = tree.shown(file.path);
    if (file.after != file.before) {
      if (options.write) {
        KEYHOUND_TRY_STATUS(write_fixed(tree.file(file.path), file.before, file.after));
        fmt::print("fixed: {}: {} finding{}\n", escape_for_terminal(shown), file.fixed(),
                   file.fixed() == 1 ? "" : "s");
      } else {
        print_diff(file, shown, color);
      }
      ++totals.files;
      totals.fixed += file.fixed();
    }
    tell_open(file, shown, totals);
  }
  return {};
}

void tell_totals(const Totals& totals, bool is_written) {
  const auto count = [](std::size_t number, std::string_view noun) {
    return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
  };
  fmt::print(stderr, "{} {} in {}, {} not fixed.{}\n", count(totals.fixed, "finding"),
             is_written ? "fixed" : "can be fixed", count(totals.files, "file"), totals.open,
             is_written || totals.fixed == 0 ? "" : " Nothing was written: add --write.");
}

// What the configuration switches off is not fixed either, unless --check names it.
void apply_checks(const Configuration& configuration, FixOptions& what) {
  if (!what.checks.empty()) return;
  const std::vector<std::string> disabled = settings_of(configuration, now()).disabled_rules;
  what.disabled.insert(disabled.begin(), disabled.end());
}

// Leaves alone what the configuration excludes, whose globs are about paths below its folder.
void drop_excluded_files(const Configuration& configuration, const std::string& target,
                         FixTree& tree) {
  const std::vector<std::string> globs = excluded_paths_of(configuration);
  std::error_code error;
  const fs::path folder = fs::canonical(configuration_folder(target).value_or("."), error);
  if (globs.empty() || error) return;
  const PathExclusion exclusion(globs, "");
  std::erase_if(tree.wanted, [&](const std::string& path) {
    return exclusion.covers(fs::path(tree.file(path)).lexically_relative(folder).generic_string());
  });
}

Result<int> run(const FixCommandOptions& options) {
  KEYHOUND_TRY(const Configuration configuration,
               configuration_for(options.configuration, options.targets));
  FixOptions what;
  what.strict = options.strict;
  if (configuration.strict && options.strict_option->count() == 0)
    what.strict = configuration.strict->value;
  KEYHOUND_TRY(what.checks, checks_of(options.checks));
  std::vector<std::string> policies = options.judge.policies;
  if (policies.empty()) {
    KEYHOUND_TRY(policies, policies_of(configuration));
  }
  KEYHOUND_TRY(what.raised, load_raised_checks(policies));
  apply_checks(configuration, what);
  KEYHOUND_TRY(std::vector<FixTree> trees, read_fix_trees(options.targets));
  for (FixTree& tree : trees) drop_excluded_files(configuration, options.targets.front(), tree);
  const bool color = terminal_options(options.color).color;
  Totals totals;
  for (FixTree& tree : trees) KEYHOUND_TRY_STATUS(fix_tree(tree, options, what, color, totals));
  tell_totals(totals, options.write);
  const bool is_clean = totals.open == 0 && (options.write || totals.fixed == 0);
  if (!is_clean) return kExitFindings;
  return totals.is_complete ? kExitClean : kExitIncomplete;
}

CommandRunner add_options(CLI::App& app) {
  auto options = std::make_shared<FixCommandOptions>();
  app.add_option("path", options->targets, "Repositories, directories or files")
      ->capture_default_str()
      ->type_name("PATH");
  app.add_flag("--write", options->write, "Change the files; without it the changes are shown");
  app.add_option("--check", options->checks,
                 "Fix only what this check finds, by id or number; may be given several times")
      ->type_name("CHECK")
      ->allow_extra_args(false);
  options->strict_option =
      app.add_flag("--strict,!--no-strict", options->strict, "Fix also what is unsafe by noise");
  add_policies_option(app, options->judge);
  add_configuration_options(app, options->configuration);
  static const std::map<std::string, ColorChoice> kColors = {{"auto", ColorChoice::kAuto},
                                                             {"always", ColorChoice::kAlways},
                                                             {"never", ColorChoice::kNever}};
  app.add_option("--color", options->color, "Colours in the difference: auto, always, never")
      ->transform(CLI::CheckedTransformer(kColors).description(""))
      ->type_name("WHEN");
  return [options] {
    const auto code = run(*options);
    return code ? *code : report_error(code.error());
  };
}

}  // namespace

extern const Command kFixCommand;
const Command kFixCommand{
    "fix", "Correct pipeline definitions, where it is sure how",
    "  keyhound fix                               what would change\n"
    "  keyhound fix --write                       change it\n"
    "  keyhound fix --check secrets-inherit       what one check finds\n"
    "  keyhound fix --strict owners.yaml src      some files, and what is noise\n",
    add_options};

}  // namespace keyhound
