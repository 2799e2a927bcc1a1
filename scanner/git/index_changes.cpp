// SPDX-License-Identifier: Apache-2.0
// The index is one list in the order of paths, HEAD a tree of trees in the same order: both are
// merged directory by directory. A directory whose cached tree in the index is HEAD's is skipped
// unread, so that the cost follows the size of the change. git itself commits the cached tree, so
// trusting it shows what the commit will hold.
#include "scanner/git/index_changes.h"

#include <iterator>
#include <string_view>
#include <utility>

#include "scanner/git/head_tree.h"
#include "scanner/git/tree_cache.h"
#include "scanner/git/tree_diff.h"
#include "scanner/git/tree_entries.h"

namespace keyhound {

namespace {

constexpr std::size_t kMaxDepth = 1000;

class StagedWalk {
 public:
  StagedWalk(ObjectReader& reader, const IndexFile& index, std::vector<Diagnostic>& diagnostics)
      : index_(index), trees_(reader), finder_(reader), diagnostics_(diagnostics) {}

  std::vector<StagedFile> run(const ObjectId& head_tree) {
    const CachedTree* root = index_.trees.empty() ? nullptr : &index_.trees.front();
    const bool is_clean = root != nullptr && !root->tree.is_null() && root->tree == head_tree;
    if (!is_clean) compare({0, index_.entries.size(), 0, root, 0}, head_tree);
    std::vector<Diagnostic> found = finder_.take_diagnostics();
    std::move(found.begin(), found.end(), std::back_inserter(diagnostics_));
    return std::move(files_);
  }

 private:
  // Index entries [begin, end) share the first `prefix` bytes of their paths.
  struct Directory {
    std::size_t begin;
    std::size_t end;
    std::size_t prefix;
    const CachedTree* cached;  // null: none
    std::size_t depth;
  };

  void compare(const Directory& directory, const ObjectId& head) {
    const TreeCache::Tree tree = trees_.get(head, diagnostics_);
    TreeCursor cursor(*tree, head.bytes().size());
    std::size_t at = directory.begin;
    while (at < directory.end) {
      const IndexEntry& entry = index_.entries[at];
      const std::string_view rest = std::string_view(entry.path).substr(directory.prefix);
      const std::size_t slash = rest.find('/');
      if (slash == std::string_view::npos || directory.depth == kMaxDepth) {
        compare_file(entry, find(cursor, rest, entry.mode));
        ++at;
        continue;
      }
      const TreeEntryView* below = find(cursor, rest.substr(0, slash), TreeEntryView::kTreeMode);
      const ObjectId head_below = below != nullptr ? below->object_id() : ObjectId();
      at = slash + 1 == rest.size() ? compare_sparse(at, head_below)
                                    : compare_directory(directory, at, slash, head_below);
    }
  }

  std::size_t compare_directory(const Directory& parent, std::size_t begin, std::size_t slash,
                                const ObjectId& head) {
    const std::size_t prefix = parent.prefix + slash + 1;
    const std::string_view path = std::string_view(index_.entries[begin].path).substr(0, prefix);
    const auto is_inside = [&](std::size_t i) {
      return std::string_view(index_.entries[i].path).starts_with(path);
    };
    const CachedTree* cached = find_cached(parent.cached, path.substr(parent.prefix, slash));
    if (cached != nullptr && !cached->tree.is_null() && cached->tree == head) {
      const std::size_t end = begin + cached->entry_count;
      const bool fits = end > begin && end <= parent.end && is_inside(end - 1) &&
                        (end == parent.end || !is_inside(end));
      if (fits) return end;
    }
    std::size_t end = begin + 1;
    while (end < parent.end && is_inside(end)) ++end;
    compare({begin, end, prefix, cached, parent.depth + 1}, head);
    return end;
  }

  // A sparse index stands for a whole directory with one entry.
  std::size_t compare_sparse(std::size_t at, const ObjectId& head) {
    const IndexEntry& entry = index_.entries[at];
    std::vector<ObjectId> parents;
    if (!head.is_null()) parents.push_back(head);
    finder_.compare(entry.blob, parents, [&](const Introduction& file) {
      files_.push_back(
          {entry.path + std::string(file.path), file.mode, entry.stage, file.blob, file.previous});
    });
    return at + 1;
  }

  void compare_file(const IndexEntry& entry, const TreeEntryView* head) {
    const TreeEntryView staged{entry.mode, {}, {}};
    if (staged.is_submodule() || entry.intent_to_add) return;
    const ObjectId previous =
        head != nullptr && !head->is_submodule() ? head->object_id() : ObjectId();
    if (head != nullptr && head->type() == staged.type() && previous == entry.blob) return;
    files_.push_back({entry.path, entry.mode, entry.stage, entry.blob, previous});
  }

  // The entry of HEAD's directory with this name; the cursor stays on it for further stages.
  static const TreeEntryView* find(TreeCursor& cursor, std::string_view name, std::uint32_t mode) {
    const TreeEntryView wanted{mode, name, {}};
    while (!cursor.at_end()) {
      const int order = compare_tree_names(cursor.entry(), wanted);
      if (order == 0) return &cursor.entry();
      if (order > 0) return nullptr;
      cursor.advance();
    }
    return nullptr;
  }

  const CachedTree* find_cached(const CachedTree* parent, std::string_view name) const {
    if (parent == nullptr) return nullptr;
    for (const std::uint32_t child : parent->children) {
      if (index_.trees[child].name == name) return &index_.trees[child];
    }
    return nullptr;
  }

  const IndexFile& index_;
  TreeCache trees_;
  IntroductionFinder finder_;
  std::vector<Diagnostic>& diagnostics_;
  std::vector<StagedFile> files_;
};

}  // namespace

std::vector<StagedFile> staged_files(const Repository& repository, ObjectReader& reader,
                                     const IndexFile& index, std::vector<Diagnostic>& diagnostics) {
  const ObjectId head = head_tree_id(repository, reader, diagnostics);
  return StagedWalk(reader, index, diagnostics).run(head);
}

}  // namespace keyhound
