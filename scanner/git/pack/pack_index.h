// SPDX-License-Identifier: Apache-2.0
// PackIndex: the ids and offsets of a pack's objects, sorted by id: from an .idx file of version 1
// or 2 (https://git-scm.com/docs/pack-format, "pack-*.idx files"), or made from the pack itself
// where that is damaged. Immutable, thread-safe.
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
  };

  // Reads `file`, which must outlive the index. kCorrupt when the file's structure, its order or
  // its own checksum is wrong, or its version is not known. Offsets may still
  // point outside the pack.
  static Result<PackIndex> parse(std::string_view file, std::size_t id_size);
  // An index of these entries, in any order.
  static PackIndex make(std::vector<Entry> entries, std::size_t id_size);

  [[nodiscard]] std::uint32_t size() const { return count_; }
  [[nodiscard]] std::size_t id_size() const { return id_size_; }
  // REQUIRES for the following: i < size().
  [[nodiscard]] std::string_view id_bytes(std::uint32_t i) const;  // raw; lives as the index does
  [[nodiscard]] ObjectId id(std::uint32_t i) const;
  [[nodiscard]] std::uint64_t offset(std::uint32_t i) const;
  // CRC-32 of the entry as it stands in the pack; none in version 1.
  [[nodiscard]] std::optional<std::uint32_t> crc(std::uint32_t i) const;

  [[nodiscard]] std::optional<std::uint32_t> find(const ObjectId& id) const;
  // The ids are sorted: the first index whose id is not less than `id`.
  [[nodiscard]] std::uint32_t lower_bound(const ObjectId& id) const;
  // What the pack's trailing checksum must be; empty: not known.
  [[nodiscard]] std::string_view pack_checksum() const { return pack_checksum_; }

 private:
  PackIndex() = default;

  std::size_t id_size_ = ObjectId::kSha1Size;
  std::uint32_t count_ = 0;
  std::size_t id_stride_ = 0;      // bytes from one id to the next
  const char* ids_ = nullptr;      // of the first id
  const char* offsets_ = nullptr;  // 4 bytes each, big-endian, at offset_stride_
  std::size_t offset_stride_ = 0;
  const char* crcs_ = nullptr;  // null: none
  std::string_view large_offsets_;
  std::string_view pack_checksum_;
  std::vector<std::uint32_t> fanout_;
  std::string made_;  // the tables of an index that was made
};

}  // namespace keyhound
