// SPDX-License-Identifier: Apache-2.0
// CommitGraphFile: parents, trees and dates of commits from objects/info/commit-graph or its chain
// (https://git-scm.com/docs/commit-graph-format), so that commits that only bound a range need not
// be inflated. Its word is taken for these alone, as git takes it. Immutable, thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/mapped_file.h"
#include "scanner/base/time.h"
#include "scanner/git/object_id.h"

namespace keyhound {

class CommitGraphFile {
 public:
  struct Shape {
    ObjectId tree;
    std::vector<ObjectId> parents;
    Timestamp committed;
  };

  // What is below `objects_dir`; empty when there is none, or one that is damaged or of another
  // version: then commits are read.
  static CommitGraphFile open(const std::string& objects_dir, std::size_t id_size);

  // None when the file does not hold the commit, or what it says of it is not sound.
  [[nodiscard]] std::optional<Shape> find(const ObjectId& id) const;
  [[nodiscard]] std::uint32_t size() const { return total_; }

 private:
  // One file of a chain. Views point into `file`.
  struct Layer {
    MappedFile file;
    std::string_view fanout;
    std::string_view ids;
    std::string_view data;
    std::string_view edges;
    std::uint32_t count = 0;
    std::uint32_t first = 0;  // commits in the layers below
  };
  static std::optional<Layer> open_layer(const std::string& path, std::size_t id_size);
  [[nodiscard]] std::optional<std::uint32_t> position_in(const Layer& layer,
                                                         std::string_view id) const;
  [[nodiscard]] std::optional<ObjectId> id_at(std::uint32_t position) const;
  bool add_more_parents(const Layer& layer, std::uint32_t edge, Shape& shape) const;

  std::vector<Layer> layers_;  // the oldest first
  std::size_t id_size_ = ObjectId::kSha1Size;
  std::uint32_t total_ = 0;
};

}  // namespace keyhound
