// SPDX-License-Identifier: Apache-2.0
// Packs written by hand (https://git-scm.com/docs/pack-format), right or wrong in any field. First
// a PackBuilder with the objects; it makes a PackImage, whose bytes can be damaged; write_pack puts
// that beside the other packs of a repository. Only what is asked for is wrong.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/git_repo_builder.h"

namespace keyhound::testing {

enum class PackedKind { kCommit = 1, kTree = 2, kBlob = 3, kTag = 4, kOfsDelta = 6, kRefDelta = 7 };

// One entry of a pack. Ids are hexadecimal.
struct PackedObject {
  std::string id;  // as the index names it
  PackedKind kind = PackedKind::kBlob;
  std::string content = {};  // the object, or the delta
  std::string base_id = {};  // of a delta; an offset delta's stands earlier in the pack
  // Where the entry differs from what follows from these.
  std::optional<std::string> stream = {};  // in place of `content`, compressed
  std::optional<uint64_t> declared_size = {};
  std::optional<uint64_t> base_distance = {};
};

// An index's row, and where the entry ends.
struct PackedRow {
  std::string id;
  uint64_t offset = 0;
  uint64_t end = 0;
  uint32_t crc = 0;
};

struct PackImage {
  std::string format;    // "sha1" or "sha256"
  std::string bytes;     // the pack with its trailer
  std::string checksum;  // what the index says about the pack: its trailer when it was sealed
  std::vector<PackedRow> rows;  // as the index lists them

  PackedRow& row(std::string_view id);
  void flip_bit(uint64_t offset, int bit);
  // Makes CRCs, or the trailer and the index's copy of it, fit the bytes again.
  void renew_crcs();
  void seal();
  // The index, from the rows as they are; version 1 or 2.
  [[nodiscard]] std::string index(int version = 2) const;
};

// Gives an index that was changed its right trailer again.
void seal_index(std::string& index, std::string_view format);
// Where the tables of an index of version 2 with SHA-1 begin.
inline constexpr size_t kFanoutOffset = 8;
inline constexpr size_t kIdTableOffset = kFanoutOffset + 256 * 4;

class PackBuilder {
 public:
  explicit PackBuilder(std::string format = "sha1") : format_(std::move(format)) {}

  // Appends a blob and answers its id.
  std::string add_blob(std::string_view content);
  void add(PackedObject object) { objects_.push_back(std::move(object)); }
  PackedObject& object(std::string_view id);
  // Makes the object an honest delta of another one; both must be whole, and stay in their order
  // except that an offset delta moves to the end. Objects that derive from it stay right.
  void store_as_delta(std::string_view id, std::string_view base_id, PackedKind kind);
  // Moves the object behind all others.
  void move_to_end(std::string_view id);
  void remove(std::string_view id);
  [[nodiscard]] PackImage build(uint32_t version = 2) const;

 private:
  std::string format_;
  std::vector<PackedObject> objects_;
};

// Writes objects/pack/pack-<trailer>.pack and .idx below `objects` and answers the name of both,
// "pack-<trailer>".
std::string write_pack(const std::filesystem::path& objects, const PackImage& image);
std::string write_pack(const std::filesystem::path& objects, const PackImage& image,
                       std::string_view index);

// All objects of a repository, whole.
std::vector<PackedObject> stored_objects(const GitRepoBuilder& repo);

// A delta's instructions. The sizes are those announced; nothing is checked.
class DeltaWriter {
 public:
  DeltaWriter(uint64_t base_size, uint64_t result_size);
  DeltaWriter& copy(uint32_t offset, uint32_t size);
  DeltaWriter& insert(std::string_view bytes);
  // As it stands, for instructions that are none.
  DeltaWriter& raw(std::string_view bytes);
  [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

// Copies what both have in common at their beginnings and ends, inserts the rest.
std::string make_delta(std::string_view base, std::string_view result);

}  // namespace keyhound::testing
