// SPDX-License-Identifier: Apache-2.0
// PackIndex: the ids and offsets of a pack's objects, sorted by id: from an .idx file of version 1
// or 2 (https://git-scm.com/docs/pack-format, "pack-*.idx files"), or made from the pack itself
// where that is damaged. Movable, immutable, thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/git/object_id.h"

namespace keyhound {

class PackIndex {
 public:
  struct Entry {
    ObjectId id;
    std::uint64_t offset = 0;
    std::optional<std::uint32_t> crc = {};
  };

  // An index of nothing.
  PackIndex() = default;
  PackIndex(PackIndex&&) noexcept = default;
  PackIndex& operator=(PackIndex&&) noexcept = default;
  PackIndex(const PackIndex&) = delete;
  PackIndex& operator=(const PackIndex&) = delete;

  // Reads `file`, which must outlive the index. kCorrupt when the file's structure, its order, its
  // offsets or its own checksum is wrong, or its version is not known; order, offsets and checksum
  // are looked at when `is_thorough`. Ids may repeat, and offsets may still point outside the pack.
  static Result<PackIndex> parse(std::string_view file, std::size_t id_size,
                                 bool is_thorough = true);
  // An index of these entries, in any order. REQUIRES: ids of `id_size` bytes.
  static PackIndex make(std::vector<Entry> entries, std::size_t id_size);

  [[nodiscard]] std::uint32_t size() const { return count_; }
  [[nodiscard]] std::size_t id_size() const { return id_size_; }
  // REQUIRES for the following: i < size().
  [[nodiscard]] std::string_view id_bytes(std::uint32_t i) const;  // raw; lives as the index does
  [[nodiscard]] ObjectId id(std::uint32_t i) const;
  [[nodiscard]] std::uint64_t offset(std::uint32_t i) const;
  // CRC-32 of the entry as it stands in the pack; none in version 1, and when it is not known of
  // every entry of an index that was made.
  [[nodiscard]] std::optional<std::uint32_t> crc(std::uint32_t i) const;
  void prefetch_crc(std::uint32_t i) const {
    if (crcs_ != nullptr) __builtin_prefetch(crcs_ + std::size_t{i} * 4);
  }

  // The first position of an id; equal ids follow one another.
  [[nodiscard]] std::optional<std::uint32_t> find(const ObjectId& id) const;
  // The first position whose id is not less than `id`; size() when all are. REQUIRES: id_size().
  [[nodiscard]] std::uint32_t lower_bound(const ObjectId& id) const;
  // What the pack's trailing checksum must be; empty: not known.
  [[nodiscard]] std::string_view pack_checksum() const { return pack_checksum_; }

 private:
  // Where the tables of version 2 stand in `tables`; false: they are not of the right size.
  bool take_tables(std::string_view tables, bool has_crcs);
  bool take_pairs(std::string_view pairs);  // the same for version 1
  [[nodiscard]] Status check_order() const;
  [[nodiscard]] Status check_offsets() const;

  std::size_t id_size_ = ObjectId::kSha1Size;
  std::uint32_t count_ = 0;
  std::size_t id_stride_ = 0;       // bytes from one id to the next
  const char* ids_ = nullptr;       // of the first id
  const char* offsets_ = nullptr;   // 4 bytes each, big-endian
  std::size_t offset_stride_ = 0;   // bytes from one offset to the next
  const char* crcs_ = nullptr;      // 4 bytes each; null: none
  std::string_view large_offsets_;  // 8 bytes each
  std::string_view pack_checksum_;
  std::vector<std::uint32_t> fanout_;  // of each first byte, how many ids have it or a lesser one
  std::vector<char> made_;             // the tables of an index that was made
};

}  // namespace keyhound
