// SPDX-License-Identifier: Apache-2.0
// IgnoreRules: which files of a directory its .gitignore files (and .git/info/exclude) leave out.
// The user's global excludes and core.excludesFile do not count: they are not part of the tree.
// One per thread; ignore files are read when first needed and kept.
#pragma once

#include <cstddef>
#include <functional>
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
  // REQUIRES: `index` outlives the rules. For a work tree: tracked files, and directories that hold
  // some, are never ignored.
  IgnoreRules(std::string root, const std::string& common_dir, const IndexFile& index);

  // `path` is relative to the root, without a slash at its end.
  bool is_ignored(std::string_view path, bool is_directory);

  // Ignore files that could not be read; what they would ignore is scanned.
  [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }

 private:
  struct Directory {
    std::vector<IgnorePattern> patterns;  // of its own .gitignore
    bool ignored = false;                 // it, or a directory above it
  };
  // Looks paths up as they are, without copies.
  struct PathHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view path) const {
      return std::hash<std::string_view>()(path);
    }
  };
  const Directory& directory(std::string_view path);
  bool matches(std::string_view path, bool is_directory);
  std::vector<IgnorePattern> read_patterns(const std::string& file, const std::string& subject);

  std::string root_;
  const IndexFile* index_ = nullptr;
  std::vector<IgnorePattern> excludes_;  // of .git/info/exclude
  std::unordered_map<std::string, Directory, PathHash, std::equal_to<>> directories_;
  std::vector<Diagnostic> diagnostics_;
};

}  // namespace keyhound
