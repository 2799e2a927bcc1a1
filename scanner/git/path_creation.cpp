// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/path_creation.h"

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>

#include "scanner/git/tree_entries.h"

namespace keyhound {
namespace {

// Answers whether a tree has a file at a path.
class PathFinder {
 public:
  PathFinder(std::string_view path, ObjectReader& reader) : path_(path), reader_(reader) {}

  bool has_file(const ObjectId& root) {
    if (root.is_null()) return false;
    const auto [known, is_new] = roots_.try_emplace(root, false);
    if (!is_new) return known->second;
    known->second = find_below(root);
    return known->second;
  }

 private:
  // The names of hostile trees may hold slashes, so a path can be divided in several ways.
  struct Step {
    std::size_t at = 0;  // of the path, where the tree's part begins
    ObjectId tree;
    auto operator<=>(const Step&) const = default;
  };
  struct Outcome {
    bool has_file = false;
    std::vector<Step> next;
  };

  bool find_below(const ObjectId& root) {
    std::vector<Step> open = {{0, root}};
    std::map<Step, bool> seen;
    while (!open.empty()) {
      const Step step = open.back();
      open.pop_back();
      if (!seen.try_emplace(step, true).second) continue;
      const Outcome& outcome = look(step);
      if (outcome.has_file) return true;
      open.insert(open.end(), outcome.next.begin(), outcome.next.end());
    }
    return false;
  }

  const Outcome& look(const Step& step) {
    const auto [place, is_new] = outcomes_.try_emplace(step);
    if (!is_new) return place->second;
    Outcome& outcome = place->second;
    const Result<std::string_view> bytes = reader_.read_as(ObjectType::kTree, step.tree);
    if (!bytes) return outcome;
    const std::string_view rest = std::string_view(path_).substr(step.at);
    for (TreeCursor cursor(*bytes, step.tree.bytes().size()); !cursor.at_end(); cursor.advance()) {
      const TreeEntryView& entry = cursor.entry();
      if (!rest.starts_with(entry.name)) continue;
      const std::size_t size = entry.name.size();
      if (!entry.is_tree()) {
        outcome.has_file |= size == rest.size() && !entry.is_submodule();
      } else if (size < rest.size() && rest[size] == '/') {
        outcome.next.push_back({step.at + size + 1, entry.object_id()});
      }
    }
    return outcome;
  }

  std::string path_;
  ObjectReader& reader_;
  std::unordered_map<ObjectId, bool> roots_;
  std::map<Step, Outcome> outcomes_;
};

}  // namespace

std::vector<std::uint32_t> commits_creating(const History& history, std::string_view path,
                                            ObjectReader& reader) {
  PathFinder finder(path, reader);
  std::vector<std::uint32_t> found;
  for (std::uint32_t i = 0; i < history.commits.size(); ++i) {
    const CommitRecord& commit = history.commits[i];
    const auto parents = history.parent_trees_of(commit);
    if (!finder.has_file(commit.tree)) continue;
    const bool is_old = std::any_of(parents.begin(), parents.end(),
                                    [&](const ObjectId& tree) { return finder.has_file(tree); });
    if (!is_old) found.push_back(i);
  }
  return found;
}

}  // namespace keyhound
