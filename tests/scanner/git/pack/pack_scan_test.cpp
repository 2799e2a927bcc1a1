// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/pack_scan.h"

#include <doctest/doctest.h>

#include "tests/scanner/git/pack/pack_fixture.h"
#include "tests/support/pack_builder.h"
#include "tests/support/zlib_stream.h"

namespace keyhound::testing {
namespace {

constexpr std::size_t kIdSize = ObjectId::kSha1Size;

std::string_view content_of(const std::string& pack) {
  return std::string_view(pack).substr(0, pack.size() - kIdSize);
}

PackScan scan(const PackImage& image, const PackScanLimits& limits = {}) {
  return scan_pack(content_of(image.bytes), kIdSize, limits);
}

// Ten blobs, each of which differs from the others.
PackBuilder ten_blobs(std::vector<std::string>& ids) {
  PackBuilder builder;
  for (int i = 0; i < 10; ++i)
    ids.push_back(
        builder.add_blob("blob " + std::to_string(i * 7919) + "\n" + std::string(100, 'x')));
  return builder;
}

bool has_id(const PackScan& scan, const std::string& hex) {
  for (const ScannedEntry& entry : scan.entries) {
    if (entry.id == id_of(hex)) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("Every entry of a pack is found in order, and whole objects get their ids") {
  GitRepoBuilder recipe;
  commit_versions(recipe);
  recipe.pack();
  const std::string pack = read_whole_file(recipe.pack_path());
  const PackScan found = scan_pack(content_of(pack), kIdSize, {});
  CHECK(found.entries.size() == 60);
  CHECK(found.problems.empty());
  std::size_t deltas = 0;
  for (const ScannedEntry& entry : found.entries) {
    if (!entry.type) {
      ++deltas;
      REQUIRE(entry.base < found.entries.size());
      CHECK(entry.id.is_null());
      continue;
    }
    CHECK(recipe.packed_entry(entry.id.hex()).offset == entry.offset);
  }
  CHECK(deltas > 10);
}

TEST_CASE("Behind a damaged entry the next one is found") {
  std::vector<std::string> ids;
  PackImage image = ten_blobs(ids).build();
  const std::uint64_t at = image.row(ids[4]).offset;
  SUBCASE("its type") { image.bytes[at] = 0; }
  SUBCASE("its size") { image.flip_bit(at, 1); }
  SUBCASE("its zlib header") { image.flip_bit(at + 2, 3); }
  SUBCASE("its zlib data") { image.flip_bit(at + 9, 3); }
  SUBCASE("its checksum") { image.flip_bit(image.row(ids[4]).end - 1, 0); }
  const PackScan found = scan(image);
  CHECK(found.entries.size() == 9);
  REQUIRE(found.problems.size() == 1);
  CHECK(found.problems[0].offset == at);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    CAPTURE(i);
    CHECK(has_id(found, ids[i]) == (i != 4));
  }
}

TEST_CASE("An object over the limit is told, and those behind it are read") {
  std::vector<std::string> ids;
  PackBuilder builder = ten_blobs(ids);
  const std::string large = builder.add_blob(std::string(50'000, 'y'));
  ids.push_back(builder.add_blob("behind\n"));
  const PackScan found = scan(builder.build(), {40'000, 100'000});
  CHECK(found.entries.size() == 12);
  REQUIRE(found.problems.size() == 1);
  CHECK(found.problems[0].error.kind == ErrorKind::kLimit);
  CHECK_FALSE(has_id(found, large));
  for (const std::string& id : ids) CHECK(has_id(found, id));
}

TEST_CASE("An announced size of 2^40 takes no memory and hides nothing else") {
  std::vector<std::string> ids;
  PackBuilder builder = ten_blobs(ids);
  builder.object(ids[2]).declared_size = std::uint64_t{1} << 40;
  const PackScan found = scan(builder.build());
  CHECK(found.entries.size() == 9);
  REQUIRE(found.problems.size() == 1);
  CHECK(found.problems[0].error.message.find("more than its zlib stream can hold") !=
        std::string::npos);
}

TEST_CASE("Looking for entries in what is none ends") {
  std::string noise = "PACK";
  std::uint32_t state = 1;
  for (int i = 0; i < 300'000; ++i) {
    state = state * 1664525 + 1013904223;
    noise.push_back(static_cast<char>(state >> 24));
  }
  const PackScan found = scan_pack(noise, kIdSize, {});
  CHECK(found.entries.empty());
  CHECK(found.problems.size() == 1);
  CHECK(scan_pack("", kIdSize, {}).entries.empty());
  CHECK(scan_pack("PACK", kIdSize, {}).entries.empty());
}

TEST_CASE("Looking for entries stops when it takes too long, and that is told") {
  PackBuilder builder;
  for (std::size_t i = 0; i < 5; ++i) {
    const std::string zeros(1'000'000 + i, '\0');
    const std::string id = builder.add_blob(zeros);
    builder.object(id).declared_size = zeros.size() + 1;
    builder.object(id).stream = zlib_bomb("", '\0', zeros.size());
  }
  const PackImage image = builder.build();
  CHECK(scan(image, {2'000'000, 2'000'000, 1'000'000}).is_cut_off);
  const PackScan found = scan(image, {2'000'000, 2'000'000, 20'000'000});
  CHECK_FALSE(found.is_cut_off);
  CHECK(found.entries.empty());
}

}  // namespace keyhound::testing
