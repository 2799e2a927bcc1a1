// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/inflater.h"

#include <doctest/doctest.h>
#include <zlib.h>

#include <string>
#include <vector>

#include "tests/scanner/git/loose_file.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {
namespace {

struct Inflated {
  Result<std::size_t> taken;
  std::string out;
};

// Inflates into a place of `size` bytes and checks that nothing beside it is written.
Inflated inflate(Inflater& inflater, std::string_view stream, std::size_t size) {
  constexpr std::size_t kGuard = 300;
  std::string room(size + 2 * kGuard, '~');
  const auto taken = inflater.inflate(stream, std::span(room).subspan(kGuard, size));
  CHECK(room.substr(0, kGuard) == std::string(kGuard, '~'));
  CHECK(room.substr(kGuard + size) == std::string(kGuard, '~'));
  return {taken, room.substr(kGuard, size)};
}

// Why the stream is refused; "inflated" when it is not.
std::string refusal(Inflater& inflater, std::string_view stream, std::size_t size) {
  const Inflated inflated = inflate(inflater, stream, size);
  if (inflated.taken) return "inflated";
  CHECK(inflated.taken.error().kind == ErrorKind::kCorrupt);
  return inflated.taken.error().message;
}

}  // namespace

TEST_CASE("A stream is inflated and its length told, whatever follows it") {
  Inflater inflater;
  for (const std::size_t size : {0U, 1U, 100U, 100'000U}) {
    CAPTURE(size);
    const std::string content = alphanumerics(1, size);
    const std::string stream = deflated(content);
    for (const std::string& behind : {std::string(), std::string("more"), stream}) {
      const Inflated inflated = inflate(inflater, stream + behind, size);
      REQUIRE(inflated.taken);
      CHECK(*inflated.taken == stream.size());
      CHECK(inflated.out == content);
    }
  }
}

TEST_CASE("An empty place without an address is as good as another") {
  Inflater inflater;
  const std::string stream = deflated("");
  const auto taken = inflater.inflate(stream, {});
  REQUIRE(taken);
  CHECK(*taken == stream.size());
  CHECK_FALSE(inflater.inflate({}, {}));
}

TEST_CASE("A stream of another size than announced is refused, and stops at the end of its place") {
  Inflater inflater;
  const std::string stream = deflated(std::string(1'000'000, 'z'));
  REQUIRE(refusal(inflater, stream, 1'000'000) == "inflated");
  for (const std::size_t size : {0U, 1U, 257U, 999'999U}) {
    CAPTURE(size);
    CHECK(refusal(inflater, stream, size) == "the zlib stream is longer than announced");
  }
  for (const std::size_t size : {1'000'001U, 2'000'000U}) {
    CAPTURE(size);
    CHECK(refusal(inflater, stream, size) == "the zlib stream is shorter than announced");
  }
  CHECK(refusal(inflater, deflated(""), 1) == "the zlib stream is shorter than announced");
  CHECK(refusal(inflater, deflated("x"), 0) == "the zlib stream is longer than announced");
}

TEST_CASE("A stream that is cut short is refused, at every length") {
  Inflater inflater;
  const std::string content = "a text with " + alphanumerics(2, 200);
  const std::string stream = deflated(content);
  for (std::size_t length = 0; length < stream.size(); ++length) {
    CAPTURE(length);
    const std::vector<char> alone(stream.data(), stream.data() + length);  // memory ends with it
    CHECK(refusal(inflater, {alone.data(), length}, content.size()) != "inflated");
  }
}

TEST_CASE("A stream with a flipped bit is refused, or holds what it held") {
  Inflater inflater;
  const std::string content = "a text with " + alphanumerics(3, 120);
  const std::string whole = deflated(content);
  std::size_t survived = 0;
  for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
    CAPTURE(bit);
    std::string damaged = whole;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    const Inflated inflated = inflate(inflater, damaged, content.size());
    if (!inflated.taken) continue;
    ++survived;  // bits that pad the last byte of the deflated data
    CHECK(inflated.out == content);
  }
  CHECK(survived < 8);
}

TEST_CASE("A stream with another checksum, a dictionary or no header is refused") {
  Inflater inflater;
  std::string checksum = deflated("12345");
  checksum.back() = static_cast<char>(checksum.back() + 1);
  const std::string streams[] = {checksum, std::string("\x78\xBB", 2) + std::string(20, '\0'),
                                 deflated("12345").substr(2), std::string(100, '\0'), ""};
  for (const std::string& stream : streams) {
    CAPTURE(hex(stream));
    CHECK(refusal(inflater, stream, 5) == "the zlib stream is damaged or cut short");
  }
  CHECK(refusal(inflater, deflated("12345"), 5) == "inflated");  // the inflater goes on
}

TEST_CASE("A stream of stored blocks is inflated") {
  Inflater inflater;
  const std::string content = alphanumerics(4, 200'000);
  uLongf size = compressBound(static_cast<uLong>(content.size())) + 100;
  std::string stream(size, '\0');
  REQUIRE(compress2(reinterpret_cast<Bytef*>(stream.data()), &size,
                    reinterpret_cast<const Bytef*>(content.data()),
                    static_cast<uLong>(content.size()), Z_NO_COMPRESSION) == Z_OK);
  const Inflated inflated = inflate(inflater, stream, content.size());
  REQUIRE(inflated.taken);
  CHECK(*inflated.taken == size);
  CHECK(inflated.out == content);
}

}  // namespace keyhound::testing
