// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/commit_graph.h"

#include <algorithm>
#include <functional>
#include <tuple>

#include "scanner/git/object_reader.h"

namespace keyhound {

CommitGraph::CommitGraph(CommitSource& source, const std::vector<ObjectId>& boundary,
                         std::vector<Diagnostic>& diagnostics)
    : source_(source), boundary_(boundary), diagnostics_(diagnostics) {}

void CommitGraph::start(const ObjectId& id, std::uint8_t colours, std::string_view role) {
  const std::uint32_t index = find_or_read(id, role, (colours & kPaintHidden) != 0);
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
      const auto known = by_id_.find(parent);
      const std::uint32_t at = known != by_id_.end()
                                   ? known->second
                                   : find_or_read(parent, "parent of commit " + node.id.hex(),
                                                  (node.paint & kPaintHidden) != 0);
      if (at != kNone) paint(at, node.paint);
    }
  }
}

std::uint32_t CommitGraph::find(const ObjectId& id) const {
  const auto known = by_id_.find(id);
  return known == by_id_.end() ? kNone : known->second;
}

std::uint32_t CommitGraph::find_or_read(const ObjectId& id, std::string_view role, bool is_bound) {
  const auto [known, is_new] = by_id_.try_emplace(id, kNone);
  if (!is_new) return known->second;
  const Result<CommitFacts> commit = is_bound ? source_.find_bound(id) : source_.find(id);
  if (!commit) {
    diagnostics_.push_back(diagnose_object(id, role, commit.error()));
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
  std::string key(name);
  key.append(1, '\0').append(email);
  const auto [found, is_new] =
      person_by_key_.try_emplace(std::move(key), static_cast<std::uint32_t>(people_.size()));
  if (is_new) people_.push_back({std::string(name), std::string(email)});
  return found->second;
}

std::vector<std::uint32_t> CommitGraph::ordered() const {
  std::vector<std::vector<std::uint32_t>> children(nodes_.size());
  std::vector<std::uint32_t> pending(nodes_.size(), 0);
  const auto later = [this](std::uint32_t a, std::uint32_t b) {
    return std::tie(nodes_[a].committed, nodes_[a].id) >
           std::tie(nodes_[b].committed, nodes_[b].id);
  };
  std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, decltype(later)> ready(later);
  std::vector<std::uint32_t> wanted;
  for (std::uint32_t index = 0; index < nodes_.size(); ++index) {
    if (!nodes_[index].is_wanted()) continue;
    wanted.push_back(index);
    for (const ObjectId& id : parents_of(nodes_[index])) {
      const std::uint32_t parent = find(id);
      if (parent == kNone || !nodes_[parent].is_wanted()) continue;
      children[parent].push_back(index);
      ++pending[index];
    }
    if (pending[index] == 0) ready.push(index);
  }
  std::vector<std::uint32_t> order;
  while (!ready.empty()) {
    const std::uint32_t index = ready.top();
    ready.pop();
    order.push_back(index);
    for (const std::uint32_t child : children[index]) {
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
