// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/hooks/setup_hooks.h"

#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <utility>

#include "scanner/base/text_encode.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/hooks/hook_run_options.h"
#include "scanner/cli/hooks/setup_text.h"
#include "scanner/git/git_library.h"
#include "scanner/git/pack/pack_reader.h"
#include "scanner/hooks/hook_setup.h"
#include "scanner/hooks/passed_trees.h"
#include "scanner/hooks/push.h"

namespace keyhound {

namespace fs = std::filesystem;

namespace {

Error as_usage(Error error) {
  if (error.kind != ErrorKind::kConfiguration) error.kind = ErrorKind::kUsage;
  return error;
}

Result<Repository> find_repository(const std::string& path) {
  auto repository = Repository::discover(path);
  if (!repository) return fail(as_usage(repository.error()));
  return repository;
}

Result<HookSurvey> survey_of(const Repository& repository) {
  auto survey = survey_hooks(repository, process_git_environment());
  if (!survey) return fail(as_usage(survey.error()));
  return survey;
}

Result<std::vector<HookKind>> kinds_of(const SetupOptions& options) {
  std::vector<HookKind> kinds;
  for (const std::string& name : options.kinds) {
    const auto kind = parse_hook_kind(name);
    if (!kind) {
      return fail(ErrorKind::kUsage, fmt::format("--hook: '{}' is none of pre-commit, pre-push",
                                                 escape_for_terminal(name)));
    }
    kinds.push_back(*kind);
  }
  if (kinds.empty()) kinds.assign(std::begin(kHookKinds), std::end(kHookKinds));
  return kinds;
}

// Of this process; empty where the system does not tell, or it was replaced meanwhile.
std::string own_program() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  return !error && fs::exists(program, error) ? program.string() : std::string();
}

Result<std::vector<std::string>> arguments_of(const SetupOptions& options) {
  std::vector<std::string> arguments;
  if (options.pipelines) arguments.emplace_back("--pipelines");
  if (options.allow_failure) arguments.emplace_back("--allow-failure");
  if (options.ledger.empty()) return arguments;
  std::error_code error;
  const fs::path ledger = fs::absolute(options.ledger, error);
  if (error || !fs::exists(ledger, error)) {
    return fail(ErrorKind::kUsage,
                fmt::format("--ledger {0}: there is no such file; 'keyhound evidence create {0}' "
                            "begins a ledger",
                            escape_for_terminal(options.ledger)));
  }
  arguments.push_back("--ledger=" + ledger.lexically_normal().string());
  return arguments;
}

// From now on the hook is expected to see every commit.
Status begin_record(const Repository& repository) {
  std::vector<Diagnostic> ignored;
  const PackSet packs = PackSet::open(repository, ignored, PackChecks::kQuick);
  const auto reader = make_pack_reader(packs);
  auto begun = PassedTrees::begin(PassedTrees::path_of(repository),
                                  named_commits(repository, *reader), now());
  if (!begun) return fail(as_usage(begun.error()));
  return {};
}

// Of the hooks alone: whoever removes them wants no trace of them.
void remove_record(const Repository& repository) {
  std::error_code ignored;
  const fs::path record = PassedTrees::path_of(repository);
  fs::remove(record, ignored);
  fs::remove(record.parent_path(), ignored);  // fails when something else is in it
}

}  // namespace

Result<int> install_hooks_of(const SetupOptions& options) {
  const GitLibrary library;
  HookInstallation installation;
  KEYHOUND_TRY(installation.kinds, kinds_of(options));
  KEYHOUND_TRY(const Repository repository, find_repository(options.path));
  KEYHOUND_TRY(const HookSurvey survey, survey_of(repository));
  installation.program = own_program();
  KEYHOUND_TRY(installation.arguments, arguments_of(options));
  installation.allows_failure = options.allow_failure;
  installation.may_be_shared = options.shared;
  KEYHOUND_TRY(const auto outcomes, install_hooks(survey, installation));
  for (const HookKind kind : installation.kinds) {
    if (kind == HookKind::kPreCommit) KEYHOUND_TRY_STATUS(begin_record(repository));
  }
  fmt::print("{}", outcomes_text(outcomes));
  fmt::print("{}", installation_notes(repository, survey));
  return kExitClean;
}

Result<int> uninstall_hooks_of(const SetupOptions& options) {
  const GitLibrary library;
  KEYHOUND_TRY(const auto kinds, kinds_of(options));
  KEYHOUND_TRY(const Repository repository, find_repository(options.path));
  KEYHOUND_TRY(const HookSurvey survey, survey_of(repository));
  KEYHOUND_TRY(const auto outcomes, uninstall_hooks(survey, kinds));
  if (kinds.size() == std::size(kHookKinds)) remove_record(repository);
  fmt::print("{}", outcomes_text(outcomes));
  return kExitClean;
}

Result<int> show_hooks_of(const SetupOptions& options) {
  const GitLibrary library;
  KEYHOUND_TRY(const Repository repository, find_repository(options.path));
  KEYHOUND_TRY(const HookSurvey survey, survey_of(repository));
  fmt::print("{}", survey_text(survey));
  return is_in_force(survey) ? kExitClean : kExitFindings;
}

}  // namespace keyhound
