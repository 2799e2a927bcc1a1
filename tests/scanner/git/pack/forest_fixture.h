// SPDX-License-Identifier: Apache-2.0
// A repository's delta forest, and histories whose packs are full of deltas.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "scanner/git/pack/delta_forest.h"
#include "scanner/git/repository.h"
#include "tests/support/git_repo_builder.h"

namespace keyhound::testing {

struct OpenForest {
  explicit OpenForest(const GitRepoBuilder& builder)
      : repository(std::move(*Repository::open(builder.path()))),
        packs(PackSet::open(repository, diagnostics)),
        forest(packs) {}

  std::vector<Diagnostic> diagnostics;
  Repository repository;
  PackSet packs;
  DeltaForest forest;
};

// Commits versions of two files, each with a line more than the one before.
inline void commit_versions(GitRepoBuilder& builder, int count) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "line " + std::to_string(i * 7919) + " of the file\n";
  for (int i = 0; i < count; ++i) {
    text.insert(text.size() / 3, "inserted in version " + std::to_string(i) + "\n");
    builder.write("dir/other.txt", text + "and more of it\n");
    builder.commit_file("file.txt", text, "version " + std::to_string(i));
  }
}

}  // namespace keyhound::testing
