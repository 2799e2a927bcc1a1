// SPDX-License-Identifier: Apache-2.0
// TreeCursor: the entries of a raw tree object, one after the other, every length checked. A view:
// the bytes must outlive it. Entries are taken as they stand, in whatever order and with whatever
// names: a name is never used to open a file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "scanner/git/object_id.h"

namespace keyhound {

struct TreeEntryView {
  static constexpr std::uint32_t kTypeMask = 0170000;
  static constexpr std::uint32_t kTreeMode = 0040000;
  static constexpr std::uint32_t kLinkMode = 0120000;
  static constexpr std::uint32_t kSubmoduleMode = 0160000;

  std::uint32_t mode = 0;
  std::string_view name;
  std::string_view id;  // raw bytes

  [[nodiscard]] std::uint32_t type() const { return mode & kTypeMask; }
  [[nodiscard]] bool is_tree() const { return type() == kTreeMode; }
  [[nodiscard]] bool is_submodule() const { return type() == kSubmoduleMode; }
  [[nodiscard]] ObjectId object_id() const {
    return ObjectId::from_bytes({reinterpret_cast<const std::uint8_t*>(id.data()), id.size()});
  }
  // The same content in the same role; the executable bit does not count.
  [[nodiscard]] bool is_same(const TreeEntryView& other) const {
    return id == other.id && type() == other.type();
  }
};

// Git's order: bytewise, a tree's name as if it ended with a slash.
int compare_tree_names(const TreeEntryView& a, const TreeEntryView& b);

class TreeCursor {
 public:
  TreeCursor() = default;
  // `id_size`: 20 or 32.
  TreeCursor(std::string_view bytes, std::size_t id_size) : rest_(bytes), id_size_(id_size) {
    advance();
  }

  [[nodiscard]] bool at_end() const { return at_end_; }
  // The bytes ended or broke off within an entry: what follows cannot be read.
  [[nodiscard]] bool is_damaged() const { return damaged_; }
  // REQUIRES: not at_end().
  [[nodiscard]] const TreeEntryView& entry() const { return entry_; }
  void advance();

 private:
  std::string_view rest_;
  std::size_t id_size_ = ObjectId::kSha1Size;
  TreeEntryView entry_;
  bool at_end_ = true;
  bool damaged_ = false;
};

}  // namespace keyhound
