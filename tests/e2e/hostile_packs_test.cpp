// SPDX-License-Identifier: Apache-2.0
// Packs with flipped bits and cut packs: what is damaged is named, everything else is scanned
// (shared/ROBUSTNESS.md, section 1).
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "tests/support/packed_history.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

namespace {

constexpr unsigned kVictim = 20;
constexpr unsigned kBase = 19;

std::string bit_name(size_t byte, int bit) {
  return "byte " + std::to_string(byte) + " bit " + std::to_string(bit);
}

// The pack itself is damaged, and costs nothing: the index tells where objects stand.
PackDamage header_damage(const std::string& name, uint64_t offset, int bit) {
  return {name, [=](HandPackedRepo& repo) {
            PackImage image = repo.pack.build();
            image.flip_bit(offset, bit);
            return Loss{.named = {write_pack(repo.objects(), image)}};
          }};
}

enum class Crc { kStale, kRenewed };

// One bit of the victim's entry, counted from its start, or, below zero, from its end.
PackDamage entry_damage(int64_t byte, int bit, Crc crc) {
  const std::string how = crc == Crc::kRenewed ? ", CRC renewed" : "";
  return {std::to_string(byte) + " bit " + std::to_string(bit) + how, [=](HandPackedRepo& repo) {
            PackImage image = repo.pack.build();
            const PackedRow& row = image.row(repo.blob(kVictim));
            const uint64_t from = byte < 0 ? row.end : row.offset;
            image.flip_bit(from + static_cast<uint64_t>(byte), bit);
            if (crc == Crc::kRenewed) image.renew_crcs();
            write_pack(repo.objects(), image);
            return Loss{.files = {kVictim}, .named = {repo.blob(kVictim)}};
          }};
}

// One bit of the victim's delta, in data that is compressed correctly.
PackDamage delta_damage(size_t byte, int bit, Crc crc) {
  PackDamage damage;
  damage.name = bit_name(byte, bit) + (crc == Crc::kRenewed ? ", CRC renewed" : "");
  damage.is_seen_by_hash = crc == Crc::kRenewed;
  damage.write = [=](HandPackedRepo& repo) {
    const std::string& id = repo.blob(kVictim);
    repo.pack.store_as_delta(id, repo.blob(kBase), PackedKind::kOfsDelta);
    const uint32_t honest = repo.pack.build().row(id).crc;
    char& hit = repo.pack.object(id).content.at(byte);
    hit = static_cast<char>(hit ^ (1 << bit));
    PackImage image = repo.pack.build();
    if (crc == Crc::kStale) image.row(id).crc = honest;
    write_pack(repo.objects(), image);
    return Loss{.files = {kVictim}, .named = {id}};
  };
  return damage;
}

// The bytes of the victim's delta that are no inserted text, and the first byte that is.
std::vector<size_t> instruction_bytes(bool with_tokens) {
  const std::string delta =
      make_delta(history_text(kBase, with_tokens), history_text(kVictim, with_tokens));
  std::vector<size_t> bytes;
  size_t at = 0;
  for (; at < 4; ++at) bytes.push_back(at);  // two sizes of two bytes
  while (at < delta.size()) {
    const auto command = static_cast<unsigned char>(delta[at]);
    bytes.push_back(at++);
    if (command < 0x80) {
      bytes.push_back(at);
      at += command;
      continue;
    }
    for (int i = 0; i < 7; ++i) {
      if ((command >> i & 1) != 0) bytes.push_back(at++);
    }
  }
  return bytes;
}

// Cuts the pack so that the blobs of the last `lost` files are gone, but for the first bytes of the
// first of them.
PackDamage cut(const std::string& name, unsigned lost, uint64_t left_of_first) {
  return {name, [=](HandPackedRepo& repo) {
            Loss loss;
            for (unsigned i = kHistoryFiles - lost; i < kHistoryFiles; ++i) {
              repo.pack.move_to_end(repo.blob(i));
              loss.files.insert(i);
              loss.named.push_back(repo.blob(i));
            }
            PackImage image = repo.pack.build();
            image.bytes.resize(image.row(repo.blob(kHistoryFiles - lost)).offset + left_of_first);
            write_pack(repo.objects(), image);
            return loss;
          }};
}

}  // namespace

TEST_CASE(
    "Of 40 commits with twenty flipped bytes in one blob, 39 are scanned "
    "and it is named") {
  HandPackedRepo repo(true);
  PackImage image = repo.pack.build();
  const PackedRow& row = image.row(repo.blob(kVictim));
  const uint64_t middle = (row.offset + row.end) / 2;
  for (uint64_t i = 0; i < 20; ++i) {
    for (int bit = 0; bit < 8; ++bit) image.flip_bit(middle + i, bit);
  }
  write_pack(repo.objects(), image);
  const BoundedScan result = bounded_scan({repo.repo.path(), "--history-only"});
  check_named(result, 1, {.named = {repo.blob(kVictim)}});
  CHECK(count_found(result.report) == 39);
  const RunResult text = keyhound({"scan", repo.repo.path(), "--history-only"});
  CHECK((text.out + text.err).find(repo.blob(kVictim).substr(0, 7)) != std::string::npos);
}

