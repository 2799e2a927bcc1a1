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
    if (observer_) observer_({id, commit_.written, commit_.message});
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
  key_.assign(commit.author.name).append(1, '\0').append(commit.author.email);
  auto person = people_.find(key_);
  if (person == people_.end()) {
    person = people_
                 .emplace(key_,
                          Person{std::string(commit.author.name), std::string(commit.author.email)})
                 .first;
  }
  items_.push_back(
      {node, &person->second, parents_.append(commit.parents), commit.committer.when, commit.tree});
}

CommitTable::CommitTable(const DeltaForest& forest, std::span<CommitBatch* const> batches,
                         ObjectReader& reader)
    : forest_(forest),
      numbers_(forest.size(), UINT32_MAX),
      reading_(make_reading_source(reader, kNoObserver)) {
  std::size_t count = 0;
  for (const CommitBatch* batch : batches) count += batch->items_.size();
  items_.reserve(count);
  for (CommitBatch* batch : batches) {
    batch->items_.for_each([this](const CommitBatch::Item& item) {
      numbers_[item.node] = static_cast<std::uint32_t>(items_.size());
      items_.push_back(&item);
    });
  }
}

Result<CommitFacts> CommitTable::find(const ObjectId& id) {
  const NodeNumber node = forest_.find(id);
  if (node == kNoNode || numbers_[node] == UINT32_MAX) return reading_->find(id);
  const CommitBatch::Item& item = *items_[numbers_[node]];
  return CommitFacts{item.tree, item.parents, item.author->name, item.author->email,
                     item.committed};
}

}  // namespace keyhound
