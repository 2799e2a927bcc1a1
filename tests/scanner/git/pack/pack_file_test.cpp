// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/pack_file.h"

#include <doctest/doctest.h>

#include "scanner/git/object_hash.h"
#include "tests/scanner/git/pack/pack_fixture.h"

namespace keyhound::testing {
namespace {

constexpr std::size_t kIdSize = ObjectId::kSha1Size;

// The bytes of a real pack with its index, to be damaged, and what is made of them.
struct PackBytes {
  PackBytes() {
    GitRepoBuilder recipe;
    commit_versions(recipe, 0, 5);
    recipe.pack();
    file = read_whole_file(recipe.pack_path());
    index = read_whole_file(recipe.pack_path().replace_extension(".idx"));
  }

  bool fit() {
    diagnostics.clear();
    pack = Pack();
    pack.path = "the.pack";
    return fit_pack(pack, file, std::string_view(index), kIdSize, diagnostics);
  }
  // "kind: message" of the only diagnostic.
  std::string told() const {
    if (diagnostics.size() != 1) return std::to_string(diagnostics.size()) + " diagnostics";
    CHECK(diagnostics[0].subject == "the.pack");
    CHECK(diagnostics[0].incomplete);
    return diagnostics[0].kind + ": " + diagnostics[0].message;
  }
  // Writes a big-endian number into the index, whose checksum stays right.
  void set_index(std::size_t at, std::uint32_t value) {
    for (std::size_t i = 0; i < 4; ++i) index[at + i] = static_cast<char>(value >> (8 * (3 - i)));
    index.resize(index.size() - kIdSize);
    index += hash_bytes(index, kIdSize);
  }
  // Where the offset of object `i` stands in the index.
  std::size_t offset_at(std::size_t i) const { return 8 + 1024 + count() * (kIdSize + 4) + 4 * i; }
  std::size_t count() const { return static_cast<std::uint8_t>(file[11]); }

  std::string file;
  std::string index;
  Pack pack;
  std::vector<Diagnostic> diagnostics;
};

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("A sound pack fits its index") {
  PackBytes bytes;
  REQUIRE(bytes.fit());
  CHECK(bytes.diagnostics.empty());
  CHECK(bytes.pack.index.size() == 15);
  CHECK(bytes.pack.announced_count == 15);
  CHECK(bytes.pack.content.size() + kIdSize == bytes.file.size());
  CHECK(bytes.pack.checksum == bytes.file.substr(bytes.pack.content.size()));
}

TEST_CASE("A damaged header of a pack is told, and its objects are still there") {
  PackBytes bytes;
  SUBCASE("signature") { bytes.file[0] ^= 1; }
  SUBCASE("version") { bytes.file[7] ^= 4; }
  CHECK(bytes.fit());
  CHECK(bytes.told().starts_with("corrupt-pack: "));
  CHECK(bytes.pack.index.size() == 15);
}

TEST_CASE("Version 3 of a pack is version 2 by another name") {
  PackBytes bytes;
  bytes.file[7] = 3;
  CHECK(bytes.fit());
  CHECK(bytes.diagnostics.empty());
}

TEST_CASE("An index that does not fit is not used, and the reason is told") {
  PackBytes bytes;
  const auto fits_not_because = [&bytes](const std::string& reason) {
    CHECK_FALSE(bytes.fit());
    CHECK(bytes.pack.index.size() == 0);
    CHECK(bytes.told().starts_with("corrupt-index: "));
    CAPTURE(bytes.told());
    CHECK(contains(bytes.told(), reason));
  };
  SUBCASE("count") {
    bytes.file[11] ^= 1;
    fits_not_because("15 objects are in it, and 14 are announced");
  }
  SUBCASE("offset behind the end") {
    bytes.set_index(bytes.offset_at(3), 1U << 30);
    fits_not_because("points outside the pack");
  }
  SUBCASE("offset in the header") {
    bytes.set_index(bytes.offset_at(3), 4);
    fits_not_because("points into the header");
  }
  SUBCASE("offset in the trailer") {
    bytes.set_index(bytes.offset_at(3), static_cast<std::uint32_t>(bytes.file.size() - 4));
    fits_not_because("points outside the pack");
  }
  SUBCASE("the same offset twice") {
    bytes.set_index(bytes.offset_at(3), 12);
    bytes.set_index(bytes.offset_at(4), 12);
    fits_not_because("12 is the offset of two objects");
  }
  SUBCASE("flipped bit") {
    bytes.index[1100] ^= 1;
    fits_not_because("checksum");
  }
  SUBCASE("another pack's") {
    GitRepoBuilder other;
    other.author("Other", "other@acme.example");
    commit_versions(other, 40, 5);
    other.pack();
    bytes.index = read_whole_file(other.pack_path().replace_extension(".idx"));
    fits_not_because("belongs to another pack");
  }
}

TEST_CASE("A damaged trailer of a pack is told, and every object is still there") {
  PackBytes bytes;
  bytes.file.back() ^= 1;
  CHECK(bytes.fit());
  CHECK(contains(bytes.told(), "corrupt-pack: its trailing checksum is not the one"));
  CHECK(bytes.pack.index.size() == 15);
}

TEST_CASE("A pack that is cut short keeps what it still holds, and the loss is counted") {
  PackBytes bytes;
  REQUIRE(bytes.fit());
  std::uint64_t last = 0;
  for (std::uint32_t i = 0; i < 15; ++i) last = std::max(last, bytes.pack.index.offset(i));
  const std::string whole = bytes.file;
  bytes.file.resize(last + kIdSize);
  CHECK(bytes.fit());
  CHECK(contains(bytes.told(), "corrupt-pack: it is cut short: 1 of 15 objects"));
  CHECK(bytes.pack.index.size() == 14);
  CHECK(bytes.pack.index.crc(0).has_value());

  // Its last object is whole when only the trailer is cut.
  for (std::size_t cut = 1; cut <= kIdSize; ++cut) {
    bytes.file = whole.substr(0, whole.size() - cut);
    CHECK(bytes.fit());
    CHECK(bytes.diagnostics.size() == 1);
    CHECK(bytes.pack.index.size() == 15);
    CHECK(bytes.pack.content == std::string_view(whole).substr(0, whole.size() - kIdSize));
  }
}

TEST_CASE("Nothing is read from a file that is no pack") {
  PackBytes bytes;
  for (const std::size_t size : {0U, 1U, 11U, 12U, 31U, 32U}) {
    bytes.file.resize(size, 'x');
    CAPTURE(size);
    CHECK_FALSE(bytes.fit());
    CHECK(bytes.pack.content.size() <= size);
  }
}

}  // namespace keyhound::testing
