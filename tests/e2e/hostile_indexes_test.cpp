// SPDX-License-Identifier: Apache-2.0
// Indexes that lie about their pack, with every checksum right: the damage is said, and every
// object is scanned all the same, since the pack holds what it takes to find it.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "tests/support/packed_history.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

namespace {

namespace fs = std::filesystem;

constexpr unsigned kVictim = 20;

// Rows of the index that are changed before it is written.
void check_rows(const std::string& name, const std::set<unsigned>& lost,
                const std::function<void(HandPackedRepo&, PackImage&)>& change) {
  check_damage({name, [&](HandPackedRepo& repo) {
                  PackImage image = repo.pack.build();
                  change(repo, image);
                  const std::string pack = write_pack(repo.objects(), image);
                  return Loss{.files = lost, .either = {repo.blob(kVictim), pack}};
                }});
}

// Bytes of the finished index that are changed.
void check_bytes(const std::string& name, const std::function<void(std::string& index)>& change) {
  check_damage({name, [&](HandPackedRepo& repo) {
                  const PackImage image = repo.pack.build();
                  std::string index = image.index();
                  change(index);
                  return Loss{.named = {write_pack(repo.objects(), image, index)}};
                }});
}

void flip(std::string& bytes, size_t at, int bit) {
  bytes.at(at) = static_cast<char>(bytes.at(at) ^ (1 << bit));
}

}  // namespace

TEST_CASE("An index that points outside the pack hides nothing") {
  using Repo = HandPackedRepo;
  check_rows("just behind it", {}, [](Repo& repo, PackImage& image) {
    image.row(repo.blob(kVictim)).offset = image.bytes.size();
  });
  check_rows("into the trailer", {}, [](Repo& repo, PackImage& image) {
    image.row(repo.blob(kVictim)).offset = image.bytes.size() - 20;
  });
  check_rows("far away", {}, [](Repo& repo, PackImage& image) {
    image.row(repo.blob(kVictim)).offset = uint64_t{1} << 62;
  });
  check_rows("into the header", {},
             [](Repo& repo, PackImage& image) { image.row(repo.blob(kVictim)).offset = 4; });
  check_rows("every one of them", {}, [](Repo&, PackImage& image) {
    for (PackedRow& row : image.rows) row.offset += image.bytes.size();
  });
}

TEST_CASE("An index that points at the middle of entries is told from a right one") {
  using Repo = HandPackedRepo;
  check_rows("one", {kVictim},
             [](Repo& repo, PackImage& image) { image.row(repo.blob(kVictim)).offset += 3; });
  check_rows("to another object", {kVictim}, [](Repo& repo, PackImage& image) {
    image.row(repo.blob(kVictim)).offset = image.row(repo.blob(kVictim + 1)).offset;
  });
}

TEST_CASE("An index whose large offset is not in its table hides nothing") {
  check_bytes("large", [](std::string& index) {
    // The offsets stand before the two trailers.
    flip(index, index.size() - 40 - 4, 7);
    seal_index(index, "sha1");
  });
}

TEST_CASE("An index that is out of order or leaves objects out hides nothing") {
  using Repo = HandPackedRepo;
  check_rows("unsorted", {},
             [](Repo&, PackImage& image) { std::swap(image.rows[10], image.rows[11]); });
  check_rows("an object missing", {}, [](Repo& repo, PackImage& image) {
    const std::string& id = repo.blob(kVictim);
    image.rows.erase(std::find_if(image.rows.begin(), image.rows.end(),
                                  [&](const PackedRow& row) { return row.id == id; }));
  });
  check_rows("an object twice", {}, [](Repo&, PackImage& image) {
    image.rows.insert(image.rows.begin() + 10, image.rows[10]);
  });
  check_bytes("fan-out too great", [](std::string& index) {
    flip(index, kFanoutOffset + 4 * 100, 6);
    seal_index(index, "sha1");
  });
  check_bytes("fan-out of the last", [](std::string& index) {
    flip(index, kFanoutOffset + 4 * 255 + 3, 0);
    seal_index(index, "sha1");
  });
  check_bytes("fan-out of 2^31", [](std::string& index) {
    flip(index, kFanoutOffset + 4 * 255, 7);
    seal_index(index, "sha1");
  });
}

TEST_CASE("An index with a wrong id for an object is told from a right one") {
  check_rows("the last digit", {kVictim}, [](HandPackedRepo& repo, PackImage& image) {
    char& last = image.row(repo.blob(kVictim)).id.back();
    last = last == '0' ? '1' : '0';
  });
}

TEST_CASE("An index of another pack, a cut one and a missing one hide nothing") {
  check_bytes("the checksum of another pack", [](std::string& index) {
    flip(index, index.size() - 30, 3);
    seal_index(index, "sha1");
  });
  check_bytes("a bit of its own checksum",
              [](std::string& index) { flip(index, index.size() - 3, 3); });
  check_bytes("a bit of a CRC without a new checksum",
              [](std::string& index) { flip(index, index.size() - 40 - 500, 3); });
  check_bytes("cut in the middle", [](std::string& index) { index.resize(index.size() / 2); });
  check_bytes("cut in the fan-out", [](std::string& index) { index.resize(500); });
  check_bytes("empty", [](std::string& index) { index.clear(); });
  check_bytes("of an unknown version", [](std::string& index) {
    index[7] = '\x05';
    seal_index(index, "sha1");
  });
}

TEST_CASE("A pack without an index is read from its beginning, or named") {
  HandPackedRepo repo(true);
  const std::string pack = repo.write();
  fs::remove(repo.objects() / "pack" / (pack + ".idx"));
  const BoundedScan result = bounded_scan({repo.repo.path(), "--history-only"});
  check_named(result, 1, {.named = {pack}});
  CHECK(count_found(result.report) == kHistoryFiles);
}

}  // namespace keyhound::testing
