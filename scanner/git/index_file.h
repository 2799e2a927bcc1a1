// SPDX-License-Identifier: Apache-2.0
// IndexFile: the entries of a git index (versions 2 to 4), parsed here so that a hostile or unusual
// index costs a diagnostic only. Format: https://git-scm.com/docs/index-format. Immutable.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/git/object_id.h"
#include "scanner/git/repository.h"

namespace keyhound {

struct IndexEntry {
  std::string path;  // a directory of a sparse index ends with a slash
  std::uint32_t mode = 0;
  std::uint8_t stage = 0;      // 0: merged, 1 to 3: the sides of a conflict
  bool intent_to_add = false;  // `git add -N`: tracked, but without content yet
  ObjectId blob;
};

// One directory of the "TREE" extension: the tree object that its entries would be written as.
struct CachedTree {
  std::string name;               // last component; empty for the root
  std::uint32_t entry_count = 0;  // index entries below it
  ObjectId tree;                  // null: changed since
  std::vector<std::uint32_t> children;
};

struct IndexFile {
  std::vector<IndexEntry> entries;  // by path, then stage
  std::vector<CachedTree> trees;    // the first is the root; may be empty
  std::string split;                // the raw "link" extension; empty once read() joined the parts

  // The index of this work tree, or of `path` (what GIT_INDEX_FILE names while `git commit` runs a
  // hook). A missing index has no entries.
  static Result<IndexFile> read(const Repository& repository, const std::string& path = {});
  // The tree that the index would be written as, where git keeps it in the index; nullopt: its
  // entries must be asked. Keeps none of them. kNotFound for a missing index.
  static Result<std::optional<ObjectId>> read_cached_root(const Repository& repository,
                                                          const std::string& path = {});
  // `id_size`: 20 or 32.
  static Result<IndexFile> parse(std::string_view bytes, std::size_t id_size);

  // Is there an entry at `path`, or below it? REQUIRES: no slash at the end.
  [[nodiscard]] bool holds(std::string_view path) const;
  [[nodiscard]] bool holds_below(std::string_view directory) const;
};

}  // namespace keyhound
