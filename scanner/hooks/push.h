// SPDX-License-Identifier: Apache-2.0
// What a push brings to the remote: the lines that git gives to a pre-push hook
// (https://git-scm.com/docs/githooks#_pre_push), which commits are new there, and which of them the
// pre-commit hook has not seen.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/git/object_id.h"
#include "scanner/git/object_reader.h"
#include "scanner/git/repository.h"
#include "scanner/hooks/passed_trees.h"

namespace keyhound {

struct PushedRef {
  std::string local_ref;  // raw bytes, untrusted, as `remote_ref`; "(delete)" of a deletion
  ObjectId local;         // null: the ref is deleted
  std::string remote_ref;
  ObjectId remote;  // null: the ref is new
};

// kUsage, naming the line, for what is not "<local ref> <id> <remote ref> <id>".
Result<std::vector<PushedRef>> parse_push_lines(std::string_view text);

struct PushScope {
  std::vector<ObjectId> tips;    // what is pushed; may be tags. Empty: nothing is
  std::vector<ObjectId> hidden;  // commits that the remote has, as far as is known here
  // Refs whose old value is not here: a force-push over what was never fetched.
  std::vector<std::string> unknown;
};

// `remote` is its name; the refs below refs/remotes/<remote>/ say what it has.
PushScope push_scope(const Repository& repository, ObjectReader& reader, std::string_view remote,
                     const std::vector<PushedRef>& refs);

struct UncheckedCommit {
  ObjectId id;
  ObjectId tree;
};

struct UncheckedCommits {
  std::vector<UncheckedCommit> commits;  // parents first
  std::size_t pushed = 0;                // of so many
};

// The commits of the push whose tree the pre-commit hook never let through. Left out are merges,
// commits that bring nothing, those from before the hook was there, and those that some remote has.
UncheckedCommits unchecked_commits(const Repository& repository, ObjectReader& reader,
                                   const PushScope& scope, const PassedTrees& passed);

// The commits that HEAD, branches and tags name, HEAD's first.
std::vector<ObjectId> named_commits(const Repository& repository, ObjectReader& reader);

}  // namespace keyhound
