// SPDX-License-Identifier: Apache-2.0
// Codeowners: who owns a path according to a CODEOWNERS file, in GitHub's syntax or, where it has
// [sections], in GitLab's. A code owner is not a credential's owner, only a proposal.
// https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
// https://docs.gitlab.com/user/project/codeowners/reference/
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policies/registry/glob.h"

namespace keyhound {

// Immutable, thread-safe.
class Codeowners {
 public:
  // Any text is accepted; a line that is neither section nor pattern owns nothing.
  static Codeowners parse(std::string_view text);

  // The owners in the last line that matches, as written ("@acme/payments", "ana@acme.example");
  // empty: none.
  [[nodiscard]] const std::vector<std::string>& owners_of(std::string_view path) const;

 private:
  struct Line {
    std::vector<Glob> globs;
    std::vector<std::string> owners;
  };
  std::vector<Line> lines_;
};

}  // namespace keyhound
