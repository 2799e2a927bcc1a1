// SPDX-License-Identifier: Apache-2.0
// The script that git runs as a hook: POSIX sh that needs neither PATH nor HOME. It runs the hook
// that was there before, with the same arguments and input, and then `keyhound hook run`. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/hooks/hook_kind.h"

namespace keyhound {

// What the name of a hook that was there before ends with.
inline constexpr std::string_view kBeforeSuffix = ".before-keyhound";

struct HookScript {
  HookKind kind = HookKind::kPreCommit;
  std::string program;                 // absolute path; empty: searched in PATH alone
  std::vector<std::string> arguments;  // of `keyhound hook run <kind>`
  bool allows_failure = false;         // lets through what could not be scanned
  // The hook before is that of the pre-commit framework, which calls hooks that it finds itself.
  bool follows_framework = false;
};

std::string hook_script_text(const HookScript& script);

// Is this the text of a script that hook_script_text() made, of this or another version?
bool is_hook_script(std::string_view text);

// What such a script says of itself.
std::string program_of_hook_script(std::string_view text);
bool hook_script_follows_framework(std::string_view text);

// `word` as one word of a shell.
std::string quote_for_shell(std::string_view word);

}  // namespace keyhound
