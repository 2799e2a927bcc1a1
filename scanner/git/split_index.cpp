// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/split_index.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "scanner/base/file.h"
#include "scanner/git/byte_reader.h"

namespace keyhound {

namespace {

constexpr std::uint64_t kMaxIndexBytes = std::uint64_t{2} << 30;
constexpr std::size_t kWordBits = 64;

// Where the next bits of a bitmap go; bits at or behind the limit are counted and dropped.
struct BitWriter {
  std::vector<bool>& bits;
  std::size_t at = 0;

  void repeat(bool value, std::uint64_t words) {
    for (; words > 0 && at < bits.size(); --words) word(value ? ~std::uint64_t{0} : 0);
  }
  void word(std::uint64_t value) {
    for (std::size_t i = 0; i < kWordBits && at < bits.size(); ++i, ++at) {
      bits[at] = (value >> i & 1) != 0;
    }
  }
};

}  // namespace

Result<std::vector<bool>> take_ewah_bitmap(std::string_view& bytes, std::size_t limit) {
  ByteReader reader(bytes);
  reader.u32();  // size in bits
  const std::uint32_t word_count = reader.u32();
  ByteReader words(reader.take(std::size_t{word_count} * 8));
  reader.u32();  // position of the last marker, for writers
  if (!reader.is_good()) return fail(ErrorKind::kCorrupt, "a bitmap of the split index breaks off");
  std::vector<bool> bits(limit, false);
  BitWriter writer{bits};
  while (words.size() > 0) {
    // A marker: one bit that is repeated, how many words of it, how many literal words follow.
    const std::uint64_t marker = words.number(8);
    writer.repeat((marker & 1) != 0, marker >> 1 & 0xffffffff);
    for (std::uint64_t literal = marker >> 33; literal > 0 && words.size() > 0; --literal) {
      writer.word(words.number(8));
    }
  }
  bytes = reader.rest();
  return bits;
}

Result<IndexFile> join_split_index(const IndexFile& index, const std::string& git_dir,
                                   std::size_t id_size) {
  ByteReader link(index.split);
  const std::string_view id_bytes = link.take(id_size);
  if (!link.is_good()) return fail(ErrorKind::kCorrupt, "the split index names no shared part");
  const ObjectId id = ObjectId::from_bytes(
      {reinterpret_cast<const std::uint8_t*>(id_bytes.data()), id_bytes.size()});
  IndexFile joined;
  if (!id.is_null()) {
    KEYHOUND_TRY(const std::string bytes,
                 read_file(git_dir + "/sharedindex." + id.hex(), kMaxIndexBytes));
    KEYHOUND_TRY(joined, IndexFile::parse(bytes, id_size));
  }
  std::vector<IndexEntry> shared = std::exchange(joined.entries, {});
  std::string_view maps = link.rest();
  std::vector<bool> deleted(shared.size());
  std::vector<bool> replaced(shared.size());
  if (!maps.empty()) {
    KEYHOUND_TRY(deleted, take_ewah_bitmap(maps, shared.size()));
    KEYHOUND_TRY(replaced, take_ewah_bitmap(maps, shared.size()));
  }
  std::size_t next = 0;  // of the replacements, which have no path of their own
  for (std::size_t i = 0; i < shared.size(); ++i) {
    IndexEntry entry = std::move(shared[i]);
    if (replaced[i]) {
      if (next == index.entries.size()) {
        return fail(ErrorKind::kCorrupt, "the split index has fewer entries than it announces");
      }
      std::string path = std::move(entry.path);
      entry = index.entries[next++];
      entry.path = std::move(path);
    }
    if (!deleted[i]) joined.entries.push_back(std::move(entry));
  }
  joined.entries.insert(joined.entries.end(),
                        index.entries.begin() + static_cast<std::ptrdiff_t>(next),
                        index.entries.end());
  joined.trees = index.trees;
  joined.split.clear();
  return joined;
}

}  // namespace keyhound
