// SPDX-License-Identifier: Apache-2.0
#include "scanner/hooks/hook_setup.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "scanner/base/file.h"
#include "scanner/base/text_encode.h"
#include "scanner/hooks/hook_script.h"

namespace keyhound {
namespace {

constexpr mode_t kHookMode = 0777;  // less the umask

tl::unexpected<Error> refuse(int error_number, const std::string& what) {
  return fail(ErrorKind::kUsage, errno_error(error_number, what).message +
                                     "; hooks need a git directory that this user may write to");
}

bool holds(std::span<const HookKind> kinds, HookKind kind) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

Status rename_file(const std::string& from, const std::string& to) {
  if (::rename(from.c_str(), to.c_str()) == 0) return {};
  return refuse(errno, fmt::format("{}: cannot rename it to {}", escape_for_terminal(from),
                                   escape_for_terminal(to)));
}

// Writes an executable beside `path` and renames it, so that git never runs half a script.
Status write_script(const std::string& path, std::string_view text) {
  const std::string fresh = path + ".keyhound-new";
  ::unlink(fresh.c_str());
  const int file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kHookMode);
  if (file < 0) return refuse(errno, escape_for_terminal(path) + ": cannot write it");
  int error_number = 0;
  while (!text.empty() && error_number == 0) {
    const ssize_t count = ::write(file, text.data(), text.size());
    if (count >= 0) text.remove_prefix(static_cast<std::size_t>(count));
    if (count < 0 && errno != EINTR) error_number = errno;
  }
  if (::close(file) != 0 && error_number == 0) error_number = errno;
  if (error_number == 0 && ::rename(fresh.c_str(), path.c_str()) != 0) error_number = errno;
  if (error_number == 0) return {};
  ::unlink(fresh.c_str());
  return refuse(error_number, escape_for_terminal(path) + ": cannot write it");
}

Error managed_error(const std::string& what, const HookManager& manager) {
  return {ErrorKind::kConfiguration,
          fmt::format("{} belongs to {}, which would undo the installation.\n{}",
                      escape_for_terminal(what), manager.name, manager.recipe)};
}

Status check_directory(const HookSurvey& survey, const HookInstallation& installation) {
  const std::string& path = survey.directory.path;
  if (survey.manager != nullptr)
    return fail(managed_error("the hooks directory " + path, *survey.manager));
  if (survey.is_blocked) {
    return fail(
        ErrorKind::kConfiguration,
        fmt::format("{}: this is where git looks for hooks, and it is no directory; {}",
                    escape_for_terminal(path),
                    survey.directory.named ? "set core.hooksPath to a directory, or unset it"
                                           : "move it away"));
  }
  if (survey.directory.is_shared() && !installation.may_be_shared) {
    return fail(ErrorKind::kConfiguration,
                fmt::format("core.hooksPath of the {} names {}, which serves other repositories, "
                            "too; install there with --shared, or give this repository hooks of "
                            "its own with 'git config core.hooksPath .git/hooks'",
                            to_string(survey.directory.named->scope), escape_for_terminal(path)));
  }
  return {};
}

Status check_file(const HookFile& file) {
  const std::string path = escape_for_terminal(file.path);
  if (file.owner == HookOwner::kNoFile)
    return fail(ErrorKind::kConfiguration, path + ": it is no file; move it away");
  if (file.owner != HookOwner::kOther) return {};
  if (file.manager != nullptr && file.manager->owns_directory)
    return fail(managed_error("the hook " + file.path, *file.manager));
  if (file.has_before) {
    return fail(ErrorKind::kConfiguration,
                fmt::format("{}: it is not keyhound's, and {} is there from an earlier "
                            "installation; decide which of both is to stay, and remove the other",
                            path, escape_for_terminal(file.before)));
  }
  return {};
}

Result<HookOutcome> install(const HookFile& file, const HookInstallation& installation) {
  HookScript script{file.kind, installation.program, installation.arguments,
                    installation.allows_failure, is_framework(file.manager)};
  HookOutcome outcome{file.kind, HookChange::kInstalled, file.path};
  if (file.owner == HookOwner::kKeyhound) {
    outcome.change = HookChange::kRenewed;
    script.follows_framework = file.follows_framework;
  }
  if (file.owner == HookOwner::kOther) {
    KEYHOUND_TRY_STATUS(rename_file(file.path, file.before));
    outcome.change = HookChange::kChained;
  }
  auto written = write_script(file.path, hook_script_text(script));
  if (!written && outcome.change == HookChange::kChained)
    static_cast<void>(rename_file(file.before, file.path));
  if (!written) return fail(written.error());
  return outcome;
}

Result<HookOutcome> uninstall(const HookFile& file) {
  HookOutcome outcome{file.kind, HookChange::kUnchanged, file.path};
  if (file.owner != HookOwner::kKeyhound) return outcome;
  if (file.has_before) {
    KEYHOUND_TRY_STATUS(rename_file(file.before, file.path));
    outcome.change = HookChange::kRestored;
  } else {
    if (::unlink(file.path.c_str()) != 0)
      return refuse(errno, escape_for_terminal(file.path) + ": cannot remove it");
    outcome.change = HookChange::kRemoved;
  }
  return outcome;
}

}  // namespace

Result<std::vector<HookOutcome>> install_hooks(const HookSurvey& survey,
                                               const HookInstallation& installation) {
  KEYHOUND_TRY_STATUS(check_directory(survey, installation));
  for (const HookFile& file : survey.files) {
    if (holds(installation.kinds, file.kind)) KEYHOUND_TRY_STATUS(check_file(file));
  }
  std::error_code error;
  std::filesystem::create_directories(survey.directory.path, error);
  if (error)
    return refuse(error.value(), escape_for_terminal(survey.directory.path) + ": cannot make it");
  std::vector<HookOutcome> outcomes;
  for (const HookFile& file : survey.files) {
    if (!holds(installation.kinds, file.kind)) continue;
    KEYHOUND_TRY(outcomes.emplace_back(), install(file, installation));
  }
  return outcomes;
}

Result<std::vector<HookOutcome>> uninstall_hooks(const HookSurvey& survey,
                                                 std::span<const HookKind> kinds) {
  std::vector<HookOutcome> outcomes;
  for (const std::vector<HookFile>* files : {&survey.files, &survey.unused}) {
    for (const HookFile& file : *files) {
      if (!holds(kinds, file.kind)) continue;
      KEYHOUND_TRY(outcomes.emplace_back(), uninstall(file));
    }
  }
  return outcomes;
}

}  // namespace keyhound
