// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/entry_data.h"

#include <doctest/doctest.h>

#include "tests/scanner/git/loose_file.h"

namespace keyhound::testing {
namespace {

constexpr std::uint64_t kLimit = 1'000'000;

}  // namespace

TEST_CASE("An entry is inflated, and where its stream ends is known") {
  EntryDecoder decoder;
  const std::string stream = deflated("some text");
  std::size_t used = 0;
  const auto object = decoder.inflate(stream + "the next entry", 9, kLimit, used);
  REQUIRE(object);
  CHECK(object->bytes() == "some text");
  CHECK(used == stream.size());
  CHECK(*decoder.inflate_delta(stream + "more", 9, kLimit, used) == "some text");
  CHECK(used == stream.size());
  CHECK(decoder.inflate(deflated(""), 0, kLimit, used)->bytes().empty());
}

TEST_CASE("A size that the stream cannot hold is refused before memory is taken") {
  EntryDecoder decoder;
  std::size_t used = 0;
  const std::uint64_t huge = std::uint64_t{1} << 40;
  const auto object = decoder.inflate(deflated("some text"), huge, huge, used);
  REQUIRE_FALSE(object);
  CHECK(object.error().kind == ErrorKind::kCorrupt);
  CHECK(object.error().message.find("can hold") != std::string::npos);
  CHECK_FALSE(decoder.inflate_delta(deflated("some text"), huge, huge, used));
  CHECK(can_hold(100, 103'200));
  CHECK_FALSE(can_hold(0, 1032));
}

TEST_CASE("An entry over the limit is refused by its size alone") {
  EntryDecoder decoder;
  std::size_t used = 0;
  const std::string stream = deflated(std::string(2'000, 'x'));
  const auto object = decoder.inflate(stream, 2'000, 1'999, used);
  REQUIRE_FALSE(object);
  CHECK(object.error().kind == ErrorKind::kLimit);
  CHECK(decoder.inflate_delta(stream, 2'000, 1'999, used).error().kind == ErrorKind::kLimit);
  CHECK(decoder.inflate(stream, 2'000, 2'000, used));
}

TEST_CASE("A delta makes its result from the base, within the limit") {
  EntryDecoder decoder;
  // Sizes 4 and 6; copy 4 bytes from 0; insert "!!".
  const std::string delta = std::string("\x04\x06\x90\x04\x02!!", 7);
  CHECK(decoder.apply("base", delta, 6)->bytes() == "base!!");
  CHECK(decoder.apply("base", delta, 5).error().kind == ErrorKind::kLimit);
  CHECK(decoder.apply("bas", delta, 6).error().kind == ErrorKind::kCorrupt);
}

}  // namespace keyhound::testing
