// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/mongodb/bson.h"

#include <doctest/doctest.h>

#include "scanner/probes/net/little_endian.h"

namespace keyhound::testing {

using std::string_literals::operator""s;

TEST_CASE("BSON is written as its specification shows it") {
  // {"hello": "world"}, the first example of bsonspec.org.
  CHECK(BsonWriter().text("hello", "world").bytes() == "\x16\0\0\0\x02hello\0\x06\0\0\0world\0\0"s);
  CHECK(BsonWriter().number("a", -2).truth("b", true).binary("c", "xy").bytes() ==
        "\x1a\0\0\0\x10"
        "a\0\xfe\xff\xff\xff\x08"
        "b\0\1\x05"
        "c\0\2\0\0\0\0xy\0"s);
  CHECK(BsonWriter().document("d", BsonWriter()).bytes() == "\x0d\0\0\0\3d\0\5\0\0\0\0\0"s);
}

TEST_CASE("Members of BSON are read by name and kind") {
  const std::string list = BsonWriter().text("0", "one").number("1", 1).text("2", "two").bytes();
  std::string elements =
      "\x01ok\0\0\0\0\0\0\0\xf0\x3f\x12"
      "code\0\x12\0\0\0\0\0\0\0\x04list\0"s +
      list + "\x0anull\0\x07id\0abcdefghijkl\x09"s + "date\0abcdefgh\x11time\0abcdefgh\x10"s +
      "int\0\xff\xff\xff\xff\x08yes\0\1\x02text\0\2\0\0\0a\0\5data\0\1\0\0\0\0z"s;
  const std::string document = little_endian(elements.size() + 5, 4) + elements + '\0';
  const auto reader = BsonReader::read(document);
  REQUIRE(reader.has_value());
  CHECK(reader->number("ok") == 1);
  CHECK(reader->number("code") == 18);
  CHECK(reader->number("int") == -1);
  CHECK(reader->number("yes") == 1);
  CHECK(reader->text("text") == "a");
  CHECK(reader->binary("data") == "z");
  const std::vector<std::string_view> both = {"one", "two"};
  CHECK(reader->texts("list") == both);
  CHECK_FALSE(reader->number("text").has_value());
  CHECK_FALSE(reader->text("code").has_value());
  CHECK_FALSE(reader->number("none").has_value());
  CHECK_FALSE(reader->texts("text").has_value());
}

TEST_CASE("Damaged BSON is none") {
  const std::string whole = BsonWriter().number("a", 1).text("b", "text").bytes();
  for (std::size_t size = 0; size < whole.size(); ++size)
    CHECK_FALSE(BsonReader::read(std::string_view(whole).substr(0, size)).has_value());
  CHECK_FALSE(BsonReader::read("\x0a\0\0\0\x02"
                               "b\0\xff\xff\xff"s)
                  .has_value());
  CHECK_FALSE(BsonReader::read("\x0d\0\0\0\x02"
                               "b\0\xff\xff\xff\xff\0\0"s)
                  .has_value());
  const auto empty = BsonReader::read(
      "\x0d\0\0\0\x02"
      "b\0\0\0\0\0\0\0"s);
  CHECK_FALSE(empty.has_value());  // what follows a text of no length is no member
  CHECK_FALSE(BsonReader::read("\x08\0\0\0\x13x\0\0"s).has_value());  // of no known kind
  std::string many;
  for (int i = 0; i < 300; ++i) many += "\x0ax\0"s;
  CHECK_FALSE(BsonReader::read(little_endian(many.size() + 5, 4) + many + '\0').has_value());
  const std::string infinite = "\x10\0\0\0\1d\0\0\0\0\0\0\0\xf0\x7f\0"s;
  const auto huge = BsonReader::read(infinite);
  REQUIRE(huge.has_value());
  CHECK_FALSE(huge->number("d").has_value());
}

}  // namespace keyhound::testing
