// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/pack_scan.h"

#include <algorithm>
#include <utility>

#include "scanner/git/object_hash.h"
#include "scanner/git/pack/entry_data.h"
#include "scanner/git/pack/pack_entry.h"
#include "scanner/git/pack/zlib_stream.h"

namespace keyhound {
namespace {

constexpr std::size_t kMostProblems = 100;
constexpr std::uint64_t kSearchFactor = 16;
constexpr std::uint64_t kSearchStep = 256;  // bytes that one try costs at least

class PackScanner {
 public:
  PackScanner(std::string_view content, std::size_t id_size, const PackScanLimits& limits)
      : content_(content),
        id_size_(id_size),
        limits_(limits),
        search_left_(limits.search + kSearchFactor * content.size()) {}

  PackScan run() {
    std::uint64_t offset = kFirstPackEntry;
    while (offset < content_.size()) {
      auto end = read_entry(offset);
      if (!end) {
        add_problem(offset, std::move(end).error());
        end = find_entry(offset + 1);
      }
      offset = *end;
    }
    return std::move(scan_);
  }

 private:
  void add_problem(std::uint64_t offset, Error error) {
    if (scan_.problems.size() < kMostProblems) scan_.problems.push_back({offset, std::move(error)});
  }

  // Adds the entry at `offset`; answers where it ends.
  Result<std::uint64_t> read_entry(std::uint64_t offset) {
    KEYHOUND_TRY(const PackEntry entry, read_pack_entry(content_, offset, id_size_));
    const std::string_view stream = content_.substr(entry.data);
    ScannedEntry scanned{offset, entry.data, entry.size, entry.type, kNoEntry, {}};
    std::uint64_t used = 0;
    if (entry.size > limits_.object && can_hold(stream.size(), entry.size)) {
      KEYHOUND_TRY(used, zlib_.measure(stream, entry.size));
      add_problem(offset, {ErrorKind::kLimit, "it has " + std::to_string(entry.size) +
                                                  " bytes, more than the limit of " +
                                                  std::to_string(limits_.object)});
    } else {
      // The decoder's room for a delta does for an object that is hashed and forgotten.
      KEYHOUND_TRY(const std::string_view bytes,
                   decoder_.inflate_delta(stream, entry.size, limits_.object, used));
      if (entry.type) scanned.id = hash_object(*entry.type, bytes, id_size_);
    }
    if (entry.is_delta()) link(entry, scanned);
    scan_.entries.push_back(scanned);
    return entry.data + used;
  }

  void link(const PackEntry& entry, ScannedEntry& scanned) {
    if (!entry.base_id.is_null()) {
      scan_.reference_deltas.push_back(
          {entry.base_id, static_cast<EntryNumber>(scan_.entries.size())});
      return;
    }
    const auto base = std::lower_bound(
        scan_.entries.begin(), scan_.entries.end(), entry.base_offset,
        [](const ScannedEntry& one, std::uint64_t offset) { return one.offset < offset; });
    if (base != scan_.entries.end() && base->offset == entry.base_offset)
      scanned.base = static_cast<EntryNumber>(base - scan_.entries.begin());
  }

  // The first place from `from` on where an entry stands; the end of the pack when there is none.
  std::uint64_t find_entry(std::uint64_t from) {
    for (std::uint64_t at = from; at < content_.size(); ++at) {
      const auto entry = read_pack_entry(content_, at, id_size_);
      if (!entry) continue;
      const std::string_view stream = content_.substr(entry->data);
      if (!begins_as_zlib(stream) || !can_hold(stream.size(), entry->size)) continue;
      if (zlib_.measure(stream, entry->size)) return at;
      const std::uint64_t cost = kSearchStep + zlib_.inflated();
      if (cost > search_left_) {
        scan_.is_cut_off = true;
        break;
      }
      search_left_ -= cost;
    }
    return content_.size();
  }

  // The two bytes of a header (https://www.rfc-editor.org/rfc/rfc1950): method 8, no dictionary, a
  // check of five bits.
  static bool begins_as_zlib(std::string_view stream) {
    if (stream.size() < 2) return false;
    const auto first = static_cast<std::uint8_t>(stream[0]);
    const auto second = static_cast<std::uint8_t>(stream[1]);
    return (first & 0x0F) == 8 && (second & 0x20) == 0 && (first * 256 + second) % 31 == 0;
  }

  std::string_view content_;
  std::size_t id_size_;
  const PackScanLimits& limits_;
  std::uint64_t search_left_;
  EntryDecoder decoder_;
  ZlibStream zlib_;
  PackScan scan_;
};

}  // namespace

PackScan scan_pack(std::string_view content, std::size_t id_size, const PackScanLimits& limits) {
  return PackScanner(content, id_size, limits).run();
}

}  // namespace keyhound
