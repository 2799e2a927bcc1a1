// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "tests/scanner/decode/decoded_texts.h"
#include "tests/support/encoders.h"

namespace keyhound {
using namespace testing;

TEST_CASE("Percent escapes are decoded when one of them is ASCII") {
  CHECK(has(decoded("%41%c3%a4"), "percent|A\xC3\xA4"));
  CHECK(has(decoded("user%3Apass%40host"), "percent|user:pass@host"));
  CHECK(decoded("%c3%a4").empty());
}

}  // namespace keyhound
