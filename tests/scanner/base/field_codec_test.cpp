// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/field_codec.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace keyhound {
namespace codec_test {

constexpr std::string_view kMagic = "magic\n";

enum class Colour { kRed, kGreen, kBlue };

struct Item {
  std::string name;
  int count = 0;
  bool operator==(const Item&) const = default;
};

// One field of each kind.
struct Everything {
  std::string text;
  double real = 0;
  int integer = 0;
  std::uint32_t word = 0;
  std::size_t size = 0;
  Colour colour = Colour::kRed;
  std::vector<std::string> texts;
  std::vector<Item> items;
  bool operator==(const Everything&) const = default;
};

template <class Walker, class Value>
requires std::is_same_v<std::remove_const_t<Value>, Item>
void walk(Walker& walker, Value& item) {
  walker.field(item.name);
  walker.field(item.count);
}

template <class Walker, class Value>
requires std::is_same_v<std::remove_const_t<Value>, Everything>
void walk(Walker& walker, Value& value) {
  walker.field(value.text);
  walker.field(value.real);
  walker.field(value.integer);
  walker.field(value.word);
  walker.field(value.size);
  walker.choice(value.colour, Colour::kBlue);
  walker.list(value.texts);
  walker.list(value.items);
}

Everything sample() {
  return {std::string("a\0b", 3),
          -0.5,
          std::numeric_limits<int>::max(),
          std::numeric_limits<std::uint32_t>::max(),
          std::numeric_limits<std::size_t>::max(),
          Colour::kBlue,
          {"", "x", "\xFF"},
          {{"one", 1}, {"", 0}}};
}

std::string encode(const Everything& value) {
  FieldWriter writer(kMagic);
  walk(writer, value);
  return writer.bytes();
}

// Whether the bytes are whole, and what was read of them.
std::pair<bool, Everything> decode(std::string_view bytes) {
  FieldReader reader(bytes, kMagic);
  Everything value;
  walk(reader, value);
  return {reader.is_whole(), value};
}

// The bytes of one number behind the magic.
std::string number(std::uint64_t value) {
  FieldWriter writer(kMagic);
  writer.number(value);
  return writer.bytes();
}

template <class T>
bool reads_as(const std::string& bytes, T expected) {
  FieldReader reader(bytes, kMagic);
  T value{};
  reader.field(value);
  return reader.is_whole() && value == expected;
}

}  // namespace codec_test

using namespace codec_test;

TEST_CASE("What the writer writes, the reader reads") {
  for (const Everything& value : {sample(), Everything()}) {
    const auto [is_whole, read] = decode(encode(value));
    CHECK(is_whole);
    CHECK((read == value));
  }
}

TEST_CASE("Numbers are eight bytes, the least first, and texts begin with their length") {
  FieldWriter writer("m");
  writer.number(0x0102030405060708U);
  writer.field(std::string("ab"));
  CHECK(writer.bytes() == std::string("m\x08\x07\x06\x05\x04\x03\x02\x01", 9) +
                              std::string("\x02\0\0\0\0\0\0\0", 8) + "ab");
}

TEST_CASE("Bytes that are cut, lengthened or begin otherwise are not whole") {
  const std::string bytes = encode(sample());
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    CAPTURE(length);
    CHECK_FALSE(decode(std::string_view(bytes).substr(0, length)).first);
  }
  CHECK_FALSE(decode(bytes + "x").first);
  CHECK_FALSE(decode("M" + bytes.substr(1)).first);
}

TEST_CASE("A damaged byte is noticed or read as another value that is encoded so") {
  const std::string bytes = encode(sample());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (const int bit : {1, 0x10, 0x80}) {
      CAPTURE(i);
      std::string damaged = bytes;
      damaged[i] = static_cast<char>(damaged[i] ^ bit);
      const auto [is_whole, read] = decode(damaged);
      if (is_whole) CHECK(encode(read) == damaged);
    }
  }
}

TEST_CASE("A length beyond the bytes costs nothing and fails") {
  for (const std::uint64_t length : {std::uint64_t{1}, std::uint64_t{1} << 40U, UINT64_MAX}) {
    CAPTURE(length);
    FieldReader text_reader(number(length), kMagic);
    std::string text = "as it was";
    text_reader.field(text);
    CHECK_FALSE(text_reader.is_whole());
    CHECK(text == "as it was");
    FieldReader list_reader(number(length), kMagic);
    std::vector<Item> items;
    list_reader.list(items);
    CHECK_FALSE(list_reader.is_whole());
    CHECK(items.size() <= 1);
  }
}

TEST_CASE("A number that its type cannot hold is refused, not cut") {
  CHECK(reads_as<int>(number(INT32_MAX), INT32_MAX));
  CHECK_FALSE(reads_as<int>(number(std::uint64_t{INT32_MAX} + 1), 0));
  CHECK(reads_as<std::uint32_t>(number(UINT32_MAX), UINT32_MAX));
  CHECK_FALSE(reads_as<std::uint32_t>(number(std::uint64_t{UINT32_MAX} + 1), 0));
  CHECK(reads_as<std::size_t>(number(UINT64_MAX), UINT64_MAX));
}

TEST_CASE("A choice beyond its last is refused") {
  for (const std::uint64_t value : {std::uint64_t{2}, std::uint64_t{3}, UINT64_MAX}) {
    CAPTURE(value);
    FieldReader reader(number(value), kMagic);
    Colour colour = Colour::kRed;
    reader.choice(colour, Colour::kBlue);
    CHECK(reader.is_whole() == (value == 2));
    CHECK((colour == (value == 2 ? Colour::kBlue : Colour::kRed)));
  }
}

TEST_CASE("After its first failure a reader reads nothing more") {
  FieldReader reader(number(UINT64_MAX) + std::string(8, '\x01'), kMagic);
  int value = 7;
  reader.field(value);
  CHECK(value == 0);
  CHECK(reader.number() == 0);
  CHECK_FALSE(reader.is_whole());
}

}  // namespace keyhound
