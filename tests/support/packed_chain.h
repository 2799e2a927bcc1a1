// SPDX-License-Identifier: Apache-2.0
// A repository of one commit whose tree holds every version of a growing file, each packed as a
// delta of the one before it. One version in the middle and the last hold a token of their own.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tests/support/findings.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/pack_builder.h"

namespace keyhound::testing {

// Adds a tree of these files (name, id of the blob; sorted by name) and a commit, and points the
// branch main at it. Answers the commit's id.
std::string commit_files_of(const GitRepoBuilder& repo, PackBuilder& pack,
                            const std::vector<std::pair<std::string, std::string>>& files);

// REQUIRES: an empty bare repository with SHA-1, 1 < depth < 100,000. Reference deltas are written
// before their bases.
void write_chain(const GitRepoBuilder& repo, unsigned depth, PackedKind kind);
// Both tokens are found, each in its own version and no other.
void check_chain(const Report& report, unsigned depth);

}  // namespace keyhound::testing
