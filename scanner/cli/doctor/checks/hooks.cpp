// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "scanner/cli/doctor/doctor_check.h"
#include "scanner/cli/doctor/hook_state.h"

namespace keyhound {
namespace {

DoctorAnswer check(const DoctorSubject& subject) {
  if (!subject.repository) return well("no repository, no hooks");
  const HookStates states = read_hook_states(*subject.repository);
  std::string installed;
  for (const HookState& hook : states.hooks) {
    if (hook.is_shadowed) {
      return wrong(
          fmt::format("{} is installed in .git/hooks, but core.hooksPath makes git look in "
                      "{}: it never runs",
                      hook.name, states.folder),
          "keyhound hook install, which respects core.hooksPath; or unset that");
    }
    if (!hook.calls_keyhound) continue;
    if (!hook.is_executable) {
      return wrong(
          fmt::format("{}/{} is not executable: git passes over it", states.folder, hook.name),
          fmt::format("chmod +x '{}/{}'", states.folder, hook.name));
    }
    installed += (installed.empty() ? "" : ", ") + hook.name;
  }
  if (installed.empty())
    return to_look_at("no hook calls keyhound: commits are not scanned before they are made",
                      "keyhound hook install");
  return well(fmt::format("{} in {}", installed, states.folder));
}

}  // namespace

extern const DoctorCheck kHooksDoctorCheck;
const DoctorCheck kHooksDoctorCheck{"hooks", 70, check};

}  // namespace keyhound
