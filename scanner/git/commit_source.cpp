// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/commit_source.h"

#include <utility>

#include "scanner/git/commit_graph_file.h"

namespace keyhound {
namespace {

// A commit message may be long, but not as long as a blob.
constexpr std::uint64_t kMaxCommitBytes = std::uint64_t{256} << 20;

const CommitObserver kNoObserver;

class ReadingSource final : public CommitSource {
 public:
  ReadingSource(ObjectReader& reader, const CommitObserver& observer, const CommitGraphFile* graph)
      : reader_(reader), observer_(observer), graph_(graph) {}

  Result<CommitFacts> find(const ObjectId& id) override {
    KEYHOUND_TRY(const ObjectData data, reader_.read(id, kMaxCommitBytes));
    if (data.type != ObjectType::kCommit) {
      return fail(ErrorKind::kCorrupt, "it is a " + std::string(to_string(data.type)));
    }
    KEYHOUND_TRY(commit_, parse_commit(data.bytes));
    if (observer_) observer_({id, commit_.headers, commit_.message});
    return CommitFacts{commit_.tree, commit_.parents, commit_.author.name, commit_.author.email,
                       commit_.committer.when};
  }

  Result<CommitFacts> find_bound(const ObjectId& id) override {
    if (graph_ == nullptr) return find(id);
    auto shape = graph_->find(id);
    if (!shape) return find(id);
    shape_ = std::move(*shape);
    return CommitFacts{shape_.tree, shape_.parents, {}, {}, shape_.committed};
  }

 private:
  ObjectReader& reader_;
  const CommitObserver& observer_;
  const CommitGraphFile* graph_;
  CommitGraphFile::Shape shape_;
  ParsedCommit commit_;
};

}  // namespace

std::unique_ptr<CommitSource> make_reading_source(ObjectReader& reader,
                                                  const CommitObserver& observer,
                                                  const CommitGraphFile* graph) {
  return std::make_unique<ReadingSource>(reader, observer, graph);
}

void CommitBatch::add(NodeNumber node, const ParsedCommit& commit) {
  std::string key(commit.author.name);
  key.append(1, '\0').append(commit.author.email);
  const auto [person, is_new] =
      person_by_key_.try_emplace(std::move(key), static_cast<std::uint32_t>(people_.size()));
  if (is_new)
    people_.push_back({std::string(commit.author.name), std::string(commit.author.email)});
  items_.push_back({node, person->second, static_cast<std::uint32_t>(parents_.size()),
                    static_cast<std::uint32_t>(commit.parents.size()), commit.committer.when,
                    commit.tree});
  parents_.insert(parents_.end(), commit.parents.begin(), commit.parents.end());
}

CommitTable::CommitTable(const DeltaForest& forest, std::span<CommitBatch* const> batches,
                         ObjectReader& reader)
    : forest_(forest),
      batches_(batches.begin(), batches.end()),
      places_(forest.size()),
      reading_(make_reading_source(reader, kNoObserver)) {
  for (std::uint32_t b = 0; b < batches_.size(); ++b) {
    for (std::uint32_t i = 0; i < batches_[b]->items_.size(); ++i)
      places_[batches_[b]->items_[i].node] = {b, i};
  }
}

Result<CommitFacts> CommitTable::find(const ObjectId& id) {
  const NodeNumber node = forest_.find(id);
  if (node == kNoNode || places_[node].batch == UINT32_MAX) return reading_->find(id);
  const CommitBatch& batch = *batches_[places_[node].batch];
  const CommitBatch::Item& item = batch.items_[places_[node].item];
  const Person& author = batch.people_[item.author];
  return CommitFacts{item.tree,
                     {batch.parents_.data() + item.parents_begin, item.parent_count},
                     author.name,
                     author.email,
                     item.committed};
}

}  // namespace keyhound
