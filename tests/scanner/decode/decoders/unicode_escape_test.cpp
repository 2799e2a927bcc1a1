// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "tests/scanner/decode/decoded_texts.h"
#include "tests/support/encoders.h"

namespace keyhound {
using namespace testing;

TEST_CASE("Unicode escapes of all lengths are decoded when one of them is ASCII") {
  CHECK(has(decoded("\\u0041\\ud83d\\udd11"), "unicode-escape|A\xF0\x9F\x94\x91"));
  CHECK(has(decoded("\\x41\\u{42}\\U00000043"), "unicode-escape|ABC"));
  CHECK(decoded("\\u4e2d\\u6587").empty());
}

}  // namespace keyhound
