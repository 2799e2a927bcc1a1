// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "tests/scanner/decode/decoded_texts.h"
#include "tests/support/encoders.h"

namespace keyhound {
using namespace testing;

TEST_CASE("Entities are read by number and by name") {
  CHECK(has(decoded("a&amp;b&lt;&quot;&#228;"), "html-entity|a&b<\"\xC3\xA4"));
  CHECK(has(decoded("&#65;&#x42;&#X43;"), "html-entity|ABC"));
  CHECK(decoded("&unknown;").empty());
  CHECK(decoded("&#x110000;").empty());
}

}  // namespace keyhound
