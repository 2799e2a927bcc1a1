// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/pack_index.h"

#include <doctest/doctest.h>

#include <sstream>

#include "scanner/git/object_hash.h"
#include "tests/scanner/git/git_fixture.h"

namespace keyhound::testing {
namespace {

constexpr std::size_t kSha1 = ObjectId::kSha1Size;

struct Packed : GitRepoBuilder {
  explicit Packed(std::string_view format = "sha1") : GitRepoBuilder(Kind::kWorkTree, format) {
    for (int i = 0; i < 20; ++i)
      commit_file("a" + std::to_string(i % 3), std::string(500, 'x') + std::to_string(i), "c");
    pack();
  }
};

std::string index_bytes(const GitRepoBuilder& recipe) {
  return read_whole_file(recipe.pack_path().replace_extension(".idx"));
}

// With the trailing checksum made right again.
std::string sealed(std::string file, std::size_t id_size = kSha1) {
  file.resize(file.size() - id_size);
  return file + hash_bytes(file, id_size);
}

std::string reason(const std::string& file) {
  const auto index = PackIndex::parse(file, kSha1);
  if (index) return "none";
  CHECK(index.error().kind == ErrorKind::kCorrupt);
  return index.error().message;
}

// Every row of `git show-index` ("offset id (crc)") is found.
void check_rows(const GitRepoBuilder& recipe, const std::string& file, std::size_t id_size) {
  const auto index = PackIndex::parse(file, id_size);
  REQUIRE(index);
  std::istringstream rows(recipe.git({"show-index"}, file));
  std::uint32_t count = 0;
  for (std::string row; std::getline(rows, row); ++count) {
    std::istringstream fields(row);
    std::uint64_t offset = 0;
    std::string id;
    std::string crc;
    fields >> offset >> id >> crc;
    const auto found = index->find(id_of(id));
    REQUIRE(found);
    CHECK(*found == count);
    CHECK(index->offset(*found) == offset);
    CHECK(index->id(*found) == id_of(id));
    CHECK(index->crc(*found).has_value() == !crc.empty());
    if (!crc.empty()) CHECK(*index->crc(*found) == std::stoul(crc.substr(1), nullptr, 16));
  }
  CHECK(count == index->size());
}

std::string id_text(char digit) { return std::string(40, digit); }

}  // namespace

TEST_CASE("Every row of an index is found, in version 1 and 2, with SHA-1 and SHA-256") {
  const Packed recipe;
  check_rows(recipe, index_bytes(recipe), kSha1);
  recipe.git({"index-pack", "--index-version=1", "-o", "one.idx", recipe.pack_path().string()});
  const std::string first = recipe.dir().read_file("one.idx");
  CHECK(first.substr(0, 4) != index_bytes(recipe).substr(0, 4));
  check_rows(recipe, first, kSha1);
  const Packed wide("sha256");
  check_rows(wide, index_bytes(wide), ObjectId::kSha256Size);
}

TEST_CASE("An index knows the checksum of its pack, and ids that it does not hold are not found") {
  const Packed recipe;
  const std::string file = index_bytes(recipe);
  const std::string pack = read_whole_file(recipe.pack_path());
  const auto index = PackIndex::parse(file, kSha1);
  REQUIRE(index);
  CHECK(index->pack_checksum() == pack.substr(pack.size() - kSha1));
  CHECK_FALSE(index->find(id_of(id_text('0'))));
  CHECK_FALSE(index->find(id_of(id_text('f'))));
  CHECK_FALSE(index->find(id_of(std::string(64, '1'))));
  CHECK_FALSE(index->find(ObjectId()));
  CHECK(index->lower_bound(id_of(id_text('0'))) == 0);
  CHECK(index->lower_bound(id_of(id_text('f'))) == index->size());
  CHECK(index->lower_bound(index->id(7)) == 7);
}

TEST_CASE("A flipped bit anywhere in an index is found, and so is every length but the right one") {
  const Packed recipe;
  const std::string file = index_bytes(recipe);
  for (std::size_t at = 0; at < file.size(); at += 7) {
    std::string damaged = file;
    damaged[at] = static_cast<char>(damaged[at] ^ 4);
    CAPTURE(at);
    CHECK(reason(damaged) != "none");
  }
  for (std::size_t size = 0; size < file.size(); size += 13) {
    CAPTURE(size);
    CHECK(reason(file.substr(0, size)) != "none");
    CHECK(reason(sealed(file.substr(0, size) + id_text('x'))) != "none");
  }
  CHECK(reason(file + "x") != "none");
  CHECK(reason(file) == "none");
}

TEST_CASE("An index with a right checksum and wrong tables is refused, with the reason") {
  const Packed recipe;
  const std::string file = index_bytes(recipe);
  const auto index = PackIndex::parse(file, kSha1);
  REQUIRE(index);
  const std::size_t ids = 8 + 1024;
  const std::size_t offsets = ids + index->size() * (kSha1 + 4);

  std::string version = file;
  version[7] = 3;
  CHECK(reason(sealed(version)) == "index version 3 is not known");

  std::string falling = file;
  falling[8] = 1;
  CHECK(reason(sealed(falling)) == "its fan-out table does not rise");

  std::string more = file;
  more[ids - 4] = 0x7f;
  CHECK(reason(sealed(more)).starts_with("its size does not fit the "));

  std::string other_bucket = file;
  other_bucket[ids] = static_cast<char>(0xff);
  CHECK(reason(sealed(other_bucket)) == "its fan-out table does not fit its ids");

  std::string outside = file;
  outside[offsets] = static_cast<char>(0x80);
  CHECK(reason(sealed(outside)) == "an offset points outside its table of large offsets");
  const auto quick = PackIndex::parse(outside, kSha1, false);
  REQUIRE(quick);
  CHECK(quick->offset(0) == UINT64_MAX);
}

TEST_CASE("An index whose ids are not in order is refused") {
  std::vector<PackIndex::Entry> entries;
  std::string file = "\377tOc" + std::string("\0\0\0\2", 4);
  for (int i = 0; i < 256; ++i) file += std::string("\0\0\0", 3) + '\2';
  const std::string low = std::string(19, '\0') + '\1';
  const std::string high = std::string(19, '\0') + '\2';
  const std::string rest(2 * (4 + 4) + 2 * kSha1, '\0');
  CHECK(reason(sealed(file + low + high + rest)) == "none");
  CHECK(reason(sealed(file + low + low + rest)) == "none");
  CHECK(reason(sealed(file + high + low + rest)) == "its ids are not in order");
}

TEST_CASE("An index that is made finds its entries, wherever they stand and however often") {
  const std::uint64_t far = std::uint64_t{5} << 32;
  std::vector<PackIndex::Entry> entries = {{id_of(id_text('c')), far, {}},
                                           {id_of(id_text('a')), 700, {}},
                                           {id_of(id_text('c')), 12, {}},
                                           {id_of(id_text('b')), 0x80000000, {}}};
  PackIndex made = PackIndex::make(entries, kSha1);
  const PackIndex index = std::move(made);
  REQUIRE(index.size() == 4);
  CHECK(index.offset(*index.find(id_of(id_text('a')))) == 700);
  CHECK(index.offset(*index.find(id_of(id_text('b')))) == 0x80000000);
  CHECK(*index.find(id_of(id_text('c'))) == 2);
  CHECK(index.offset(2) == 12);
  CHECK(index.offset(3) == far);
  CHECK_FALSE(index.crc(0));
  CHECK_FALSE(index.find(id_of(id_text('d'))));
  CHECK(PackIndex::make({}, kSha1).size() == 0);
  CHECK_FALSE(PackIndex().find(id_of(id_text('a'))));
  for (PackIndex::Entry& entry : entries) entry.crc = static_cast<std::uint32_t>(entry.offset);
  const PackIndex with_crcs = PackIndex::make(entries, kSha1);
  CHECK(*with_crcs.crc(*with_crcs.find(id_of(id_text('a')))) == 700);
  CHECK(with_crcs.offset(3) == far);
}

}  // namespace keyhound::testing
