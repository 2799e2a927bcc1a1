// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/all_paths.h"

#include <algorithm>
#include <utility>

#include "scanner/git/tree_entries.h"

namespace keyhound {
namespace {

template <class T>
void sort_unique(std::vector<T>& items) {
  std::sort(items.begin(), items.end());
  items.erase(std::unique(items.begin(), items.end()), items.end());
}

// Of an object that is stored several times, edges name the first node.
NodeNumber first_node(const DeltaForest& forest, NodeNumber node) {
  return forest.node(node).is_duplicate ? forest.find(forest.id_bytes(node)) : node;
}

void add_all_names(const ObjectId& tree, const std::string& directory, ObjectReader& reader,
                   std::vector<std::string>& found) {
  const Result<std::string_view> bytes = reader.read_as(ObjectType::kTree, tree);
  if (!bytes) return;  // it is named as broken
  for (TreeCursor cursor(*bytes, tree.bytes().size()); !cursor.at_end(); cursor.advance()) {
    const TreeEntryView& entry = cursor.entry();
    if (entry.is_tree() || entry.is_submodule()) continue;
    found.push_back(directory.empty() ? std::string(entry.name)
                                      : directory + '/' + std::string(entry.name));
  }
}

}  // namespace

std::vector<std::string> all_file_paths(std::vector<PlacedTree> places, const DeltaForest& forest,
                                        const TreeIndex& index, PathTable& paths,
                                        ObjectReader& reader) {
  sort_unique(places);
  std::vector<std::string> found;
  std::vector<std::uint64_t> named;  // directory and name
  for (const PlacedTree& place : places) {
    const NodeNumber base = index.names_base(place.tree);
    const bool is_base_here =
        base == kNoNode ||
        std::binary_search(places.begin(), places.end(),
                           PlacedTree{place.directory, first_node(forest, base)});
    if (!is_base_here) {
      add_all_names(forest.id(place.tree), paths.spell(place.directory), reader, found);
      continue;
    }
    for (const std::uint32_t name : index.new_file_names(place.tree)) {
      named.push_back(std::uint64_t{place.directory} << 32 | name);
    }
  }
  sort_unique(named);
  for (const std::uint64_t pair : named) {
    found.push_back(paths.spell(
        paths.child(static_cast<std::uint32_t>(pair >> 32), static_cast<std::uint32_t>(pair))));
  }
  sort_unique(found);
  return found;
}

}  // namespace keyhound
