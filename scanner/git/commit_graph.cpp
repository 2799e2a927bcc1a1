// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/commit_graph.h"

#include <algorithm>
#include <functional>
#include <string>
#include <tuple>

#include "scanner/git/object_reader.h"

namespace keyhound {

CommitGraph::CommitGraph(CommitSource& source, const std::vector<ObjectId>& boundary,
                         std::vector<Diagnostic>& diagnostics)
    : source_(source), boundary_(boundary), diagnostics_(diagnostics) {
  const std::size_t count = source.count();
  nodes_.reserve(count);
  parent_ids_.reserve(count + count / 4);
  parent_nodes_.reserve(count + count / 4);
  by_id_.reserve(count);
}

void CommitGraph::start(const ObjectId& id, std::uint8_t colours, std::string_view role) {
  const std::uint32_t index = find_or_read(id, role, nullptr, (colours & kPaintHidden) != 0);
  if (index != kNone) paint(index, colours);
}

// Ends when no wanted commit waits. Where clocks ran backwards, a commit that hides a wanted one
// may still wait then, so some more are walked, as git does; more skew than that costs a few
// commits scanned again.
void CommitGraph::walk() {
  constexpr int kMoreForSkew = 32;
  int more = 0;
  while (!queue_.empty()) {
    if (wanted_in_queue_ == 0 && (!found_wanted_ || more++ == kMoreForSkew)) return;
    const std::uint32_t index = queue_.top().second;
    queue_.pop();
    nodes_[index].queued = false;
    if (nodes_[index].is_wanted()) {
      --wanted_in_queue_;
      found_wanted_ = true;
    }
    const CommitNode node = nodes_[index];
    for (std::uint32_t i = 0; i < node.parent_count; ++i) {
      const ObjectId parent = parent_ids_[node.parents_begin + i];
      const std::uint32_t at =
          find_or_read(parent, "parent of commit ", &node.id, (node.paint & kPaintHidden) != 0);
      parent_nodes_[node.parents_begin + i] = at;
      if (at != kNone) paint(at, node.paint);
    }
  }
}

std::uint32_t CommitGraph::find(const ObjectId& id) const {
  const auto known = by_id_.find(id);
  return known == by_id_.end() ? kNone : known->second;
}

std::uint32_t CommitGraph::parent_of(const CommitNode& node, std::uint32_t i) const {
  const std::uint32_t known = parent_nodes_[node.parents_begin + i];
  return known != kNone ? known : find(parent_ids_[node.parents_begin + i]);
}

std::uint32_t CommitGraph::find_or_read(const ObjectId& id, std::string_view role,
                                        const ObjectId* child, bool is_bound) {
  const auto [known, is_new] = by_id_.try_emplace(id, kNone);
  if (!is_new) return known->second;
  const Result<CommitFacts> commit = is_bound ? source_.find_bound(id) : source_.find(id);
  if (!commit) {
    const std::string whose = std::string(role) + (child != nullptr ? child->hex() : "");
    diagnostics_.push_back(diagnose_object(id, whose, commit.error()));
    return kNone;
  }
  CommitNode node;
  node.id = id;
  node.tree = commit->tree;
  node.committed = commit->committed;
  node.author = person(commit->author_name, commit->author_email);
  node.parents_begin = static_cast<std::uint32_t>(parent_ids_.size());
  if (!std::binary_search(boundary_.begin(), boundary_.end(), id)) {
    node.parent_count = static_cast<std::uint32_t>(commit->parents.size());
    parent_ids_.insert(parent_ids_.end(), commit->parents.begin(), commit->parents.end());
    parent_nodes_.resize(parent_ids_.size(), kNone);
  }
  known->second = static_cast<std::uint32_t>(nodes_.size());
  nodes_.push_back(node);
  return known->second;
}

// A commit that gets a new colour after it was walked is walked again, so that the colour flows on.
void CommitGraph::paint(std::uint32_t index, std::uint8_t colours) {
  CommitNode& node = nodes_[index];
  if ((colours & ~node.paint) == 0) return;
  if (node.queued && node.is_wanted()) --wanted_in_queue_;
  node.paint |= colours;
  if (node.is_wanted()) ++wanted_in_queue_;
  if (node.queued) return;
  node.queued = true;
  queue_.emplace(node.committed, index);
}

std::uint32_t CommitGraph::person(std::string_view name, std::string_view email) {
  person_key_.assign(name).append(1, '\0').append(email);
  const auto [found, is_new] =
      person_by_key_.try_emplace(person_key_, static_cast<std::uint32_t>(people_.size()));
  if (is_new) people_.push_back({std::string(name), std::string(email)});
  return found->second;
}

// The wanted children of wanted commits, in the order of nodes.
class CommitGraph::ChildLists {
 public:
  explicit ChildLists(const CommitGraph& graph) : begins_(graph.nodes_.size() + 2, 0) {
    each(graph, [this](std::uint32_t parent, std::uint32_t) { ++begins_[parent + 2]; });
    for (std::size_t i = 2; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
    children_.resize(begins_.back());
    each(graph, [this](std::uint32_t parent, std::uint32_t child) {
      children_[begins_[parent + 1]++] = child;
    });
  }

  [[nodiscard]] std::span<const std::uint32_t> of(std::uint32_t parent) const {
    return std::span(children_).subspan(begins_[parent], begins_[parent + 1] - begins_[parent]);
  }

 private:
  template <class Look>
  static void each(const CommitGraph& graph, const Look& look) {
    for (std::uint32_t child = 0; child < graph.nodes_.size(); ++child) {
      const CommitNode& node = graph.nodes_[child];
      for (std::uint32_t i = 0; node.is_wanted() && i < node.parent_count; ++i) {
        const std::uint32_t parent = graph.parent_of(node, i);
        if (parent != kNone && graph.nodes_[parent].is_wanted()) look(parent, child);
      }
    }
  }

  std::vector<std::uint32_t> begins_;  // of the lists; one more than nodes, and one to fill by
  std::vector<std::uint32_t> children_;
};

std::vector<std::uint32_t> CommitGraph::ordered() const {
  const ChildLists children(*this);
  std::vector<std::uint32_t> pending(nodes_.size(), 0);
  const auto later = [this](std::uint32_t a, std::uint32_t b) {
    return std::tie(nodes_[a].committed, nodes_[a].id) >
           std::tie(nodes_[b].committed, nodes_[b].id);
  };
  std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, decltype(later)> ready(later);
  std::vector<std::uint32_t> wanted;
  wanted.reserve(nodes_.size());
  for (std::uint32_t index = 0; index < nodes_.size(); ++index) {
    if (!nodes_[index].is_wanted()) continue;
    wanted.push_back(index);
    for (std::uint32_t i = 0; i < nodes_[index].parent_count; ++i) {
      const std::uint32_t parent = parent_of(nodes_[index], i);
      if (parent != kNone && nodes_[parent].is_wanted()) ++pending[index];
    }
    if (pending[index] == 0) ready.push(index);
  }
  std::vector<std::uint32_t> order;
  order.reserve(wanted.size());
  while (!ready.empty()) {
    const std::uint32_t index = ready.top();
    ready.pop();
    order.push_back(index);
    for (const std::uint32_t child : children.of(index)) {
      if (--pending[child] == 0) ready.push(child);
    }
  }
  // Objects under false names can form a circle, which has no first; nothing of it may be lost.
  std::sort(wanted.begin(), wanted.end(), [&](auto a, auto b) { return later(b, a); });
  for (const std::uint32_t index : wanted) {
    if (pending[index] > 0) order.push_back(index);
  }
  return order;
}

}  // namespace keyhound
