// SPDX-License-Identifier: Apache-2.0
// The definitions that `keyhound fix` works on: those below its targets, and the others of their
// repository, which tell what a called workflow or action does.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/model/diagnostic.h"
#include "scanner/pipelines/definition_set.h"

namespace keyhound {

struct FixTree {
  std::string root;  // of the work tree; of targets outside of repositories "/"
  DefinitionSet set{std::vector<Definition>()};
  std::set<std::string> wanted;  // paths from the root, of what lies below the targets
  std::vector<Diagnostic> diagnostics;

  // The file of a path.
  [[nodiscard]] std::string file(const std::string& path) const;
  // As people see it: from the root of the repository, or from where they are.
  [[nodiscard]] std::string shown(const std::string& path) const;
};

// One for each repository that the targets lie in. Files that git ignores are left out unless they
// are named. kUsage: a target does not exist.
Result<std::vector<FixTree>> read_fix_trees(const std::vector<std::string>& targets);

// Writes the text of a definition, if the file holds `before` still. kUsage: it does not, or cannot
// be written.
Status write_fixed(const std::string& file, const std::string& before, const std::string& after);

}  // namespace keyhound
