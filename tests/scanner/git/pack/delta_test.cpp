// SPDX-License-Identifier: Apache-2.0
// The deltas are written out by hand here; tests/properties/delta_properties_test.cpp makes random
// ones.
#include "scanner/git/pack/delta.h"

#include <doctest/doctest.h>

#include <limits>
#include <string>

#include "tests/support/tokens.h"

namespace keyhound::testing {
namespace {

constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
const std::string kBase = "0123456789abcdef";

std::string size_bytes(std::uint64_t size) {
  std::string bytes;
  for (; size >= 0x80; size >>= 7U) bytes += static_cast<char>(0x80U | (size & 0x7FU));
  return bytes + static_cast<char>(size);
}

// A delta of `base_size` bytes into `result_size`; `instructions` in hexadecimal.
std::string delta_of(std::uint64_t base_size, std::uint64_t result_size,
                     std::string_view instructions) {
  return size_bytes(base_size) + size_bytes(result_size) + from_hex(instructions);
}

struct Applied {
  Status status;
  std::string out;
  std::vector<CopiedRange> copied;
};

// Applies a delta to a place of `size` bytes and checks that nothing beside it is written.
Applied apply(std::string_view base, std::string_view delta, std::size_t size) {
  constexpr std::size_t kGuard = 300;
  Applied applied;
  std::string room(size + 2 * kGuard, '~');
  applied.status = apply_delta(base, delta, std::span(room).subspan(kGuard, size), applied.copied);
  CHECK(room.substr(0, kGuard) == std::string(kGuard, '~'));
  CHECK(room.substr(kGuard + size) == std::string(kGuard, '~'));
  applied.out = room.substr(kGuard, size);
  return applied;
}

// Why the delta is refused; "applied" when it is not.
std::string refusal(std::string_view base, std::string_view delta, std::size_t size) {
  const Applied applied = apply(base, delta, size);
  if (applied.status) return "applied";
  CHECK(applied.status.error().kind == ErrorKind::kCorrupt);
  return applied.status.error().message;
}

}  // namespace

TEST_CASE("A delta copies from its base and inserts") {
  const Applied applied = apply(kBase,
                                delta_of(16, 9,
                                         "910204"
                                         "012d"
                                         "9004"),
                                9);
  REQUIRE(applied.status);
  CHECK(applied.out == "2345-0123");
  CHECK(applied.copied == std::vector<CopiedRange>{{0, 2, 4}, {5, 0, 4}});
}

TEST_CASE("A delta makes an empty object, and makes one of an empty base") {
  const Applied nothing = apply(kBase, delta_of(16, 0, ""), 0);
  CHECK(nothing.status);
  CHECK(nothing.copied.empty());
  const Applied inserted = apply("", delta_of(0, 3, "03787900"), 3);
  REQUIRE(inserted.status);
  CHECK(inserted.out == std::string("xy\0", 3));
  CHECK(inserted.copied.empty());
  CHECK(apply("", delta_of(0, 0, ""), 0).status);
}

TEST_CASE("Copies that continue each other on both sides are one range, others are not") {
  const struct {
    std::string instructions;
    std::string result;
    std::vector<CopiedRange> copied;
  } rows[] = {
      {"9002"
       "910203"
       "910501",
       "012345",
       {{0, 0, 6}}},
      {"9002"
       "910302",
       "0134",
       {{0, 0, 2}, {2, 3, 2}}},  // a gap in the base
      {"9002"
       "910102",
       "0112",
       {{0, 0, 2}, {2, 1, 2}}},  // bytes taken twice
      {"910202"
       "9002",
       "2301",
       {{0, 2, 2}, {2, 0, 2}}},  // the other way round
      {"9002"
       "0178"
       "910202",
       "01x23",
       {{0, 0, 2}, {3, 2, 2}}},  // a gap in the result
      {"9002"
       "0132"
       "910301",
       "0123",
       {{0, 0, 2}, {3, 3, 1}}},  // the insertion fits too
      {"9001"
       "9001"
       "9001",
       "000",
       {{0, 0, 1}, {1, 0, 1}, {2, 0, 1}}},  // one byte repeated
  };
  for (const auto& row : rows) {
    CAPTURE(row.instructions);
    const Applied applied =
        apply(kBase, delta_of(16, row.result.size(), row.instructions), row.result.size());
    REQUIRE(applied.status);
    CHECK(applied.out == row.result);
    CHECK(applied.copied == row.copied);
  }
}

TEST_CASE("What `copied` held before is gone") {
  std::vector<CopiedRange> copied = {{0, 0, 3}, {7, 7, 7}};
  std::string out(3, '\0');
  REQUIRE(apply_delta(kBase, delta_of(16, 3, "910303"), out, copied));
  CHECK(copied == std::vector<CopiedRange>{{0, 3, 3}});
}

TEST_CASE("A copy of size 0 has 64 KiB, whether its size is left out or written as zeros") {
  const std::string base = alphanumerics(1, 0x10005);
  for (const char* instruction : {"8105", "910500", "b1050000", "f105000000", "c10500"}) {
    CAPTURE(instruction);
    const Applied applied = apply(base, delta_of(base.size(), 0x10000, instruction), 0x10000);
    REQUIRE(applied.status);
    CHECK(applied.out == base.substr(5));
    CHECK(applied.copied == std::vector<CopiedRange>{{0, 5, 0x10000}});
  }
}

TEST_CASE("Each bit of a copy's code says whether one byte of its offset or size is there") {
  constexpr unsigned kBytes[7] = {0x11, 0x22, 0x33, 0x01, 0x44, 0x05, 0x02};
  const std::string base(std::size_t{0x01332211} + 0x020544, 'b');
  for (unsigned code = 0; code < 0x80; ++code) {
    CAPTURE(code);
    std::string instruction(1, static_cast<char>(0x80U | code));
    std::size_t offset = 0;
    std::size_t size = 0;
    for (unsigned i = 0; i < 7; ++i) {
      if ((code >> i & 1U) == 0) continue;
      instruction += static_cast<char>(kBytes[i]);
      (i < 4 ? offset : size) += std::size_t{kBytes[i]} << (8 * (i % 4));
    }
    if (size == 0) size = 0x10000;
    std::string out(size, '\0');
    std::vector<CopiedRange> copied;
    const std::string sizes = size_bytes(base.size()) + size_bytes(size);
    REQUIRE(apply_delta(base, sizes + instruction, out, copied));
    CHECK(copied == std::vector<CopiedRange>{{0, offset, size}});
    instruction.pop_back();
    CHECK_FALSE(apply_delta(base, sizes + instruction, out, copied));
  }
}

TEST_CASE("A delta that does not fit its base or its result is refused") {
  const struct {
    std::string instructions;
    std::size_t size;
    std::string reason;
  } rows[] = {
      {"910f02", 2, "behind the end of its base"},
      {"911001", 1, "behind the end of its base"},
      {"91ff01", 1, "behind the end of its base"},
      {"80", 0x10000, "behind the end of its base"},
      {"9fffffffff01", 1, "behind the end of its base"},
      {"ffffffffffffffff", 0xFFFFFF, "behind the end of its base"},
      {"9004", 3, "more than it announces"},
      {"9002"
       "9002",
       3, "more than it announces"},
      {"0461626364", 3, "more than it announces"},
      {"0161"
       "7f" +
           hex(std::string(127, 'x')),
       127, "more than it announces"},
      {"9004", 5, "less than it announces"},
      {"0161", 2, "less than it announces"},
      {"", 1, "less than it announces"},
      {"00", 0, "does not know"},
      {"9004"
       "00"
       "9004",
       8, "does not know"},
      {"9004"
       "0361",
       7, "breaks off in an insertion"},
      {"036162", 3, "breaks off in an insertion"},
      {"91", 4, "breaks off in a copy"},
      {"ff010203040506", 4, "breaks off in a copy"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.instructions);
    CHECK(refusal(kBase, delta_of(16, row.size, row.instructions), row.size).find(row.reason) !=
          std::string::npos);
  }
}

TEST_CASE("A delta for a base or a result of another size is refused before it writes") {
  const std::string delta = delta_of(16, 4, "9004");
  REQUIRE(refusal(kBase, delta, 4) == "applied");
  for (const std::string& base : {kBase + "x", kBase.substr(1), std::string()}) {
    const Applied applied = apply(base, delta, 4);
    REQUIRE_FALSE(applied.status);
    CHECK(applied.status.error().message == "the delta is for a base of another size");
    CHECK(applied.out == "~~~~");
  }
  for (const std::size_t size : {0U, 3U, 5U}) {
    CAPTURE(size);
    CHECK(refusal(kBase, delta, size) == "the delta makes a result of another size");
  }
  CHECK(refusal(kBase, delta_of(kMost, 4, "9004"), 4) == "the delta is for a base of another size");
  CHECK(refusal(kBase, delta_of(16, kMost, "9004"), 4) ==
        "the delta makes a result of another size");
}

TEST_CASE("A delta that is cut short is refused, at every length") {
  const std::string delta = delta_of(16, 143,
                                     "910204"
                                     "0461626364"
                                     "9004"
                                     "7f" +
                                         hex(std::string(127, 'x')) + "b1010400");
  REQUIRE(refusal(kBase, delta, 143) == "applied");
  for (std::size_t length = 0; length < delta.size(); ++length) {
    CAPTURE(length);
    CHECK(refusal(kBase, delta.substr(0, length), 143) != "applied");
  }
}

TEST_CASE("The sizes of a delta are read from its beginning, up to 64 bits") {
  for (const std::uint64_t base :
       {std::uint64_t{0}, std::uint64_t{127}, std::uint64_t{128}, std::uint64_t{1} << 40U, kMost}) {
    for (const std::uint64_t result : {std::uint64_t{0}, std::uint64_t{16384}, kMost}) {
      CAPTURE(base);
      CAPTURE(result);
      const std::string bytes = size_bytes(base) + size_bytes(result);
      CHECK(bytes.size() <= kMaxDeltaSizesBytes);
      const auto sizes = read_delta_sizes(bytes + "and more");
      REQUIRE(sizes);
      CHECK(sizes->base == base);
      CHECK(sizes->result == result);
      for (std::size_t length = 0; length < bytes.size(); ++length)
        CHECK_FALSE(read_delta_sizes(bytes.substr(0, length)));
    }
  }
  CHECK(size_bytes(kMost).size() * 2 == kMaxDeltaSizesBytes);
}

TEST_CASE("Sizes of a delta that need more than 64 bits are refused") {
  const std::string many(9, '\xFF');
  const std::string zeros(9, '\x80');
  for (const std::string& size : {many + "\x02", many + "\x7F", many + "\xFF\x01", zeros + "\x02",
                                  zeros + "\x80" + std::string(1, '\0'), std::string(40, '\x80')}) {
    CAPTURE(hex(size));
    for (const std::string& delta : {size + "\x04", "\x04" + size + "\x04"}) {
      const auto sizes = read_delta_sizes(delta);
      REQUIRE_FALSE(sizes);
      CHECK(sizes.error().kind == ErrorKind::kCorrupt);
      CHECK(sizes.error().message == "a size of the delta needs more than 64 bits");
    }
  }
}

}  // namespace keyhound::testing
