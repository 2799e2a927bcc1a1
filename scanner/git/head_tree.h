// SPDX-License-Identifier: Apache-2.0
// HeadTree: the files of HEAD, or of another commit. Immutable after reading, thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "scanner/git/object_id.h"
#include "scanner/git/object_reader.h"
#include "scanner/git/repository.h"
#include "scanner/model/diagnostic.h"

namespace keyhound {

class HeadTree {
 public:
  // Empty for an unborn HEAD. What cannot be read is in `diagnostics`.
  static HeadTree read(const Repository& repository, ObjectReader& reader,
                       std::vector<Diagnostic>& diagnostics);
  // The same for the files of any commit.
  static HeadTree read_commit(const ObjectId& commit, ObjectReader& reader,
                              std::vector<Diagnostic>& diagnostics);

  [[nodiscard]] bool holds(const std::string& path, const ObjectId& blob) const;
  [[nodiscard]] bool holds_blob(const ObjectId& blob) const { return blobs_.contains(blob); }
  // The blob at `path`; null: none.
  [[nodiscard]] ObjectId blob_at(const std::string& path) const;
  // All of them, in no order.
  [[nodiscard]] const std::unordered_map<std::string, ObjectId>& files() const { return paths_; }
  [[nodiscard]] std::size_t size() const { return paths_.size(); }

 private:
  static HeadTree read_tree(const ObjectId& root, ObjectReader& reader,
                            std::vector<Diagnostic>& diagnostics);

  std::unordered_map<std::string, ObjectId> paths_;
  std::unordered_set<ObjectId> blobs_;
};

// The tree of HEAD's commit; null when HEAD is unborn, or unreadable, which is a diagnostic.
ObjectId head_tree_id(const Repository& repository, ObjectReader& reader,
                      std::vector<Diagnostic>& diagnostics);

}  // namespace keyhound
