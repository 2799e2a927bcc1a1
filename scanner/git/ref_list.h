// SPDX-License-Identifier: Apache-2.0
// RefList: every ref of a repository, read here and not through libgit2, which leaves out a damaged
// ref without a word. Plain data. Formats: https://git-scm.com/docs/gitrepository-layout.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/git/object_id.h"
#include "scanner/model/diagnostic.h"

namespace keyhound {

struct Ref {
  std::string name;  // "refs/heads/main"; raw bytes, untrusted
  ObjectId id;
  auto operator<=>(const Ref&) const = default;
};

struct RefList {
  std::vector<Ref> refs;  // by name
  std::vector<Diagnostic> diagnostics;
};

// Loose and packed refs below `directory`/refs (a common directory, or the git directory of a
// worktree, which has refs of its own). Symbolic refs are left out, since what they name is a ref
// too; one that names nothing or turns in a circle is a diagnostic ("unreadable-ref").
RefList read_refs(const std::string& directory);

// The ids that start the lines of a file such as ORIG_HEAD or FETCH_HEAD; for a symbolic ref none.
std::vector<ObjectId> read_pseudo_ref(const std::string& path);

// Old and new ids of a reflog's entries, each once, zeros left out.
std::vector<ObjectId> read_reflog(const std::string& path);

// Files below `directory`, relative to it, by name; none when it does not exist. Linked directories
// are not entered. A directory that cannot be read is an "unreadable-ref".
std::vector<std::string> files_below(const std::string& directory,
                                     std::vector<Diagnostic>& diagnostics);

}  // namespace keyhound
