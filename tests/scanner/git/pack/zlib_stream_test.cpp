// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/zlib_stream.h"

#include <doctest/doctest.h>

#include <array>
#include <string>

#include "tests/scanner/git/loose_file.h"

namespace keyhound::testing {
namespace {

std::string start_of(ZlibStream& zlib, std::string_view stream, std::size_t count) {
  std::string text(count, '\0');
  const auto got = zlib.read_start(stream, text);
  if (!got) return "failed";
  text.resize(*got);
  return text;
}

}  // namespace

TEST_CASE("The first bytes of a stream are read without the rest of it") {
  ZlibStream zlib;
  const std::string stream = deflated("the first and " + std::string(100'000, 'x'));
  CHECK(start_of(zlib, stream, 9) == "the first");
  CHECK(start_of(zlib, std::string_view(stream).substr(0, 60), 9) == "the first");
  CHECK(start_of(zlib, deflated("short"), 9) == "short");
  CHECK(start_of(zlib, deflated(""), 9).empty());
  CHECK(start_of(zlib, "no stream at all", 9) == "failed");
  CHECK(start_of(zlib, std::string_view(stream).substr(0, 3), 9) == "failed");
  CHECK(start_of(zlib, "", 9) == "failed");
}

TEST_CASE("A stream of any size is measured, and another size than announced is refused") {
  ZlibStream zlib;
  const std::string text(5'000'000, 'y');
  const std::string stream = deflated(text);
  const auto size = zlib.measure(stream + "what follows", text.size());
  REQUIRE(size);
  CHECK(*size == stream.size());
  CHECK(zlib.inflated() == text.size());
  CHECK(*zlib.measure(deflated("") + "x", 0) == deflated("").size());
  CHECK_FALSE(zlib.measure(stream, text.size() - 1));
  CHECK_FALSE(zlib.measure(stream, text.size() + 1));
  CHECK_FALSE(zlib.measure(stream, 0));
  CHECK_FALSE(zlib.measure(std::string_view(stream).substr(0, stream.size() - 1), text.size()));
  std::string damaged = stream;
  damaged.back() = static_cast<char>(damaged.back() ^ 1);
  CHECK_FALSE(zlib.measure(damaged, text.size()));
}

}  // namespace keyhound::testing
