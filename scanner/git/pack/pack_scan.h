// SPDX-License-Identifier: Apache-2.0
// Reading a pack from its beginning, entry after entry, as its index cannot be used: where the
// entries stand, and of whole objects the ids. What deltas make of their bases: pack_resolve.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/git/object_id.h"
#include "scanner/git/object_reader.h"

namespace keyhound {

struct PackScanLimits {
  std::uint64_t object = ObjectReader::kDefaultLimit;  // bytes of an object that is read
  std::uint64_t held = std::uint64_t{3} << 29;         // bytes of delta bases held at a time
  // Bytes that are inflated in search of the entry behind a damaged one, besides 16 times the pack.
  std::uint64_t search = std::uint64_t{64} << 20;
};

using EntryNumber = std::uint32_t;
inline constexpr EntryNumber kNoEntry = UINT32_MAX;

struct ScannedEntry {
  std::uint64_t offset = 0;
  std::uint64_t data = 0;  // offset of the zlib stream
  std::uint64_t size = 0;  // inflated bytes: of the object, or of the delta
  std::optional<ObjectType> type;
  EntryNumber base = kNoEntry;  // of an offset delta, an earlier entry; none: it is damaged
  ObjectId id;                  // null: not known
};

struct ReferenceDelta {
  ObjectId base;
  EntryNumber entry = kNoEntry;
};

struct ScanProblem {
  std::uint64_t offset = 0;
  Error error;
};

struct PackScan {
  std::vector<ScannedEntry> entries;  // by offset
  std::vector<ReferenceDelta> reference_deltas;
  std::vector<ScanProblem> problems;  // the first hundred
  bool is_cut_off = false;  // looking for the next entry behind a damaged one took too long
};

// Reads all entries of `content` (Pack::content). Behind an entry that is damaged it goes on at the
// next place where an entry with a whole zlib stream stands; that may be within the damaged one.
// Time grows with what the streams hold; memory with the number of entries and the largest object.
PackScan scan_pack(std::string_view content, std::size_t id_size, const PackScanLimits& limits);

}  // namespace keyhound
