// SPDX-License-Identifier: Apache-2.0
#include "policies/input/chunked_text.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

std::string text_of(ChunkedText& text) {
  std::string all;
  auto next = text.begin();
  for (; next != ChunkedText::end(); ++next) all += *next;
  return all;
}

}  // namespace

TEST_CASE("A text of any length comes whole, across the borders of chunks") {
  const testing::TempDir dir;
  constexpr std::size_t kMebibyte = std::size_t{1} << 20U;
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, kMebibyte - 1, kMebibyte,
                                 kMebibyte + 1, 3 * kMebibyte + 5}) {
    std::string written(size, '\0');
    for (std::size_t i = 0; i < size; ++i) written[i] = static_cast<char>(i * 31 + i / 7);
    dir.write_file("t", written);
    auto file = File::open(dir / "t");
    REQUIRE(file);
    ChunkedText text(std::move(*file));
    CHECK(text_of(text) == written);
    CHECK_FALSE(text.error());
  }
}

TEST_CASE("What is ahead can be passed over, across the borders of chunks") {
  const testing::TempDir dir;
  std::string written(5'000'000, '\0');
  for (std::size_t i = 0; i < written.size(); ++i) written[i] = static_cast<char>(i * 31 + i / 7);
  dir.write_file("t", written);
  auto file = File::open(dir / "t");
  REQUIRE(file);
  ChunkedText from_file(std::move(*file));
  ChunkedText from_memory{std::string_view(written)};
  for (ChunkedText* text : {&from_file, &from_memory}) {
    std::size_t at = 0;
    auto next = text->begin();
    while (next != ChunkedText::end()) {
      CHECK(*next == written[at]);
      ++next;
      ++at;
      const std::string_view ahead = text->ahead();
      CHECK(ahead.size() >= std::min(ChunkedText::kAhead, written.size() - at));
      const std::size_t count = std::min<std::size_t>(ahead.size(), 100'003);
      CHECK(ahead.substr(0, count) == std::string_view(written).substr(at, count));
      text->pass_over(count);
      at += count;
    }
    CHECK(at == written.size());
  }
}

}  // namespace keyhound
