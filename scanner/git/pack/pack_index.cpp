// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/pack_index.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <tuple>

#include "scanner/git/byte_reader.h"
#include "scanner/git/object_hash.h"

namespace keyhound {
namespace {

constexpr std::string_view kMagic = "\377tOc";  // version 1 has none
constexpr std::size_t kFanoutSize = 256;
constexpr std::uint32_t kLargeOffset = std::uint32_t{1} << 31;

std::uint32_t u32_at(const char* at) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(at);
  return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 |
         std::uint32_t{bytes[2]} << 8 | std::uint32_t{bytes[3]};
}

void put(std::vector<char>& to, std::uint64_t value, std::size_t bytes) {
  for (std::size_t i = bytes; i-- > 0;) to.push_back(static_cast<char>(value >> (8 * i)));
}

tl::unexpected<Error> corrupt(std::string reason) {
  return fail(ErrorKind::kCorrupt, std::move(reason));
}

Result<std::vector<std::uint32_t>> take_fanout(ByteReader& reader) {
  std::vector<std::uint32_t> fanout(kFanoutSize);
  for (std::uint32_t& count : fanout) count = reader.u32();
  if (!reader.is_good()) return corrupt("it breaks off in its fan-out table");
  if (!std::is_sorted(fanout.begin(), fanout.end()))
    return corrupt("its fan-out table does not rise");
  return fanout;
}

}  // namespace

bool PackIndex::take_tables(std::string_view tables, bool has_crcs) {
  const std::uint64_t count = count_;
  const std::uint64_t crc_size = has_crcs ? 4 * count : 0;
  const std::uint64_t fixed = count * id_size_ + crc_size + 4 * count;
  if (tables.size() < fixed) return false;
  ids_ = tables.data();
  id_stride_ = id_size_;
  crcs_ = has_crcs ? ids_ + count * id_size_ : nullptr;
  offsets_ = ids_ + count * id_size_ + crc_size;
  offset_stride_ = 4;
  large_offsets_ = tables.substr(fixed);
  return large_offsets_.size() % 8 == 0 && large_offsets_.size() / 8 <= count;
}

bool PackIndex::take_pairs(std::string_view pairs) {
  if (pairs.size() != std::uint64_t{count_} * (4 + id_size_)) return false;
  offsets_ = pairs.data();
  ids_ = pairs.data() + 4;
  id_stride_ = offset_stride_ = 4 + id_size_;
  return true;
}

Result<PackIndex> PackIndex::parse(std::string_view file, std::size_t id_size, bool is_thorough) {
  if (file.size() < 2 * id_size) return corrupt("it is too short to be a pack index");
  const std::string_view body = file.substr(0, file.size() - id_size);
  ByteReader reader(body.substr(0, body.size() - id_size));
  const bool has_version = file.substr(0, kMagic.size()) == kMagic;
  if (has_version) {
    reader.take(kMagic.size());
    const std::uint32_t version = reader.u32();
    if (version != 2) return corrupt("index version " + std::to_string(version) + " is not known");
  }
  PackIndex index;
  index.id_size_ = id_size;
  KEYHOUND_TRY(index.fanout_, take_fanout(reader));
  index.count_ = index.fanout_.back();
  const bool is_whole =
      has_version ? index.take_tables(reader.rest(), true) : index.take_pairs(reader.rest());
  if (!is_whole) {
    return corrupt("its size does not fit the " + std::to_string(index.count_) +
                   " objects that it announces");
  }
  // After the size, so that a file of any other kind is not hashed.
  if (is_thorough) {
    if (hash_bytes(body, id_size) != file.substr(body.size()))
      return corrupt("its own checksum is wrong");
    KEYHOUND_TRY_STATUS(index.check_order());
    KEYHOUND_TRY_STATUS(index.check_offsets());
  }
  index.pack_checksum_ = body.substr(body.size() - id_size);
  return index;
}

// Each id stands in the range that the fan-out table has for its first byte, and not before a
// lesser one.
Status PackIndex::check_order() const {
  std::uint32_t i = 0;
  for (std::size_t first = 0; first < kFanoutSize; ++first) {
    for (; i < fanout_[first]; ++i) {
      const std::string_view id = id_bytes(i);
      if (static_cast<std::uint8_t>(id[0]) != first)
        return corrupt("its fan-out table does not fit its ids");
      if (i > 0 && id < id_bytes(i - 1)) return corrupt("its ids are not in order");
    }
  }
  return {};
}

