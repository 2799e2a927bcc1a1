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
    std::uint32_t author = 0;
    std::uint32_t parents_begin = 0;
    std::uint32_t parent_count = 0;
    Timestamp committed;
    ObjectId tree;
  };
  std::vector<Item> items_;
  std::vector<ObjectId> parents_;
  std::vector<Person> people_;
  std::unordered_map<std::string, std::uint32_t> person_by_key_;
};

// Commits that were read before, and where that failed a reader to say why. Batches must be
// complete, and outlive the table as `forest` and `reader` must.
class CommitTable final : public CommitSource {
 public:
  CommitTable(const DeltaForest& forest, std::span<CommitBatch* const> batches,
              ObjectReader& reader);
  Result<CommitFacts> find(const ObjectId& id) override;

 private:
  struct Place {
    std::uint32_t batch = UINT32_MAX;
    std::uint32_t item = 0;
  };
  const DeltaForest& forest_;
  std::vector<CommitBatch*> batches_;
  std::vector<Place> places_;  // by node
  std::unique_ptr<CommitSource> reading_;
};

}  // namespace keyhound
