// SPDX-License-Identifier: Apache-2.0
// Codeowners: who owns a path according to a CODEOWNERS file, in GitHub's syntax or, where it has
// [sections], in GitLab's. A code owner is not a credential's owner, only a proposal.
// https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
// https://docs.gitlab.com/user/project/codeowners/reference/
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/glob.h"

namespace keyhound {

// A [section] of GitLab's syntax.
struct CodeownersSection {
  std::string name;
  bool is_optional = false;  // "^[Name]": its owners need not approve
  int approvals = 1;         // "[Name][2]"
};

struct CodeownersLine {
  std::size_t number = 0;  // from 1
  std::string pattern;     // as written
  std::vector<std::string> globs;
  std::vector<std::string> owners;           // as written; of its section where it names none
  std::optional<CodeownersSection> section;  // none: GitHub's syntax, or before the first one
};

// Immutable, thread-safe.
class Codeowners {
 public:
  // Any text is accepted; a line that is neither section nor pattern owns nothing.
  static Codeowners parse(std::string_view text);

  // The owners in the last line that matches, as written ("@acme/payments", "ana@acme.example");
  // empty: none.
  [[nodiscard]] const std::vector<std::string>& owners_of(std::string_view path) const;
  // In the order of the file.
  [[nodiscard]] const std::vector<CodeownersLine>& lines() const { return lines_; }

 private:
  std::vector<CodeownersLine> lines_;
  std::vector<std::vector<Glob>> globs_;  // of each line
};

// The party that a code owner would be: "@acme/payments" is group:acme/payments, "@ana" and
// "ana@acme.example" are users, "@@role" is a role of GitLab. Empty for what cannot be a party's
// id.
std::string party_of_code_owner(std::string_view owner);

}  // namespace keyhound