Status PackIndex::check_offsets() const {
  if (offset_stride_ != 4) return {};  // version 1 has no other table
  for (std::uint32_t i = 0; i < count_; ++i) {
    const std::uint32_t value = u32_at(offsets_ + std::size_t{i} * offset_stride_);
    if ((value & kLargeOffset) != 0 && (value & ~kLargeOffset) >= large_offsets_.size() / 8)
      return corrupt("an offset points outside its table of large offsets");
  }
  return {};
}

PackIndex PackIndex::make(std::vector<Entry> entries, std::size_t id_size) {
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.id, a.offset) < std::tie(b.id, b.offset);
  });
  PackIndex index;
  index.id_size_ = id_size;
  index.count_ = static_cast<std::uint32_t>(entries.size());
  index.fanout_.assign(kFanoutSize, 0);
  const bool has_crcs = std::all_of(entries.begin(), entries.end(),
                                    [](const Entry& entry) { return entry.crc.has_value(); });
  std::vector<char>& tables = index.made_;
  tables.reserve(entries.size() * (id_size + 8));
  for (const Entry& entry : entries) {
    const auto id = entry.id.bytes();
    tables.insert(tables.end(), id.begin(), id.end());
    ++index.fanout_[id[0]];
  }
  for (std::size_t i = 1; i < kFanoutSize; ++i) index.fanout_[i] += index.fanout_[i - 1];
  if (has_crcs) {
    for (const Entry& entry : entries) put(tables, *entry.crc, 4);
  }
  std::vector<char> large;
  for (const Entry& entry : entries) {
    const bool is_large = entry.offset >= kLargeOffset;
    put(tables, is_large ? kLargeOffset | large.size() / 8 : entry.offset, 4);
    if (is_large) put(large, entry.offset, 8);
  }
  tables.insert(tables.end(), large.begin(), large.end());
  index.take_tables({tables.data(), tables.size()}, has_crcs);
  return index;
}

std::string_view PackIndex::id_bytes(std::uint32_t i) const {
  return {ids_ + std::size_t{i} * id_stride_, id_size_};
}

ObjectId PackIndex::id(std::uint32_t i) const {
  const std::string_view bytes = id_bytes(i);
  return ObjectId::from_bytes({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}

std::uint64_t PackIndex::offset(std::uint32_t i) const {
  const std::uint32_t value = u32_at(offsets_ + std::size_t{i} * offset_stride_);
  if (offset_stride_ != 4 || (value & kLargeOffset) == 0) return value;
  const std::size_t at = std::size_t{value & ~kLargeOffset} * 8;
  if (at >= large_offsets_.size()) return UINT64_MAX;  // behind every pack
  const char* large = large_offsets_.data() + at;
  return std::uint64_t{u32_at(large)} << 32 | u32_at(large + 4);
}

std::optional<std::uint32_t> PackIndex::crc(std::uint32_t i) const {
  if (crcs_ == nullptr) return std::nullopt;
  return u32_at(crcs_ + std::size_t{i} * 4);
}

std::uint32_t PackIndex::lower_bound(const ObjectId& id) const {
  if (count_ == 0 || id.bytes().size() != id_size_) return 0;
  const char* wanted = reinterpret_cast<const char*>(id.bytes().data());
  const std::uint8_t first = id.bytes()[0];
  std::uint32_t begin = first == 0 ? 0 : fanout_[first - 1U];
  std::uint32_t size = fanout_[first] - begin;
  while (size > 0) {
    const std::uint32_t half = size / 2;
    if (std::memcmp(ids_ + std::size_t{begin + half} * id_stride_, wanted, id_size_) < 0) {
      begin += half + 1;
      size -= half + 1;
    } else {
      size = half;
    }
  }
  return begin;
}

std::optional<std::uint32_t> PackIndex::find(const ObjectId& id) const {
  const auto bytes = id.bytes();
  const std::uint32_t i = lower_bound(id);
  if (i == count_ || bytes.size() != id_size_) return std::nullopt;
  if (std::memcmp(ids_ + std::size_t{i} * id_stride_, bytes.data(), id_size_) != 0)
    return std::nullopt;
  return i;
}

}  // namespace keyhound
