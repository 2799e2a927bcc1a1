// SPDX-License-Identifier: Apache-2.0
// What literals mean stands in conformance/strings.txt; here is where they end.
#include "policies/language/string_literal.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

TEST_CASE("A literal ends behind its closing quote, wherever it begins") {
  const auto plain = read_string_literal("x 'a\\'b' y", 2, false);
  REQUIRE(plain);
  CHECK(plain->value == "a'b");
  CHECK(plain->end == 8);
  const auto raw = read_string_literal("r'a\\'b'", 1, true);
  REQUIRE(raw);
  CHECK(raw->value == "a\\");
  CHECK(raw->end == 5);
}

TEST_CASE("Every text that breaks off is an error, never a read beyond") {
  const std::string text = "'''\\U0001F600\\x41\\101\\n'''";
  for (std::size_t length = 1; length < text.size(); ++length) {
    CAPTURE(length);
    const auto literal = read_string_literal(text.substr(0, length), 0, false);
    if (length == 2) {
      REQUIRE(literal);
      CHECK(literal->value.empty());
    } else {
      CHECK(!literal);
    }
  }
  CHECK(read_string_literal(text, 0, false));
}

}  // namespace
}  // namespace keyhound
