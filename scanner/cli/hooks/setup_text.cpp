// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/hooks/setup_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

std::string_view change_text(HookChange change) {
  switch (change) {
    case HookChange::kInstalled:
      return "installed";
    case HookChange::kChained:
      return "installed; the hook that was there is kept beside it and runs first";
    case HookChange::kRenewed:
      return "written again";
    case HookChange::kRemoved:
      return "removed";
    case HookChange::kRestored:
      return "removed; the hook from before is back";
    case HookChange::kUnchanged:
      break;
  }
  return "unchanged: it is not keyhound's";
}

std::string indented(std::string_view text) {
  std::string lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines += fmt::format("  {}\n", text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

bool exists(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored);
}

// Does the hooks directory lie in the work tree, so that its files may be committed?
bool is_in_work_tree(const Repository& repository, const std::string& directory) {
  if (repository.is_bare()) return false;
  const auto is_below = [&directory](const std::string& folder) {
    return directory.starts_with(folder + "/");
  };
  return is_below(repository.work_dir()) && !is_below(repository.common_dir()) &&
         !is_below(repository.work_dir() + "/.git");
}

std::string state_text(const HookFile& file) {
  switch (file.owner) {
    case HookOwner::kNobody:
      return "not installed";
    case HookOwner::kNoFile:
      return "not installed; something that is no file is in its place";
    case HookOwner::kOther:
      return file.manager != nullptr
                 ? fmt::format("not installed; the hook there is that of {}", file.manager->name)
                 : "not installed; another hook is there";
    case HookOwner::kKeyhound:
      break;
  }
  if (!file.is_executable) return "installed, but git does not run it: it is not executable";
  return file.has_before ? "installed; the hook that was there before runs first" : "installed";
}

std::string file_text(const HookFile& file) {
  std::string text = fmt::format("{}: {} ({})\n", to_string(file.kind), state_text(file),
                                 escape_for_terminal(file.path));
  if (file.owner == HookOwner::kKeyhound && !file.program.empty() && !exists(file.program)) {
    text += fmt::format("  its program {} is gone; keyhound is searched in PATH\n",
                        escape_for_terminal(file.program));
  }
  if (file.owner != HookOwner::kKeyhound && file.has_before) {
    text += fmt::format("  {} is there from an installation that another hook took the place of\n",
                        escape_for_terminal(file.before));
  }
  if (file.owner == HookOwner::kOther && file.manager != nullptr)
    text += indented(file.manager->recipe);
  return text;
}

}  // namespace

std::string outcomes_text(const std::vector<HookOutcome>& outcomes) {
  std::string text;
  for (const HookOutcome& outcome : outcomes) {
    const bool is_missing = outcome.change == HookChange::kUnchanged && !exists(outcome.path);
    text += fmt::format("{}: {} ({})\n", to_string(outcome.kind),
                        is_missing ? "there is none" : change_text(outcome.change),
                        escape_for_terminal(outcome.path));
  }
  return text;
}

std::string installation_notes(const Repository& repository, const HookSurvey& survey) {
  std::string text;
  const auto note = [&text](std::string_view line) { text += fmt::format("note: {}\n", line); };
  if (repository.is_bare()) {
    note(
        "this is a bare repository: the hooks run in its worktrees, and for pushes from it; what "
        "is "
        "pushed into it is scanned by 'keyhound ci' or 'keyhound scan'");
  }
  if (!repository.is_bare() && exists(repository.work_dir() + "/.gitmodules")) {
    note(
        "submodules have hooks of their own: git submodule foreach --recursive keyhound hook "
        "install");
  }
  if (is_in_work_tree(repository, survey.directory.path)) {
    note(
        "core.hooksPath names a directory of the work tree; do not commit the hook, since it names "
        "the program of this machine");
  }
  for (const HookFile& file : survey.files) {
    if (!is_framework(file.manager)) continue;
    note(fmt::format("the {} hook that was there is that of {}, which can call keyhound itself:",
                     to_string(file.kind), file.manager->name));
    text += indented(file.manager->recipe);
  }
  return text;
}

bool is_in_force(const HookSurvey& survey) {
  return survey.manager == nullptr &&
         std::all_of(survey.files.begin(), survey.files.end(),
                     [](const HookFile& file) { return file.is_in_force(); });
}

std::string survey_text(const HookSurvey& survey) {
  std::string text;
  if (survey.directory.named) {
    text += fmt::format("core.hooksPath ({}): {}\n", to_string(survey.directory.named->scope),
                        escape_for_terminal(survey.directory.path));
  }
  if (survey.is_blocked) text += "  it is no directory, so git runs no hooks\n";
  if (survey.manager != nullptr) {
    text += fmt::format("The hooks directory belongs to {}.\n", survey.manager->name);
    text += indented(survey.manager->recipe);
  }
  for (const HookFile& file : survey.files) text += file_text(file);
  for (const HookFile& file : survey.unused) {
    text += fmt::format("{}: {} is not run, since core.hooksPath names another directory\n",
                        to_string(file.kind), escape_for_terminal(file.path));
  }
  return text;
}

}  // namespace keyhound
