// SPDX-License-Identifier: Apache-2.0
#include "tests/support/pack_builder.h"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "tests/support/git_hash.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tokens.h"
#include "tests/support/zlib_stream.h"

namespace keyhound::testing {

namespace fs = std::filesystem;

namespace {

constexpr uint32_t kLargestCopy = 0xffffff;

std::string big_endian32(uint64_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>((value >> shift) & 0xffU);
  return bytes;
}

// Seven bits a byte, the lowest first.
std::string little_endian_groups(uint64_t value) {
  std::string bytes;
  for (; value > 0x7fU; value >>= 7) bytes += static_cast<char>((value & 0x7fU) | 0x80U);
  return bytes + static_cast<char>(value);
}

std::string entry_header(PackedKind kind, uint64_t size) {
  const auto type = static_cast<unsigned>(kind);
  const uint64_t rest = size >> 4;
  std::string bytes(1, static_cast<char>((type << 4) | (size & 15U) | (rest != 0 ? 0x80U : 0U)));
  return rest != 0 ? bytes + little_endian_groups(rest) : bytes;
}

// Seven bits a byte, the highest first, each group but the last lessened by one.
std::string base_distance_bytes(uint64_t distance) {
  std::string bytes(1, static_cast<char>(distance & 0x7fU));
  while ((distance >>= 7) != 0) {
    --distance;
    bytes.insert(bytes.begin(), static_cast<char>((distance & 0x7fU) | 0x80U));
  }
  return bytes;
}

size_t trailer_size(std::string_view format) { return format == "sha256" ? 32 : 20; }

auto find_by_id(auto& list, std::string_view id) {
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const auto& item) { return item.id == id; });
  if (found == list.end()) throw std::runtime_error("not in the pack: " + std::string(id));
  return found;
}

PackedKind kind_of(std::string_view type) {
  if (type == "commit") return PackedKind::kCommit;
  if (type == "tree") return PackedKind::kTree;
  return type == "tag" ? PackedKind::kTag : PackedKind::kBlob;
}

}  // namespace

PackedRow& PackImage::row(std::string_view id) { return *find_by_id(rows, id); }

void PackImage::flip_bit(uint64_t offset, int bit) {
  bytes.at(offset) = static_cast<char>(bytes.at(offset) ^ (1 << bit));
}

void PackImage::renew_crcs() {
  for (PackedRow& row : rows) {
    row.crc = crc32(std::string_view(bytes).substr(row.offset, row.end - row.offset));
  }
}

void PackImage::seal() {
  bytes.resize(bytes.size() - trailer_size(format));
  checksum = git_hash(format, bytes);
  bytes += checksum;
}

std::string PackImage::index(int version) const {
  std::string file = version == 1 ? "" : "\xff" + std::string("tOc") + big_endian32(2);
  for (unsigned first = 0; first < 256; ++first) {
    file += big_endian32(
        static_cast<uint64_t>(std::count_if(rows.begin(), rows.end(), [&](const PackedRow& row) {
          return static_cast<unsigned char>(from_hex(row.id.substr(0, 2))[0]) <= first;
        })));
  }
  if (version == 1) {
    for (const PackedRow& row : rows) file += big_endian32(row.offset) + from_hex(row.id);
  } else {
    for (const PackedRow& row : rows) file += from_hex(row.id);
    for (const PackedRow& row : rows) file += big_endian32(row.crc);
    std::string large;
    for (const PackedRow& row : rows) {
      const bool is_small = row.offset < 0x80000000U;
      file += big_endian32(is_small ? row.offset : 0x80000000U | (large.size() / 8));
      if (!is_small) large += big_endian32(row.offset >> 32) + big_endian32(row.offset);
    }
    file += large;
  }
  file += checksum;
  return file + git_hash(format, file);
}

void seal_index(std::string& index, std::string_view format) {
  index.resize(index.size() - trailer_size(format));
  index += git_hash(format, index);
}

std::string PackBuilder::add_blob(std::string_view content) {
  std::string id = git_object_id(format_, "blob", content);
  add({.id = id, .kind = PackedKind::kBlob, .content = std::string(content)});
  return id;
}

PackedObject& PackBuilder::object(std::string_view id) { return *find_by_id(objects_, id); }

void PackBuilder::move_to_end(std::string_view id) {
  const auto found = find_by_id(objects_, id);
  std::rotate(found, found + 1, objects_.end());
}

void PackBuilder::remove(std::string_view id) { objects_.erase(find_by_id(objects_, id)); }

void PackBuilder::store_as_delta(std::string_view id, std::string_view base_id, PackedKind kind) {
  PackedObject& target = object(id);
  target.content = make_delta(object(base_id).content, target.content);
  target.base_id = base_id;
  target.kind = kind;
  if (kind == PackedKind::kOfsDelta) move_to_end(id);
}

