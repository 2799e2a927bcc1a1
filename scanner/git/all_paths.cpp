// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/all_paths.h"

#include <algorithm>
#include <utility>

#include "scanner/git/tree_entries.h"

namespace keyhound {
namespace {

// Names that are collected before those that are there twice are dropped.
constexpr std::size_t kFirstRoom = std::size_t{1} << 22;
constexpr std::size_t kMostBytes = std::size_t{1} << 30;  // of spelled paths

template <class T>
void sort_unique(std::vector<T>& items) {
  std::sort(items.begin(), items.end());
  items.erase(std::unique(items.begin(), items.end()), items.end());
}

// Of an object that is stored several times, edges name the first node.
NodeNumber first_node(const DeltaForest& forest, NodeNumber node) {
  return forest.node(node).is_duplicate ? forest.find(forest.id_bytes(node)) : node;
}

class FileNames {
 public:
  FileNames(const DeltaForest& forest, const TreeIndex& index, PathTable& paths,
            ObjectReader& reader)
      : forest_(forest), index_(index), paths_(paths), reader_(reader) {}

  void add_new(const PlacedTree& place) {
    for (const std::uint32_t name : index_.new_file_names(place.tree)) {
      if (!count(0)) return;
      named_.push_back(std::uint64_t{place.directory} << 32 | name);
    }
    if (named_.size() < room_) return;
    sort_unique(named_);
    room_ = kFirstRoom + 2 * named_.size();
  }

  void add_all(const PlacedTree& place) {
    const ObjectId tree = forest_.id(place.tree);
    const Result<std::string_view> bytes = reader_.read_as(ObjectType::kTree, tree);
    if (!bytes) return;  // it is named as broken
    std::string path = paths_.spell(place.directory);
    if (!path.empty()) path.push_back('/');
    const std::size_t directory = path.size();
    for (TreeCursor cursor(*bytes, tree.bytes().size()); !cursor.at_end(); cursor.advance()) {
      const TreeEntryView& entry = cursor.entry();
      if (entry.is_tree() || entry.is_submodule()) continue;
      path.resize(directory);
      path.append(entry.name);
      if (!count(path.size())) return;
      answer_.paths.push_back(path);
    }
  }

  [[nodiscard]] bool is_complete() const { return answer_.is_complete; }

  FilePaths take() {
    sort_unique(named_);
    for (const std::uint64_t pair : named_) {
      answer_.paths.push_back(paths_.spell(
          paths_.child(static_cast<std::uint32_t>(pair >> 32), static_cast<std::uint32_t>(pair))));
    }
    sort_unique(answer_.paths);
    return std::move(answer_);
  }

 private:
  // Is there room for one more, spelled in so many bytes?
  bool count(std::size_t bytes) {
    bytes_ += bytes;
    if (bytes_ > kMostBytes) {
      sort_unique(answer_.paths);
      bytes_ = bytes;
      for (const std::string& path : answer_.paths) bytes_ += path.size();
      if (bytes_ > kMostBytes / 2) answer_.is_complete = false;
    }
    if (++looked_at_ > kMostFileNames) answer_.is_complete = false;
    return answer_.is_complete;
  }

  const DeltaForest& forest_;
  const TreeIndex& index_;
  PathTable& paths_;
  ObjectReader& reader_;
  FilePaths answer_;
  std::vector<std::uint64_t> named_;  // directory and name
  std::size_t room_ = kFirstRoom;
  std::size_t bytes_ = 0;  // of the answer's paths
  std::uint64_t looked_at_ = 0;
};

}  // namespace

FilePaths all_file_paths(std::vector<PlacedTree> places, const DeltaForest& forest,
                         const TreeIndex& index, PathTable& paths, ObjectReader& reader) {
  sort_unique(places);
  FileNames names(forest, index, paths, reader);
  for (const PlacedTree& place : places) {
    const NodeNumber base = index.names_base(place.tree);
    const bool is_base_here =
        base == kNoNode ||
        std::binary_search(places.begin(), places.end(),
                           PlacedTree{place.directory, first_node(forest, base)});
    if (is_base_here) {
      names.add_new(place);
    } else {
      names.add_all(place);
    }
    if (!names.is_complete()) break;
  }
  return names.take();
}

}  // namespace keyhound
