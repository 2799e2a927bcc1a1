// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/line_index.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

TEST_CASE("Offsets and positions are the same places, also behind characters of several bytes") {
  const std::string_view text = "a: b\n\xC3\xA9\xF0\x9F\x94\x91: c\r\n\nend";
  const LineIndex index(text);
  CHECK(index.lines() == 4);
  CHECK(index.position(5) == SourcePosition{2, 1});
  CHECK(index.position(11) == SourcePosition{2, 4});  // one unit for the first, two for the second
  for (std::uint32_t at = 0; at <= text.size(); ++at) {
    const bool is_inside =
        at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
    if (is_inside) continue;
    CAPTURE(at);
    CHECK(index.offset(index.position(at)) == at);
  }
}

TEST_CASE("Beyond the text is its end, beyond a line the line's") {
  const LineIndex index("ab\ncd");
  CHECK(index.position(99) == SourcePosition{2, 3});
  CHECK(index.offset({1, 99}) == 2);
  CHECK(index.offset({9, 1}) == 5);
  CHECK(LineIndex("").position(0) == SourcePosition{1, 1});
}

}  // namespace
}  // namespace keyhound
