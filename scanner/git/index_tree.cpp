// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/index_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "scanner/git/object_hash.h"
#include "scanner/git/tree_entries.h"

namespace keyhound {
namespace {

constexpr std::size_t kMaxDepth = 1000;

// Entries [begin, end) share the first `prefix` bytes of their paths.
struct Directory {
  std::size_t begin;
  std::size_t end;
  std::size_t prefix;
  const CachedTree* cached;  // null: none
  std::size_t depth;
};

class TreeHasher {
 public:
  TreeHasher(const IndexFile& index, std::size_t id_size) : index_(index), id_size_(id_size) {}

  std::optional<ObjectId> run() {
    const bool is_in_conflict = std::any_of(index_.entries.begin(), index_.entries.end(),
                                            [](const IndexEntry& e) { return e.stage != 0; });
    if (is_in_conflict) return std::nullopt;
    const CachedTree* root = index_.trees.empty() ? nullptr : &index_.trees.front();
    if (root != nullptr && !root->tree.is_null() && root->entry_count == index_.entries.size())
      return root->tree;
    const std::string content = content_of({0, index_.entries.size(), 0, root, 0});
    if (is_too_deep_) return std::nullopt;
    return hash_object(ObjectType::kTree, content, id_size_);
  }

 private:
  // The index is sorted by whole paths, which is the order of trees, too.
  std::string content_of(const Directory& directory) {
    std::string content;
    if (directory.depth == kMaxDepth) is_too_deep_ = true;
    std::size_t at = is_too_deep_ ? directory.end : directory.begin;
    while (at < directory.end) {
      const IndexEntry& entry = index_.entries[at];
      const std::string_view rest = std::string_view(entry.path).substr(directory.prefix);
      const std::size_t slash = rest.find('/');
      if (slash != std::string_view::npos && slash + 1 < rest.size()) {
        at = add_directory(directory, at, slash, content);
        continue;
      }
      // Of a sparse index: a whole directory in one entry.
      if (!entry.intent_to_add) add(entry.mode, rest.substr(0, slash), entry.blob, content);
      ++at;
    }
    return content;
  }

  std::size_t add_directory(const Directory& parent, std::size_t begin, std::size_t slash,
                            std::string& content) {
    const std::size_t prefix = parent.prefix + slash + 1;
    const std::string_view path = std::string_view(index_.entries[begin].path).substr(0, prefix);
    std::size_t end = begin + 1;
    while (end < parent.end && std::string_view(index_.entries[end].path).starts_with(path)) ++end;
    const std::string_view name = path.substr(parent.prefix, slash);
    const CachedTree* cached = find_cached(parent.cached, name);
    if (cached != nullptr && !cached->tree.is_null() && cached->entry_count == end - begin) {
      add(TreeEntryView::kTreeMode, name, cached->tree, content);
      return end;
    }
    const std::string below = content_of({begin, end, prefix, cached, parent.depth + 1});
    // A directory of nothing but files that are only announced is none.
    if (!below.empty()) {
      add(TreeEntryView::kTreeMode, name, hash_object(ObjectType::kTree, below, id_size_), content);
    }
    return end;
  }

  static void add(std::uint32_t mode, std::string_view name, const ObjectId& id,
                  std::string& content) {
    content += fmt::format("{:o} {}", mode, name);
    content += '\0';
    const auto bytes = id.bytes();
    content.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  }

  [[nodiscard]] const CachedTree* find_cached(const CachedTree* parent,
                                              std::string_view name) const {
    if (parent == nullptr) return nullptr;
    for (const std::uint32_t child : parent->children) {
      if (index_.trees[child].name == name) return &index_.trees[child];
    }
    return nullptr;
  }

  const IndexFile& index_;
  std::size_t id_size_;
  bool is_too_deep_ = false;
};

}  // namespace

std::optional<ObjectId> index_tree_id(const IndexFile& index, std::size_t id_size) {
  return TreeHasher(index, id_size).run();
}

}  // namespace keyhound
