// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/help/shell.h"

#include <algorithm>

namespace keyhound {

#define KEYHOUND_SHELL(name) extern const Shell k##name##Shell;
#include "shells.inc"
#undef KEYHOUND_SHELL

std::span<const Shell* const> shells() {
  static constexpr const Shell* kShells[] = {
#define KEYHOUND_SHELL(name) &k##name##Shell,
#include "shells.inc"
#undef KEYHOUND_SHELL
  };
  return kShells;
}

const Shell* find_shell(std::string_view name) {
  const auto all = shells();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [name](const Shell* shell) { return shell->name == name; });
  return found == all.end() ? nullptr : *found;
}

std::string shell_names() {
  std::string names;
  for (const Shell* shell : shells()) {
    if (!names.empty()) names += ", ";
    names += shell->name;
  }
  return names;
}

std::vector<const CommandInfo*> all_commands(const CommandInfo& command) {
  std::vector<const CommandInfo*> all = {&command};
  for (const CommandInfo& sub : command.subcommands) {
    const auto below = all_commands(sub);
    all.insert(all.end(), below.begin(), below.end());
  }
  return all;
}

std::string shell_quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

}  // namespace keyhound
