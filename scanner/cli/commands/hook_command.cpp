// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

#include "scanner/cli/cli11.h"
#include "scanner/cli/command.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/hooks/hook_run_options.h"
#include "scanner/cli/hooks/run_hook.h"
#include "scanner/cli/hooks/setup_hooks.h"
#include "scanner/hooks/hook_kind.h"

namespace keyhound {
namespace {

struct HookOptions {
  SetupOptions setup;
  std::string kind;  // of `run`
  HookRunOptions run;
};

Result<int> run_named(const HookOptions& options) {
  const auto kind = parse_hook_kind(options.kind);
  if (!kind) return fail(ErrorKind::kUsage, "hook run: the hooks are pre-commit and pre-push");
  HookRunOptions run = options.run;
  run.ends_process = true;
  return run_hook(*kind, run);
}

Result<int> install(const HookOptions& options) { return install_hooks_of(options.setup); }
Result<int> uninstall(const HookOptions& options) { return uninstall_hooks_of(options.setup); }
Result<int> status(const HookOptions& options) { return show_hooks_of(options.setup); }

void add_place(CLI::App& app, HookOptions& options) {
  app.add_option("path", options.setup.path, "The repository, or a directory in it")
      ->capture_default_str()
      ->type_name("PATH");
}

void add_kinds(CLI::App& app, HookOptions& options) {
  app.add_option("--hook", options.setup.kinds,
                 "Only this hook: pre-commit, pre-push; may be given twice (default: both)")
      ->type_name("NAME")
      ->allow_extra_args(false);
}

void add_install_options(CLI::App& app, HookOptions& options) {
  add_place(app, options);
  add_kinds(app, options);
  app.add_flag(
      "--allow-failure", options.setup.allow_failure,
      "Let git go on, with a warning, when the scan fails or the program is gone; findings "
      "still stop it");
  app.add_option("--ledger", options.setup.ledger,
                 "Ledger of evidence: pre-push records there which commits went past pre-commit")
      ->type_name("LEDGER");
  app.add_flag("--pipelines", options.setup.pipelines,
               "Check the pipeline definitions that change, too");
  app.add_flag("--shared", options.setup.shared,
               "Also where core.hooksPath is set for all repositories of the user or the system");
}

void add_uninstall_options(CLI::App& app, HookOptions& options) {
  add_place(app, options);
  add_kinds(app, options);
}

void add_run_options(CLI::App& app, HookOptions& options) {
  app.add_option("hook", options.kind, "pre-commit or pre-push")->required()->type_name("HOOK");
  app.add_option("arguments", options.run.arguments, "What git passes to the hook")
      ->type_name("ARG...");
  app.add_flag("--allow-failure", options.run.allow_failure,
               "Exit with 0, with a warning, when the scan fails");
  app.add_option("--ledger", options.run.ledger, "Ledger for commits that went past pre-commit")
      ->type_name("LEDGER");
  app.add_flag("--pipelines", options.run.pipelines, "Check changed pipeline definitions, too");
}

struct Subcommand {
  const char* name;
  const char* description;
  Result<int> (*run)(const HookOptions& options);
  void (*add)(CLI::App& app, HookOptions& options);
};

constexpr Subcommand kSubcommands[] = {
    {"install", "Put the hooks into a repository; hooks that are there run first", install,
     add_install_options},
    {"uninstall", "Take the hooks away, and put back what was there before", uninstall,
     add_uninstall_options},
    {"status", "Show whether git runs the hooks (exit code 1: it does not run both)", status,
     add_place},
    {"run", "What the hooks call: scan what is staged, or what is pushed", run_named,
     add_run_options},
};

CommandRunner add_options(CLI::App& app) {
  app.require_subcommand(1);
  std::vector<std::pair<CLI::App*, std::function<Result<int>()>>> actions;
  for (const Subcommand& row : kSubcommands) {
    auto options = std::make_shared<HookOptions>();
    CLI::App* sub = app.add_subcommand(row.name, row.description);
    row.add(*sub, *options);
    actions.emplace_back(sub, [options, run = row.run] { return run(*options); });
  }
  return [actions] {
    for (const auto& [sub, run] : actions) {
      if (!sub->parsed()) continue;
      const auto code = run();
      return code ? *code : report_error(code.error());
    }
    return static_cast<int>(kExitUsage);
  };
}

}  // namespace

extern const Command kHookCommand;
const Command kHookCommand{
    "hook", "Scan before each commit and push: install, uninstall or show git's hooks",
    "  keyhound hook install                          pre-commit and pre-push of the repository "
    "here\n"
    "  keyhound hook install --ledger ledger.jsonl    commits that went past the check are "
    "recorded\n"
    "  keyhound hook status                           whether git runs them\n"
    "  keyhound hook run pre-commit                   what the hook does, by hand\n"
    "  keyhound hook uninstall                        as it was before\n",
    add_options};

}  // namespace keyhound
