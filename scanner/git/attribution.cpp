// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/attribution.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "scanner/git/all_paths.h"
#include "scanner/git/path_table.h"
#include "scanner/git/tree_trace.h"

namespace keyhound {
namespace {

// Looks for the trees of commits, and names those that are not stored, each once.
class RootTrees {
 public:
  RootTrees(const DeltaForest& forest, std::vector<Diagnostic>& diagnostics)
      : forest_(forest), diagnostics_(diagnostics) {}

  // Looks for those of all commits at once.
  void find_all(const History& history, const WorkCrew& crew) {
    constexpr std::size_t kLeastOfRange = 4096;
    const std::size_t count = history.commits.size();
    nodes_.assign(count, kNoNode);
    crew.run_ranges(count, crew.parts_of(count, kLeastOfRange),
                    [&](std::size_t, std::size_t begin, std::size_t end) {
                      for (std::size_t i = begin; i < end; ++i)
                        nodes_[i] = forest_.find(history.commits[i].tree);
                    });
  }

  // Of commit number `i`.
  NodeNumber of(const History& history, std::uint32_t i) {
    const CommitRecord& commit = history.commits[i];
    return nodes_[i] != kNoNode ? nodes_[i] : find(commit.tree, "tree of commit ", commit.id);
  }

  NodeNumber find(const ObjectId& tree, const char* whose, const ObjectId& commit) {
    if (tree.is_null()) return kNoNode;
    const NodeNumber node = forest_.find(tree);
    if (node == kNoNode && reported_.insert(tree).second) {
      diagnostics_.push_back(diagnose_object(tree, whose + commit.hex(),
                                             Error{ErrorKind::kNotFound, "it is not stored"}));
    }
    return node;
  }

 private:
  const DeltaForest& forest_;
  std::vector<Diagnostic>& diagnostics_;
  std::unordered_set<ObjectId> reported_;
  std::vector<NodeNumber> nodes_;  // by number of the commit
};

void trace_commits(const History& history, RootTrees& trees, const WorkCrew& crew,
                   TreeTrace& trace) {
  trees.find_all(history, crew);
  std::vector<NodeNumber> roots;
  roots.reserve(history.commits.size());
  std::vector<NodeNumber> parents;
  for (std::uint32_t i = 0; i < history.commits.size(); ++i) {
    const CommitRecord& commit = history.commits[i];
    roots.push_back(trees.of(history, i));
    if (roots.back() == kNoNode) continue;
    const auto numbers = history.parents_of(commit);
    const auto parent_trees = history.parent_trees_of(commit);
    parents.clear();
    for (std::size_t k = 0; k < numbers.size(); ++k) {
      parents.push_back(
          numbers[k] < i ? roots[numbers[k]]
                         : trees.find(parent_trees[k], "tree of a parent of commit ", commit.id));
    }
    trace.compare(i, roots.back(), parents);
  }
}

void trace_direct_objects(const History& history, const DeltaForest& forest, PathTable& paths,
                          TreeTrace& trace, Attribution& answer) {
  for (const DirectObject& object : history.direct) {
    const NodeNumber node = forest.find(object.id);
    if (node == kNoNode) continue;  // the history has named it
    const std::uint32_t path = paths.literal(object.referrer);
    if (object.type == ObjectType::kTree) {
      trace.compare(Arrival::kNoCommit, node, {}, path);
    } else {
      answer.arrivals.push_back({node, Arrival::kNoCommit, path});
    }
  }
}

template <class T>
void sort_unique(std::vector<T>& items) {
  std::sort(items.begin(), items.end());
  items.erase(std::unique(items.begin(), items.end()), items.end());
}

// From numbers of the table, which depend on who read which tree, to those of sorted paths.
void spell_paths(PathTable& table, Attribution& answer) {
  std::vector<std::uint32_t> used;
  for (const Arrival& arrival : answer.arrivals) used.push_back(arrival.path);
  for (const Departure& departure : answer.departures) used.push_back(departure.path);
  sort_unique(used);
  std::vector<std::pair<std::string, std::uint32_t>> spelled;
  spelled.reserve(used.size());
  for (const std::uint32_t path : used) spelled.emplace_back(table.spell(path), path);
  std::sort(spelled.begin(), spelled.end());
  std::vector<std::uint32_t> numbers(table.size());
  for (auto& [text, path] : spelled) {
    if (answer.paths.empty() || answer.paths.back() != text)
      answer.paths.push_back(std::move(text));
    numbers[path] = static_cast<std::uint32_t>(answer.paths.size() - 1);
  }
  for (Arrival& arrival : answer.arrivals) arrival.path = numbers[arrival.path];
  for (Departure& departure : answer.departures) departure.path = numbers[departure.path];
  sort_unique(answer.arrivals);
  sort_unique(answer.departures);
}

void report_limit(const History& history, const std::string& reason, Attribution& answer) {
  const std::string last = history.commits.empty() ? "" : history.commits.back().id.hex();
  answer.diagnostics.push_back({"too-many-paths", last, reason});
}

void count_diagnostics(Attribution& answer) {
  std::vector<Diagnostic>& all = answer.diagnostics;
  if (all.size() <= Attribution::kMaxNamed) return;
  const std::size_t others = all.size() - Attribution::kMaxNamed;
  all.resize(Attribution::kMaxNamed);
  all.push_back({"damaged-objects", all.front().subject,
                 "it and " + std::to_string(Attribution::kMaxNamed - 1) +
                     " other trees are named; " + std::to_string(others) + " more cannot be used"});
}

}  // namespace

Attribution attribute(const History& history, const DeltaForest& forest, const TreeIndex& index,
                      ObjectReader& reader, bool with_all_paths, const WorkCrew& crew) {
  Attribution answer;
  PathTable paths(index);
  std::vector<PlacedTree> places;
  RootTrees trees(forest, answer.diagnostics);
  TreeTrace trace(forest, index, paths, with_all_paths ? &places : nullptr, answer);
  trace_commits(history, trees, crew, trace);
  const std::size_t committed = places.size();
  trace_direct_objects(history, forest, paths, trace, answer);
  spell_paths(paths, answer);
  if (with_all_paths) {
    places.resize(committed);
    FilePaths files = all_file_paths(std::move(places), forest, index, paths, reader);
    answer.all_paths = std::move(files.paths);
    if (!files.is_complete) {
      report_limit(history, "not all file names were looked at: there are too many", answer);
    }
  }
  if (paths.is_full()) {
    report_limit(history, "the paths of some files are not told: there are too many", answer);
  }
  count_diagnostics(answer);
  return answer;
}

}  // namespace keyhound
