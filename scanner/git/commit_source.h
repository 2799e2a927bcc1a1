// SPDX-License-Identifier: Apache-2.0
// CommitSource: what the walk over history needs to know of a commit, wherever it is from. One per
// thread.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "scanner/base/block_list.h"
#include "scanner/base/result.h"
#include "scanner/base/time.h"
#include "scanner/git/history.h"
#include "scanner/git/object_id.h"
#include "scanner/git/object_reader.h"
#include "scanner/git/object_text.h"
#include "scanner/git/pack/delta_forest.h"

namespace keyhound {

class CommitGraphFile;

// Views are valid until the next call of the source.
struct CommitFacts {
  ObjectId tree;
  std::span<const ObjectId> parents;
  std::string_view author_name;
  std::string_view author_email;
  Timestamp committed;
};

class CommitSource {
 public:
  virtual ~CommitSource() = default;
  // About how many commits it may be asked for; 0: not known.
  [[nodiscard]] virtual std::size_t count() const { return 0; }
  // kNotFound, kCorrupt (also for what is no commit) and kLimit as ObjectReader::read() says.
  virtual Result<CommitFacts> find(const ObjectId& id) = 0;
  // The same for a commit that only bounds a range: the author may be empty.
  virtual Result<CommitFacts> find_bound(const ObjectId& id) { return find(id); }
};

// Reads each commit when it is asked for, and shows it to `observer`, which may be empty. Commits
// that only bound a range come from `graph`, where it has them; null: none.
// REQUIRES: all outlive the source.
std::unique_ptr<CommitSource> make_reading_source(ObjectReader& reader,
                                                  const CommitObserver& observer,
                                                  const CommitGraphFile* graph = nullptr);

// Commits that one thread has read, in the form that takes the least room.
class CommitBatch {
 public:
  void add(NodeNumber node, const ParsedCommit& commit);

 private:
  friend class CommitTable;
  struct Item {
    NodeNumber node = kNoNode;
    const Person* author = nullptr;
    std::span<const ObjectId> parents;
    Timestamp committed;
    ObjectId tree;
  };
  BlockList<Item> items_;
  BlockList<ObjectId> parents_;
  std::unordered_map<std::string, Person> people_;  // by name and e-mail; nodes stay in place
  std::string key_;                                 // of the commit at hand
};

// Commits that were read before, and where that failed a reader to say why. Batches must be
// complete, and outlive the table as `forest` and `reader` must.
class CommitTable final : public CommitSource {
 public:
  CommitTable(const DeltaForest& forest, std::span<CommitBatch* const> batches,
              ObjectReader& reader);
  Result<CommitFacts> find(const ObjectId& id) override;
  [[nodiscard]] std::size_t count() const override { return items_.size(); }

 private:
  const DeltaForest& forest_;
  std::vector<const CommitBatch::Item*> items_;
  std::vector<std::uint32_t> numbers_;  // of items, by node; UINT32_MAX: none
  std::unique_ptr<CommitSource> reading_;
};

}  // namespace keyhound
