// SPDX-License-Identifier: Apache-2.0
#include "policies/input/chunked_text.h"

#include <doctest/doctest.h>

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

}  // namespace keyhound
