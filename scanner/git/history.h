// SPDX-License-Identifier: Apache-2.0
// History: the commits, tags and directly referenced objects of a repository, read once, in one
// thread. Immutable afterwards, so that any number of threads may use it.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/base/time.h"
#include "scanner/git/object_id.h"
#include "scanner/git/object_reader.h"
#include "scanner/git/object_text.h"
#include "scanner/git/repository.h"
#include "scanner/model/diagnostic.h"

namespace keyhound {

// Which commits are read: those reachable from `tips` but not from `hidden`. Tips may be tags,
// which are read too, or other objects; what is hidden are commits. No tips: every root, that is
// every ref, HEAD (of each worktree), MERGE_HEAD and its like, and all stashes.
struct HistoryScope {
  std::vector<ObjectId> tips;
  std::vector<ObjectId> hidden;
  bool include_reflogs = false;  // every reflog entry is a root too (for --unreachable)
};

// "A..B", "A..", "..B" (a missing side is HEAD). An A of zeros, as hooks pass for a new branch,
// hides nothing. kUsage for anything else.
Result<HistoryScope> range_scope(const Repository& repository, std::string_view range);
// Everything that the commit named by `revision` does not reach.
Result<HistoryScope> since_scope(const Repository& repository, const std::string& revision);

struct Person {
  std::string name;  // raw bytes, untrusted
  std::string email;
  auto operator<=>(const Person&) const = default;
};

struct CommitRecord {
  ObjectId id;
  ObjectId tree;
  Timestamp committed;
  std::uint32_t author = 0;         // index into History::people
  std::uint32_t parents_begin = 0;  // range in History::parents and History::parent_trees
  std::uint32_t parent_count = 0;
  bool in_head = false;    // HEAD reaches it
  bool reachable = false;  // some ref, HEAD or a stash reaches it, not only another reflog
};

struct AnnotatedTag {
  ObjectId id;
  ObjectId target;
  ObjectType target_type = ObjectType::kCommit;
  std::string name;  // as the tag object says
  Person tagger;
  Timestamp tagged;
  std::string message;  // raw bytes, a signature included
};

// A ref or tag that points at a blob or tree instead of a commit.
struct DirectObject {
  ObjectId id;
  ObjectType type = ObjectType::kBlob;
  std::string referrer;  // the ref's name
};

struct History {
  static constexpr std::uint32_t kOutside = std::numeric_limits<std::uint32_t>::max();

  std::vector<CommitRecord> commits;   // parents before children, else older first, else by id
  std::vector<std::uint32_t> parents;  // indexes into commits, or kOutside
  std::vector<ObjectId> parent_trees;  // null when the parent could not be read
  std::vector<Person> people;
  std::vector<AnnotatedTag> tags;    // by id
  std::vector<DirectObject> direct;  // by id
  std::vector<Diagnostic> diagnostics;

  [[nodiscard]] std::span<const std::uint32_t> parents_of(const CommitRecord& commit) const {
    return {parents.data() + commit.parents_begin, commit.parent_count};
  }
  [[nodiscard]] std::span<const ObjectId> parent_trees_of(const CommitRecord& commit) const {
    return {parent_trees.data() + commit.parents_begin, commit.parent_count};
  }
};

// The text of a commit object, for scanning; the views are valid during the call.
struct CommitText {
  const ObjectId& id;
  WrittenHeaders headers;
  std::string_view message;
};

// Called once for each commit in scope while the history is read, in no particular order.
using CommitObserver = std::function<void(const CommitText&)>;

// Never fails as a whole: what cannot be read is a diagnostic (missing-object, corrupt-object,
// unreadable-ref, shallow-clone), and everything else goes on. Objects are read raw: of a replaced
// object both sides are in the history.
History read_history(const Repository& repository, ObjectReader& reader, const HistoryScope& scope,
                     const CommitObserver& observer = {});

// The same with commits that come from `commits` (scanner/git/commit_source.h).
class CommitSource;
History read_history(const Repository& repository, ObjectReader& reader, CommitSource& commits,
                     const HistoryScope& scope);

}  // namespace keyhound
