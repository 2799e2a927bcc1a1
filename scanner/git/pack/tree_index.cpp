// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/tree_index.h"

#include <algorithm>
#include <utility>

#include "scanner/git/pack/tree_visitor_impl.h"

namespace keyhound {

// Every visitor numbers names and missing objects by itself; here they get common numbers.
struct TreeIndex::Merger {
  const DeltaForest& forest;
  TreeIndex& index;
  NameTable names = NameTable(TreeEdge::kMostNames - 1, SIZE_MAX);

  void collect_missing(const TreeVisitor::Impl& visitor) {
    index.missing_.insert(index.missing_.end(), visitor.missing.begin(), visitor.missing.end());
  }

  void sort_missing() {
    std::vector<MissingObject>& all = index.missing_;
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
  }

  void add(TreeVisitor::Impl& visitor) {
    std::vector<std::uint32_t> name_numbers(visitor.names.size());
    for (std::uint32_t i = 0; i < visitor.names.size(); ++i) {
      name_numbers[i] = names.intern(visitor.names.name(i));
    }
    std::vector<ObjectNumber> missing_numbers;
    missing_numbers.reserve(visitor.missing.size());
    for (const MissingObject& object : visitor.missing) {
      const auto place = std::lower_bound(index.missing_.begin(), index.missing_.end(), object);
      missing_numbers.push_back(forest.size() +
                                static_cast<std::uint32_t>(place - index.missing_.begin()));
    }
    TreePart& part = visitor.part;
    part.edges.for_each([&](TreeEdge& edge) {
      const ObjectNumber target =
          edge.target < forest.size() ? edge.target : missing_numbers[edge.target - forest.size()];
      edge = TreeEdge(name_numbers[edge.name], edge.kind, target);
    });
    part.new_names.for_each([&](std::uint32_t& name) { name = name_numbers[name]; });
    part.records.for_each(
        [this](const TreeRecord& record) { index.records_[record.node] = &record; });
    index.parts_.push_back(std::move(part));
    part = TreePart();
    for (BrokenNode& broken : visitor.broken) index.broken_.push_back(std::move(broken));
    visitor.names = NameTable();
    visitor.missing = {};
    for (auto& numbers : visitor.missing_numbers) numbers.clear();
    visitor.broken = {};
  }

  // A tree may be stored in several places. Edges lead to the first, so that one takes over what
  // was read elsewhere when it cannot be read itself.
  void unite_duplicates() {
    std::sort(index.broken_.begin(), index.broken_.end(),
              [](const BrokenNode& a, const BrokenNode& b) { return a.node < b.node; });
    std::vector<bool> is_bad(forest.size());
    for (const BrokenNode& broken : index.broken_) is_bad[broken.node] = true;
    std::vector<bool> is_saved(forest.size());  // by first node
    for (NodeNumber n = 0; n < forest.size(); ++n) {
      if (!forest.node(n).is_duplicate || !index.holds(n) || is_bad[n]) continue;
      const NodeNumber first = forest.find(forest.id_bytes(n));
      if (index.holds(first) && !is_bad[first]) continue;
      index.records_[first] = index.records_[n];
      is_saved[first] = true;
    }
    std::vector<BrokenNode> lost;
    for (BrokenNode& broken : index.broken_) {
      if (forest.node(broken.node).is_duplicate) {
        broken.node = forest.find(forest.id_bytes(broken.node));
        if (index.holds(broken.node) && !is_bad[broken.node]) continue;
      }
      if (is_saved[broken.node]) continue;
      const auto next = static_cast<std::uint32_t>(lost.size());
      if (index.broken_nodes_.emplace(broken.node, next).second) lost.push_back(std::move(broken));
    }
    index.broken_ = std::move(lost);
  }

  void take_names() {
    index.names_.reserve(names.size());
    for (std::uint32_t i = 0; i < names.size(); ++i) index.names_.emplace_back(names.name(i));
  }
};

TreeIndex TreeIndex::merge(const DeltaForest& forest, std::span<TreeVisitor* const> visitors) {
  TreeIndex index;
  index.records_.assign(forest.size(), nullptr);
  Merger merger{forest, index};
  for (const TreeVisitor* visitor : visitors) merger.collect_missing(*visitor->impl_);
  merger.sort_missing();
  for (TreeVisitor* visitor : visitors) merger.add(*visitor->impl_);
  merger.unite_duplicates();
  merger.take_names();
  return index;
}

std::span<const TreeEdge> TreeIndex::edges(NodeNumber tree) const {
  if (!holds(tree)) return {};
  return records_[tree]->edges;
}

std::span<const std::uint32_t> TreeIndex::new_file_names(NodeNumber tree) const {
  if (!holds(tree)) return {};
  return records_[tree]->new_names;
}

NodeNumber TreeIndex::names_base(NodeNumber tree) const {
  return holds(tree) ? records_[tree]->names_base : kNoNode;
}

}  // namespace keyhound
