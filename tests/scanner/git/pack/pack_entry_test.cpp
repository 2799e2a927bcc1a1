// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/pack_entry.h"

#include <doctest/doctest.h>

#include <limits>
#include <string>

#include "tests/support/tokens.h"

namespace keyhound::testing {
namespace {

constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
const std::string kId = from_hex("0102030405060708090a0b0c0d0e0f1011121314");

// Type and size as git writes them.
std::string header_of(unsigned type, std::uint64_t size) {
  std::uint64_t byte = type << 4U | (size & 0x0FU);
  std::string bytes;
  for (size >>= 4U; size > 0; size >>= 7U) {
    bytes += static_cast<char>(byte | 0x80U);
    byte = size & 0x7FU;
  }
  return bytes + static_cast<char>(byte);
}

// How far a base is away as git writes it.
std::string distance_of(std::uint64_t distance) {
  std::string bytes(1, static_cast<char>(distance & 0x7FU));
  while ((distance >>= 7U) > 0) {
    --distance;
    bytes.insert(0, 1, static_cast<char>(0x80U | (distance & 0x7FU)));
  }
  return bytes;
}

// A pack of nothing but `entry` at `offset`.
std::string pack_with(std::string_view entry, std::uint64_t offset = kFirstPackEntry) {
  return std::string(static_cast<std::size_t>(offset), 'x') + std::string(entry);
}

// Why the entry at `offset` is refused; "read" when it is not.
std::string refusal(std::string_view pack, std::uint64_t offset = kFirstPackEntry) {
  const auto entry = read_pack_entry(pack, offset, ObjectId::kSha1Size);
  if (entry) return "read";
  CHECK(entry.error().kind == ErrorKind::kCorrupt);
  return entry.error().message;
}

constexpr const char* kBreaksOff = "the header of the object breaks off";

}  // namespace

TEST_CASE("A whole object has a type and a size") {
  const struct {
    unsigned number;
    ObjectType type;
  } rows[] = {{1, ObjectType::kCommit},
              {2, ObjectType::kTree},
              {3, ObjectType::kBlob},
              {4, ObjectType::kTag}};
  for (const auto& row : rows) {
    for (const std::uint64_t size :
         {std::uint64_t{0}, std::uint64_t{15}, std::uint64_t{16}, std::uint64_t{2047},
          std::uint64_t{2048}, std::uint64_t{1} << 40U, kMost}) {
      CAPTURE(row.number);
      CAPTURE(size);
      const std::string header = header_of(row.number, size);
      const auto entry = read_pack_entry(pack_with(header + "zlib", 33), 33, ObjectId::kSha1Size);
      REQUIRE(entry);
      CHECK(entry->type == row.type);
      CHECK_FALSE(entry->is_delta());
      CHECK(entry->size == size);
      CHECK(entry->data == 33 + header.size());
      CHECK(entry->base_offset == 0);
      CHECK(entry->base_id.is_null());
    }
  }
}

TEST_CASE("An offset delta names the place of its base, near or far") {
  for (const std::uint64_t distance :
       {1U, 127U, 128U, 129U, 16'511U, 16'512U, 2'113'663U, 2'113'664U, 2'200'000U}) {
    CAPTURE(distance);
    const std::uint64_t offset = 2'200'000 + kFirstPackEntry;
    const std::string header = header_of(6, 1000) + distance_of(distance);
    const auto entry =
        read_pack_entry(pack_with(header + "zlib", offset), offset, ObjectId::kSha1Size);
    REQUIRE(entry);
    CHECK(entry->is_delta());
    CHECK(entry->size == 1000);
    CHECK(entry->base_offset == offset - distance);
    CHECK(entry->base_id.is_null());
    CHECK(entry->data == offset + header.size());
  }
}

TEST_CASE("A reference delta names the id of its base, in either format") {
  for (const std::size_t id_size : {ObjectId::kSha1Size, ObjectId::kSha256Size}) {
    CAPTURE(id_size);
    const std::string id = (kId + kId).substr(0, id_size);
    const auto entry =
        read_pack_entry(pack_with(header_of(7, 20) + id + "zlib"), kFirstPackEntry, id_size);
    REQUIRE(entry);
    CHECK(entry->is_delta());
    CHECK(entry->size == 20);
    CHECK(entry->base_id.hex() == hex(id));
    CHECK(entry->base_offset == 0);
    CHECK(entry->data == kFirstPackEntry + 2 + id_size);
  }
}

TEST_CASE("An offset outside the objects of the pack is refused") {
  const std::string pack = pack_with(header_of(3, 1) + "zlib");
  REQUIRE(refusal(pack) == "read");
  for (const std::uint64_t offset :
       {std::uint64_t{0}, kFirstPackEntry - 1, std::uint64_t{pack.size()},
        std::uint64_t{pack.size()} + 1, std::uint64_t{1} << 32U, kMost}) {
    CAPTURE(offset);
    CHECK(refusal(pack, offset) == "the offset of the object is outside the pack");
  }
  CHECK(refusal("", 0) != "read");
  CHECK(refusal("", kFirstPackEntry) != "read");
}

TEST_CASE("Types that git does not have are refused") {
  for (const unsigned type : {0U, 5U}) {
    CHECK(refusal(pack_with(header_of(type, 5))) == "the type of the object is none that git has");
  }
}

TEST_CASE("A size of more than 64 bits is refused") {
  const std::string nine(9, '\xFF');
  REQUIRE(refusal(pack_with("\xB0" + std::string(8, '\xFF') + "\x0F")) == "read");
  for (const std::string& rest :
       {std::string(8, '\xFF') + "\x10", nine + "\x01", nine + nine + "\x01",
        std::string(9, '\x80') + std::string(1, '\0')}) {
    CAPTURE(hex(rest));
    CHECK(refusal(pack_with("\xB0" + rest)) == "the size of the object needs more than 64 bits");
  }
}

TEST_CASE("A base that is not in front of its delta is refused") {
  const char* const reason = "the base of the delta is not in front of it in the pack";
  const std::uint64_t offset = 200;
  const auto at = [&](const std::string& distance) {
    return refusal(pack_with(header_of(6, 5) + distance + "zlib", offset), offset);
  };
  CHECK(at(distance_of(1)) == "read");
  CHECK(at(distance_of(offset - kFirstPackEntry)) == "read");
  CHECK(at(distance_of(0)) == reason);
  CHECK(at(distance_of(offset - kFirstPackEntry + 1)) == reason);
  CHECK(at(distance_of(offset)) == reason);
  CHECK(at(distance_of(offset + 1)) == reason);
  CHECK(at(distance_of(std::uint64_t{1} << 63U)) == reason);
  CHECK(at(distance_of(kMost)) == reason);
}

TEST_CASE("The distance of a base of more than 64 bits is refused") {
  std::string least = distance_of((std::uint64_t{1} << 57U) - 1) + "\x05";  // five, if it wraps
  least[least.size() - 2] = static_cast<char>(least[least.size() - 2] | 0x80);
  for (const std::string& distance :
       {least, std::string(9, '\xFF') + "\x7F", std::string(10, '\x80') + "\x01",
        std::string(30, '\xFF') + "\x01"}) {
    CAPTURE(hex(distance));
    CHECK(refusal(pack_with(header_of(6, 5) + distance)) ==
          "the offset of the base needs more than 64 bits");
  }
}

TEST_CASE("A header that is cut short is refused, at every length") {
  for (const std::string& header :
       {header_of(3, kMost), header_of(6, 100'000) + distance_of(100'000),
        header_of(7, 100'000) + kId, header_of(7, 1) + kId, header_of(1, 16)}) {
    CAPTURE(hex(header));
    const std::string pack = pack_with(header, 100'100);
    REQUIRE(refusal(pack, 100'100) == "read");
    for (std::size_t length = 1; length < header.size(); ++length) {
      CAPTURE(length);
      CHECK(refusal(pack.substr(0, 100'100 + length), 100'100) == kBreaksOff);
    }
  }
}

}  // namespace keyhound::testing
