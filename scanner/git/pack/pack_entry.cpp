// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/pack_entry.h"

#include <limits>
#include <span>

#include "scanner/git/byte_reader.h"

namespace keyhound {
namespace {

constexpr unsigned kOffsetDelta = 6;
constexpr unsigned kReferenceDelta = 7;
constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();

tl::unexpected<Error> corrupt(const char* reason) { return fail(ErrorKind::kCorrupt, reason); }

// The rest of a size whose first four bits are `size`: seven bits a byte, the lowest first.
Result<std::uint64_t> read_size(ByteReader& reader, std::uint64_t size) {
  bool has_more = true;
  for (unsigned shift = 4; has_more; shift += 7) {
    const std::uint64_t byte = reader.number(1);
    const std::uint64_t bits = byte & 0x7FU;
    if (shift > 63 || bits > kMost >> shift)
      return corrupt("the size of the object needs more than 64 bits");
    size |= bits << shift;
    has_more = (byte & 0x80U) != 0;
  }
  return size;
}

// How far before the entry its base stands: seven bits a byte, the highest first. Each further byte
// adds one, so that no number can be written in two ways.
Result<std::uint64_t> read_distance(ByteReader& reader) {
  std::uint64_t byte = reader.number(1);
  std::uint64_t distance = byte & 0x7FU;
  while ((byte & 0x80U) != 0) {
    if (distance >= kMost >> 7U) return corrupt("the offset of the base needs more than 64 bits");
    byte = reader.number(1);
    distance = (distance + 1) << 7U | (byte & 0x7FU);
  }
  return distance;
}

Status read_type(unsigned type, ByteReader& reader, std::uint64_t offset, std::size_t id_size,
                 PackEntry& entry) {
  switch (type) {
    case 1:
      entry.type = ObjectType::kCommit;
      return {};
    case 2:
      entry.type = ObjectType::kTree;
      return {};
    case 3:
      entry.type = ObjectType::kBlob;
      return {};
    case 4:
      entry.type = ObjectType::kTag;
      return {};
    case kOffsetDelta: {
      KEYHOUND_TRY(const std::uint64_t distance, read_distance(reader));
      if (reader.is_good() && (distance == 0 || distance > offset - kFirstPackEntry))
        return corrupt("the base of the delta is not in front of it in the pack");
      entry.base_offset = offset - distance;
      return {};
    }
    case kReferenceDelta: {
      const std::string_view id = reader.take(id_size);
      if (reader.is_good())
        entry.base_id =
            ObjectId::from_bytes({reinterpret_cast<const std::uint8_t*>(id.data()), id.size()});
      return {};
    }
    default:
      return corrupt("the type of the object is none that git has");
  }
}

}  // namespace

Result<PackEntry> read_pack_entry(std::string_view pack, std::uint64_t offset,
                                  std::size_t id_size) {
  if (offset < kFirstPackEntry || offset >= pack.size())
    return corrupt("the offset of the object is outside the pack");
  ByteReader reader(pack.substr(static_cast<std::size_t>(offset)));
  PackEntry entry;
  const std::uint64_t byte = reader.number(1);
  entry.size = byte & 0x0FU;
  if ((byte & 0x80U) != 0) {
    KEYHOUND_TRY(entry.size, read_size(reader, entry.size));
  }
  KEYHOUND_TRY_STATUS(
      read_type(static_cast<unsigned>(byte >> 4U & 7U), reader, offset, id_size, entry));
  if (!reader.is_good()) return corrupt("the header of the object breaks off");
  entry.data = pack.size() - reader.size();
  return entry;
}

}  // namespace keyhound