PackImage PackBuilder::build(uint32_t version) const {
  PackImage image;
  image.format = format_;
  image.bytes = "PACK" + big_endian32(version) + big_endian32(objects_.size());
  std::map<std::string, uint64_t> offsets;
  for (const PackedObject& object : objects_) {
    const uint64_t offset = image.bytes.size();
    image.bytes += entry_header(object.kind, object.declared_size.value_or(object.content.size()));
    if (object.kind == PackedKind::kOfsDelta) {
      image.bytes += base_distance_bytes(
          object.base_distance ? *object.base_distance : offset - offsets.at(object.base_id));
    }
    if (object.kind == PackedKind::kRefDelta) image.bytes += from_hex(object.base_id);
    image.bytes += object.stream ? *object.stream : zlib_stream(object.content);
    offsets.emplace(object.id, offset);
    image.rows.push_back({object.id, offset, image.bytes.size(), 0});
  }
  image.renew_crcs();
  image.bytes += std::string(trailer_size(format_), '\0');
  image.seal();
  std::sort(image.rows.begin(), image.rows.end(),
            [](const PackedRow& a, const PackedRow& b) { return a.id < b.id; });
  return image;
}

std::string write_pack(const fs::path& objects, const PackImage& image) {
  return write_pack(objects, image, image.index());
}

std::string write_pack(const fs::path& objects, const PackImage& image, std::string_view index) {
  const std::string name = "pack-" + hex(image.checksum);
  fs::create_directories(objects / "pack");
  write_whole_file(objects / "pack" / (name + ".pack"), image.bytes);
  write_whole_file(objects / "pack" / (name + ".idx"), index);
  return name;
}

std::vector<PackedObject> stored_objects(const GitRepoBuilder& repo) {
  const std::string listing = repo.git({"cat-file", "--batch-all-objects", "--batch"}) + "\n";
  std::vector<PackedObject> objects;
  for (size_t at = 0; at < listing.size();) {
    const size_t line_end = listing.find('\n', at);
    const std::string line = listing.substr(at, line_end - at);
    const size_t type = line.find(' ') + 1;
    const size_t size = line.find(' ', type) + 1;
    const size_t length = std::stoull(line.substr(size));
    objects.push_back({.id = line.substr(0, type - 1),
                       .kind = kind_of(line.substr(type, size - type - 1)),
                       .content = listing.substr(line_end + 1, length)});
    at = line_end + 1 + length + 1;
  }
  return objects;
}

DeltaWriter::DeltaWriter(uint64_t base_size, uint64_t result_size)
    : bytes_(little_endian_groups(base_size) + little_endian_groups(result_size)) {}

DeltaWriter& DeltaWriter::copy(uint32_t offset, uint32_t size) {
  if (size > kLargestCopy) throw std::runtime_error("a copy of more than 2^24 - 1 bytes");
  unsigned command = 0x80;
  std::string fields;
  for (unsigned i = 0; i < 7; ++i) {
    const uint32_t value = i < 4 ? offset >> (8 * i) : size >> (8 * (i - 4));
    if ((value & 0xffU) == 0 || (i >= 4 && size == 0x10000)) continue;
    command |= 1U << i;
    fields += static_cast<char>(value & 0xffU);
  }
  bytes_ += static_cast<char>(command);
  bytes_ += fields;
  return *this;
}

DeltaWriter& DeltaWriter::insert(std::string_view bytes) {
  for (; !bytes.empty(); bytes.remove_prefix(std::min<size_t>(127, bytes.size()))) {
    const std::string_view part = bytes.substr(0, 127);
    bytes_ += static_cast<char>(part.size());
    bytes_ += part;
  }
  return *this;
}

DeltaWriter& DeltaWriter::raw(std::string_view bytes) {
  bytes_ += bytes;
  return *this;
}

std::string make_delta(std::string_view base, std::string_view result) {
  const size_t most = std::min(base.size(), result.size());
  size_t before = 0;
  while (before < most && base[before] == result[before]) ++before;
  size_t behind = 0;
  while (behind < most - before &&
         base[base.size() - behind - 1] == result[result.size() - behind - 1])
    ++behind;
  DeltaWriter delta(base.size(), result.size());
  if (before > 0) delta.copy(0, static_cast<uint32_t>(before));
  delta.insert(result.substr(before, result.size() - before - behind));
  if (behind > 0) {
    delta.copy(static_cast<uint32_t>(base.size() - behind), static_cast<uint32_t>(behind));
  }
  return delta.bytes();
}

}  // namespace keyhound::testing
