// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/hooks/hook_run_options.h"

#include <cstdlib>
#include <optional>
#include <string_view>
#include <utility>

#include "scanner/git/git_library.h"

namespace keyhound {
namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

GitEnvironment process_git_environment() {
  return git_environment([](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    if (value == nullptr) return std::nullopt;
    return value;
  });
}

Result<HookRepository> open_hook_repository() {
  const std::string git_dir = variable("GIT_DIR");
  auto around = Repository::discover(".");
  if (git_dir.empty()) {
    if (!around) return fail(around.error());
    return HookRepository{std::move(*around), "."};
  }
  KEYHOUND_TRY(Repository named, Repository::open(git_dir));
  if (around && around->git_dir() == named.git_dir())
    return HookRepository{std::move(*around), "."};
  return HookRepository{std::move(named), git_dir};
}

bool allows_failure(const HookRunOptions& options) {
  const std::string value = variable("KEYHOUND_ALLOW_FAILURE");
  return options.allow_failure || (!value.empty() && value != "0");
}

Result<std::string> ledger_of(const HookRunOptions& options, const Repository& repository) {
  if (!options.ledger.empty()) return options.ledger;
  if (std::string named = variable("KEYHOUND_LEDGER"); !named.empty()) return named;
  const GitLibrary library;
  const GitEnvironment environment = process_git_environment();
  KEYHOUND_TRY(const auto setting, effective_setting(repository, environment, "keyhound.ledger"));
  return setting ? expand_home(setting->value, environment.home) : std::string();
}

}  // namespace keyhound
