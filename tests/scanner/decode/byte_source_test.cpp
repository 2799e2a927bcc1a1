// SPDX-License-Identifier: Apache-2.0
#include "scanner/decode/byte_source.h"

#include <doctest/doctest.h>

#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

std::string drain(ByteSource& source) {
  std::string all;
  while (true) {
    const auto piece = source.next();
    REQUIRE(piece);
    if (piece->empty()) return all;
    all += *piece;
  }
}

// More than one piece.
std::string long_text() {
  std::string text;
  for (int i = 0; i < 40'000; ++i) text += std::to_string(i) + "\n";
  return text;
}

}  // namespace

TEST_CASE("A text in memory comes whole, and again from where it is asked for") {
  const std::string text = long_text();
  MemorySource source(text);
  CHECK(source.size() == text.size());
  CHECK(drain(source) == text);
  source.seek(100'000);
  CHECK(drain(source) == text.substr(100'000));
  source.seek(text.size() + 1);
  CHECK(drain(source).empty());
}

TEST_CASE("A file comes whole, and any part of it") {
  const testing::TempDir dir;
  const std::string text = long_text();
  dir.write_file("file", text);
  const auto file = File::open(dir / "file");
  REQUIRE(file);
  FileSource source(*file);
  CHECK(source.can_seek());
  CHECK(source.size() == text.size());
  CHECK(drain(source) == text);
  const auto middle = read_at(source, 70'000, 80'000);
  REQUIRE(middle);
  CHECK(*middle == text.substr(70'000, 80'000));
  const auto end = read_at(source, text.size() - 5, 100);
  REQUIRE(end);
  CHECK(*end == text.substr(text.size() - 5));
}

TEST_CASE("What was taken from a source comes before the rest") {
  const std::string text = long_text();
  MemorySource rest(std::string_view(text).substr(100'000));
  ResumedSource source(std::string_view(text).substr(0, 100'000), rest);
  CHECK_FALSE(source.can_seek());
  CHECK(drain(source) == text);
}

}  // namespace keyhound
