// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/all_paths.h"

#include <algorithm>
#include <utility>

#include "scanner/git/tree_entries.h"

namespace keyhound {
namespace {

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

  // Versions of a directory share most names: each is kept once. REQUIRES: places of a directory
  // come one after the other.
  void add_new(const PlacedTree& place) {
    if (place.directory != directory_ || directories_ == 0) ++directories_;
    directory_ = place.directory;
    for (const std::uint32_t name : index_.new_file_names(place.tree)) {
      if (!count(0)) return;
      if (name >= last_of_.size())
        last_of_.resize(std::max<std::size_t>(name + 1, 2 * last_of_.size()));
      if (last_of_[name] == directories_) continue;
      last_of_[name] = directories_;
      named_.push_back({place.directory, name});
    }
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
    for (const auto& [directory, name] : named_)
      answer_.paths.push_back(paths_.spell(paths_.child(directory, name)));
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
  std::vector<std::pair<std::uint32_t, std::uint32_t>> named_;  // directory and name
  std::uint32_t directory_ = 0;                                 // the last one of add_new()
  std::uint32_t directories_ = 0;                               // of add_new(), counted
  std::vector<std::uint32_t> last_of_;  // by name: the last directory, counted, that has it
  std::size_t bytes_ = 0;               // of the answer's paths
  std::uint64_t looked_at_ = 0;
};

}  // namespace

FilePaths all_file_paths(std::vector<PlacedTree> places, const DeltaForest& forest,
                         const TreeIndex& index, PathTable& paths, ObjectReader& reader) {
  sort_unique(places);
  FileNames names(forest, index, paths, reader);
  for (auto begin = places.begin(); begin != places.end() && names.is_complete();) {
    const auto end = std::find_if(begin, places.end(), [&](const PlacedTree& place) {
      return place.directory != begin->directory;
    });
    for (auto place = begin; place != end && names.is_complete(); ++place) {
      const NodeNumber base = index.names_base(place->tree);
      const bool is_base_here =
          base == kNoNode ||
          std::binary_search(begin, end, PlacedTree{place->directory, first_node(forest, base)});
      if (is_base_here) {
        names.add_new(*place);
      } else {
        names.add_all(*place);
      }
    }
    begin = end;
  }
  return names.take();
}

}  // namespace keyhound
