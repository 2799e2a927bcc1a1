// SPDX-License-Identifier: Apache-2.0
// What hooks a repository has, whose they are, and whether git runs keyhound's. Only looks.
#pragma once

#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/hooks/hook_directory.h"
#include "scanner/hooks/hook_kind.h"
#include "scanner/hooks/hook_manager.h"

namespace keyhound {

enum class HookOwner {
  kNobody,    // there is none
  kKeyhound,  // written by `keyhound hook install`
  kOther,
  kNoFile,  // a directory, a device: git cannot run it
};

struct HookFile {
  HookKind kind = HookKind::kPreCommit;
  std::string path;
  HookOwner owner = HookOwner::kNobody;
  bool is_executable = false;
  const HookManager* manager = nullptr;  // of a hook that is another's; nullptr: not known
  std::string before;                    // where a hook that was there before is kept
  bool has_before = false;
  // Of keyhound's: the program that it calls first, and whether the hook before is the framework's.
  std::string program;
  bool follows_framework = false;

  // Does git run it, and keyhound in it?
  [[nodiscard]] bool is_in_force() const { return owner == HookOwner::kKeyhound && is_executable; }
};

struct HookSurvey {
  HookDirectory directory;
  bool is_directory = false;             // it exists, and is one
  bool is_blocked = false;               // something else is in its place
  const HookManager* manager = nullptr;  // that owns the directory; nullptr: none that is known
  std::vector<HookFile> files;           // one a kind
  // Keyhound's hooks in the directory that core.hooksPath takes the place of: git does not run
  // them.
  std::vector<HookFile> unused;
};

// kUnreadable when a hook cannot be read. REQUIRES: a living GitLibrary.
Result<HookSurvey> survey_hooks(const Repository& repository, const GitEnvironment& environment);

}  // namespace keyhound
