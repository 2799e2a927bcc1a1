// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/trigger_worth.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound {
namespace {

Worth worth_of_regex(const std::string& regex) {
  const Result<RegexRef> root = parse_regex(regex);
  REQUIRE(root);
  return worth_of(**root);
}

TEST_CASE("A string is worth more the longer it is, and a letter behind a letter counts less") {
  CHECK(worth_of_regex("abcd").literal_bits > worth_of_regex("abc").literal_bits);
  CHECK(worth_of_regex("a-b-").literal_bits > worth_of_regex("abcd").literal_bits);
  CHECK(worth_of_regex("abcd").bits == worth_of_regex("abcd").literal_bits);
}

TEST_CASE("The best string counts, and of an alternation its worst branch") {
  const double word = worth_of_regex("token").literal_bits;
  CHECK(worth_of_regex("token[0-9]{3}ab").literal_bits == doctest::Approx(word));
  CHECK(worth_of_regex("(?:token|secret)").literal_bits <= word);
  CHECK(worth_of_regex("(?:token|[0-9])").literal_bits == 0);
  CHECK(worth_of_regex("(?:token)?").literal_bits == 0);
}

TEST_CASE("A word has the bits of one from three letters on, whatever their case; no byte has") {
  CHECK(worth_of_regex("(?i:key)").literal_bits >= kWordBits);
  CHECK(worth_of_regex("(?i:exa)").literal_bits >= kWordBits);
  CHECK(worth_of_regex("(?i:gh)").literal_bits < kWordBits);
  for (const char* byte : {"-", "@", "[$]", "Q"}) {
    CAPTURE(byte);
    CHECK(worth_of_regex(byte).literal_bits < kWordBits);
  }
}

TEST_CASE("Classes add up, but only to a limit, and cost a position for each byte") {
  const Worth few = worth_of_regex("[0-9a-f]{4}");
  const Worth many = worth_of_regex("[0-9a-f]{60}");
  CHECK(few.bits == 0);
  CHECK(many.class_bits > few.class_bits);
  CHECK(many.all_bits() == worth_of_regex("[0-9a-f]{50}").all_bits());
  CHECK(many.cost == 60);
}

TEST_CASE("Pieces in a row are worth what their concatenation is") {
  const Result<RegexRef> root = parse_regex("ab[0-9]-key");
  REQUIRE(root);
  const Worth row = worth_of_row((*root)->children);
  const Worth whole = worth_of(**root);
  CHECK(row.bits == whole.bits);
  CHECK(row.class_bits == whole.class_bits);
  CHECK(row.literal_bits == whole.literal_bits);
}

}  // namespace
}  // namespace keyhound
