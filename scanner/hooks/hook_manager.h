// SPDX-License-Identifier: Apache-2.0
// Other programs that manage git hooks, and what to do where one of them is at work. Pure.
#pragma once

#include <string>
#include <string_view>

namespace keyhound {

struct HookManager {
  std::string_view name;
  // It writes the files in the hooks directory itself, so that a hook put there is lost.
  bool owns_directory = false;
  std::string_view recipe;  // how keyhound is called there; several lines
};

// Of a directory that core.hooksPath names; nullptr: of no manager that is known.
const HookManager* manager_of_directory(std::string_view hooks_path);

// Of a hook's text; nullptr: of none that is known.
const HookManager* manager_of_hook(std::string_view text);

// The pre-commit framework's, whose hooks call the one that was there before them.
bool is_framework(const HookManager* manager);

}  // namespace keyhound
