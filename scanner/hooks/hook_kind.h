// SPDX-License-Identifier: Apache-2.0
// The git hooks that keyhound serves. Plain data.
#pragma once

#include <optional>
#include <string_view>

namespace keyhound {

enum class HookKind { kPreCommit, kPrePush };

inline constexpr HookKind kHookKinds[] = {HookKind::kPreCommit, HookKind::kPrePush};

// As git names it, which is the name of its file, too.
constexpr std::string_view to_string(HookKind kind) {
  return kind == HookKind::kPreCommit ? "pre-commit" : "pre-push";
}

// None for another name.
constexpr std::optional<HookKind> parse_hook_kind(std::string_view name) {
  for (const HookKind kind : kHookKinds) {
    if (to_string(kind) == name) return kind;
  }
  return std::nullopt;
}

}  // namespace keyhound
