// SPDX-License-Identifier: Apache-2.0
// PackEntry: the header of one object in a pack
// (https://git-scm.com/docs/pack-format, "object entries"). Plain data.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/git/object_id.h"
#include "scanner/git/object_reader.h"

namespace keyhound {

struct PackEntry {
  std::optional<ObjectType> type;  // none for a delta: it has the type of its base
  std::uint64_t size = 0;          // inflated bytes: of the object, or of the delta
  std::uint64_t data = 0;          // offset of the zlib stream in the pack
  std::uint64_t base_offset = 0;   // of the base in the same pack, for an offset delta; else 0
  ObjectId base_id;                // of the base, for a reference delta; else null

  [[nodiscard]] bool is_delta() const { return !type.has_value(); }
};

// The entry at `offset` of `pack`, the bytes of the file without its trailing checksum. kCorrupt
// for an offset outside the pack, a type that git does not have, a size of more than 64 bits, a
// base before the first object or at or behind the entry itself, and a header that breaks off.
Result<PackEntry> read_pack_entry(std::string_view pack, std::uint64_t offset, std::size_t id_size);

// Where the first entry of a pack stands.
inline constexpr std::uint64_t kFirstPackEntry = 12;

}  // namespace keyhound
