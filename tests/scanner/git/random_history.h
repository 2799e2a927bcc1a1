// SPDX-License-Identifier: Apache-2.0
// A random history with all that trees can do: nested directories, links, executables, submodules,
// renames, copies, files that become directories and back, what was deleted and comes back, merges
// of two and more, merges that change something themselves. The same for the same seed.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "tests/support/git_repo_builder.h"

namespace keyhound::testing {

class RandomHistory {
 public:
  explicit RandomHistory(unsigned seed) : random_(seed) {}

  // Writes `commits` commits, on several branches, into one pack.
  void write(const GitRepoBuilder& recipe, unsigned commits) {
    for (unsigned i = 0; i < commits; ++i) add_commit(i);
    recipe.git({"-c", "fastimport.unpackLimit=0", "fast-import", "--quiet", "--force"}, stream_);
  }

 private:
  static constexpr unsigned kBranches = 4;

  unsigned below(unsigned limit) { return static_cast<unsigned>(random_()) % limit; }

  // Few different parts, so that the same path is a file here and a directory there.
  std::string path() {
    static const char* const kParts[] = {"a", "b", "ab", "a.b", "a-", "c", "dir", "z"};
    std::string made = kParts[below(8)];
    for (unsigned depth = below(4); depth > 0; --depth) made += "/" + std::string(kParts[below(8)]);
    return made;
  }

  void add_commit(unsigned number) {
    const unsigned branch = below(kBranches);
    stream_ += "commit refs/heads/b" + std::to_string(branch) +
               "\nmark :" + std::to_string(number + 1) + "\ncommitter C <c@acme.example> " +
               std::to_string(1768046400 + number * 60) + " +0000\ndata 0\n";
    const bool is_root = tips_[branch] == 0 || below(50) == 0;
    if (!is_root) stream_ += "from :" + std::to_string(tips_[branch]) + "\n";
    if (!is_root && below(3) == 0) {
      for (unsigned count = 1 + below(3); count > 0; --count) {
        const unsigned other = tips_[below(kBranches)];
        if (other != 0 && other != tips_[branch])
          stream_ += "merge :" + std::to_string(other) + "\n";
      }
    }
    if (is_root) stream_ += "deleteall\n";
    for (unsigned changes = below(6); changes > 0; --changes) add_change();
    tips_[branch] = number + 1;
    stream_ += "\n";
  }

  void add_change() {
    static const char* const kModes[] = {"100644", "100644", "100755", "120000"};
    const std::string at = path();
    switch (below(8)) {
      case 0:
      case 1:
        stream_ += "D " + at + "\n";
        break;
      case 2: {
        const std::string commit(40, static_cast<char>('1' + below(3)));
        stream_ += "M 160000 " + commit + " " + at + "\n";
        break;
      }
      default: {
        const std::string text = "content " + std::to_string(below(12)) + "\n";
        stream_ += "M " + std::string(kModes[below(4)]) + " inline " + at + "\ndata " +
                   std::to_string(text.size()) + "\n" + text;
      }
    }
  }

  std::mt19937 random_;
  std::string stream_;
  unsigned tips_[kBranches] = {};
};

}  // namespace keyhound::testing