TEST_CASE("A flipped bit in a pack's header or trailer is said and costs nothing") {
  check_damage(header_damage("signature", 0, 0));
  check_damage(header_damage("version", 7, 2));
  check_damage(header_damage("count, too great", 9, 4));
  check_damage(header_damage("count, too small", 11, 3));
  check_damage({"trailer", [](HandPackedRepo& repo) {
                  PackImage image = repo.pack.build();
                  image.flip_bit(image.bytes.size() - 5, 2);
                  return Loss{.named = {write_pack(repo.objects(), image)}};
                }});
}

TEST_CASE("A flipped bit in an object's header costs the object and no other") {
  for (const Crc crc : {Crc::kStale, Crc::kRenewed}) {
    for (int bit = 0; bit < 8; ++bit) {
      check_damage(entry_damage(0, bit, crc));
      check_damage(entry_damage(1, bit, crc));
    }
  }
}

TEST_CASE("A flipped bit in compressed data costs the object and no other") {
  for (const Crc crc : {Crc::kStale, Crc::kRenewed}) {
    check_damage(entry_damage(2, 3, crc));    // the header of the stream
    check_damage(entry_damage(400, 6, crc));  // a Huffman code
    check_damage(entry_damage(-3, 1, crc));   // the checksum of the stream
  }
}

TEST_CASE("A flipped bit in a delta's instructions costs the object and no other") {
  // The deltas of both histories begin alike; a byte that only one has is left out.
  const std::vector<size_t> bytes = instruction_bytes(true);
  const std::vector<size_t> others = instruction_bytes(false);
  for (const size_t byte : bytes) {
    const bool is_in_both = std::count(others.begin(), others.end(), byte) != 0;
    const int bit = static_cast<int>(byte % 8);
    if (is_in_both) check_damage(delta_damage(byte, bit, Crc::kStale));
    check_damage(delta_damage(byte, 7 - bit, Crc::kRenewed));
  }
}

TEST_CASE("A cut pack costs what was cut off and nothing before it") {
  check_damage(cut("within the last entry", 1, 500));
  check_damage(cut("within an entry, others behind it", 3, 500));
  check_damage(cut("between two entries", 2, 0));
  check_damage(cut("behind an entry's first byte", 1, 1));
}

TEST_CASE("A pack whose trailer is cut off loses no object") {
  check_damage({"trailer cut off", [](HandPackedRepo& repo) {
                  PackImage image = repo.pack.build();
                  image.bytes.resize(image.bytes.size() - 20);
                  return Loss{.named = {write_pack(repo.objects(), image)}};
                }});
  check_damage({"half of the trailer", [](HandPackedRepo& repo) {
                  PackImage image = repo.pack.build();
                  image.bytes.resize(image.bytes.size() - 10);
                  return Loss{.named = {write_pack(repo.objects(), image)}};
                }});
}

TEST_CASE("An object that is damaged in one pack is read from the other") {
  for (const bool is_copy_damaged : {false, true}) {
    CAPTURE(is_copy_damaged);
    HandPackedRepo repo(true);
    PackBuilder copy;
    copy.add(repo.pack.object(repo.blob(kVictim)));
    PackImage first = repo.pack.build();
    PackImage second = copy.build();
    PackImage& hit = is_copy_damaged ? second : first;
    hit.flip_bit(hit.row(repo.blob(kVictim)).offset + 300, 2);
    write_pack(repo.objects(), first);
    write_pack(repo.objects(), second);
    const BoundedScan result = bounded_scan({repo.repo.path(), "--history-only"});
    INFO(result.run.describe());
    check_bounds(result);
    CHECK(result.run.exit_code == 1);
    CHECK(count_found(result.report) == kHistoryFiles);
  }
}

TEST_CASE("A damaged blob of a repository with SHA-256 costs itself alone") {
  HandPackedRepo repo(true, "sha256");
  PackImage image = repo.pack.build();
  image.flip_bit(image.row(repo.blob(kVictim)).offset + 300, 2);
  write_pack(repo.objects(), image);
  const BoundedScan result = bounded_scan({repo.repo.path(), "--history-only"});
  check_named(result, 1, {.named = {repo.blob(kVictim)}});
  CHECK(count_found(result.report) == 39);
}

}  // namespace keyhound::testing
