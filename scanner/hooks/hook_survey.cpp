// SPDX-License-Identifier: Apache-2.0
#include "scanner/hooks/hook_survey.h"

#include <unistd.h>

#include <filesystem>

#include "scanner/base/file.h"
#include "scanner/hooks/hook_script.h"

namespace keyhound {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kLargestHook = std::uint64_t{16} << 20U;  // bytes

// A link that leads nowhere is there, too.
bool is_present(const std::string& path) {
  std::error_code ignored;
  return fs::exists(fs::symlink_status(path, ignored));
}

Result<HookFile> look_at(const std::string& directory, HookKind kind) {
  HookFile file;
  file.kind = kind;
  file.path = directory + "/" + std::string(to_string(kind));
  file.before = file.path + std::string(kBeforeSuffix);
  file.has_before = is_present(file.before);
  if (!is_present(file.path)) return file;
  std::error_code ignored;
  const bool leads_nowhere = !fs::exists(file.path, ignored);
  if (!leads_nowhere && !fs::is_regular_file(file.path, ignored)) {
    file.owner = HookOwner::kNoFile;
    return file;
  }
  file.owner = HookOwner::kOther;
  if (leads_nowhere) return file;
  KEYHOUND_TRY(const std::string text, read_file(file.path, kLargestHook));
  file.is_executable = ::access(file.path.c_str(), X_OK) == 0;
  if (is_hook_script(text)) {
    file.owner = HookOwner::kKeyhound;
    file.program = program_of_hook_script(text);
    file.follows_framework = hook_script_follows_framework(text);
  } else {
    file.manager = manager_of_hook(text);
  }
  return file;
}

}  // namespace

Result<HookSurvey> survey_hooks(const Repository& repository, const GitEnvironment& environment) {
  HookSurvey survey;
  KEYHOUND_TRY(survey.directory, find_hook_directory(repository, environment));
  const std::string& path = survey.directory.path;
  std::error_code ignored;
  survey.is_directory = fs::is_directory(path, ignored);
  survey.is_blocked = !survey.is_directory && is_present(path);
  if (survey.directory.named) survey.manager = manager_of_directory(path);
  for (const HookKind kind : kHookKinds) {
    KEYHOUND_TRY(survey.files.emplace_back(), look_at(path, kind));
  }
  const std::string usual = repository.common_dir() + "/hooks";
  if (fs::equivalent(usual, path, ignored)) return survey;
  for (const HookKind kind : kHookKinds) {
    KEYHOUND_TRY(HookFile file, look_at(usual, kind));
    if (file.owner == HookOwner::kKeyhound) survey.unused.push_back(std::move(file));
  }
  return survey;
}

}  // namespace keyhound
