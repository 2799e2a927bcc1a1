// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/commit_relation.h"

#include <algorithm>
#include <vector>

#include "scanner/git/commit_graph.h"
#include "scanner/git/commit_graph_file.h"
#include "scanner/git/commit_source.h"

namespace keyhound {

namespace {

bool is_common(const CommitNode& node) {
  return (node.paint & kPaintInScope) != 0 && (node.paint & kPaintHidden) != 0;
}

// Common commits without a common child among those that were walked.
std::optional<ObjectId> newest_common(const CommitGraph& graph) {
  const std::vector<CommitNode>& nodes = graph.nodes();
  std::vector<bool> has_common_child(nodes.size(), false);
  for (const CommitNode& node : nodes) {
    if (!is_common(node)) continue;
    for (const ObjectId& id : graph.parents_of(node)) {
      const std::uint32_t parent = graph.find(id);
      if (parent != CommitGraph::kNone) has_common_child[parent] = true;
    }
  }
  const CommitNode* newest = nullptr;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (!is_common(nodes[i]) || has_common_child[i]) continue;
    if (newest == nullptr || newest->committed < nodes[i].committed) newest = &nodes[i];
  }
  if (newest == nullptr) return std::nullopt;
  return newest->id;
}

}  // namespace

CommitRelation relate_commits(const Repository& repository, ObjectReader& reader,
                              const ObjectId& base, const ObjectId& head) {
  const CommitGraphFile file =
      CommitGraphFile::open(repository.common_dir() + "/objects", repository.id_size());
  const CommitObserver nobody;
  const auto source = make_reading_source(reader, nobody, &file);
  std::vector<Diagnostic> ignored;
  const std::vector<ObjectId>& boundary = repository.shallow_boundary();
  CommitGraph graph(*source, boundary, ignored);
  graph.start(head, kPaintInScope, "head");
  graph.start(base, kPaintHidden, "base");
  graph.walk();

  CommitRelation relation;
  relation.merge_base = newest_common(graph);
  for (const CommitNode& node : graph.nodes()) {
    if (!node.is_wanted()) continue;
    ++relation.commits;
    if (!relation.cut_at && std::binary_search(boundary.begin(), boundary.end(), node.id))
      relation.cut_at = node.id;
  }
  return relation;
}

}  // namespace keyhound
