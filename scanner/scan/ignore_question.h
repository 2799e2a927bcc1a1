// SPDX-License-Identifier: Apache-2.0
// IgnoreQuestion: "is this path ignored?", for the walk of a target that may lie in a repository.
// Used by one thread; the repository must outlive it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/git/ignore_rules.h"
#include "scanner/git/index_file.h"
#include "scanner/git/repository.h"
#include "scanner/model/diagnostic.h"

namespace keyhound {

// The directory of the work tree that the walk of `target` starts in, with a slash behind; empty:
// its root.
std::string prefix_in_worktree(const std::string& target, const Repository& repository);

class IgnoreQuestion {
 public:
  // `repository` null or bare: only the ignore files of the target itself count.
  IgnoreQuestion(const std::string& target, const Repository* repository);

  bool operator()(std::string_view path, bool is_directory) {
    return rules_ && rules_->is_ignored(prefix_ + std::string(path), is_directory);
  }

  [[nodiscard]] std::vector<Diagnostic> diagnostics() const {
    return rules_ ? rules_->diagnostics() : std::vector<Diagnostic>{};
  }

 private:
  void ask_above();

  std::optional<IndexFile> index_;
  std::optional<IgnoreRules> rules_;
  std::string prefix_;
};

}  // namespace keyhound
