// SPDX-License-Identifier: Apache-2.0
// IgnoreRules: which files of a directory its .gitignore files (and .git/info/exclude) leave out.
// The user's global excludes and core.excludesFile do not count: they are not part of the tree.
// One per thread; ignore files are read when first needed and kept.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "scanner/git/ignore_pattern.h"
#include "scanner/git/index_file.h"
#include "scanner/model/diagnostic.h"

namespace keyhound {

class IgnoreRules {
 public:
  // For a directory without git.
  explicit IgnoreRules(std::string root);
  // For a work tree: tracked files, and directories that hold some, are never ignored.
  IgnoreRules(std::string root, const std::string& common_dir, const IndexFile& index);

  // `path` is relative to the root, without a slash at its end. REQUIRES for a sound answer: the
  // directories above it were asked before and are not ignored, or hold tracked files.
  bool is_ignored(std::string_view path, bool is_directory);

  // Ignore files that could not be read; what they would ignore is scanned.
  [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }

 private:
  const std::vector<IgnorePattern>& patterns_of(std::string_view directory);

  std::string root_;
  const IndexFile* index_ = nullptr;
  std::vector<IgnorePattern> excludes_;
  std::unordered_map<std::string, std::vector<IgnorePattern>> directories_;
  std::vector<Diagnostic> diagnostics_;
};

}  // namespace keyhound
