// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "tests/scanner/decode/decoded_texts.h"
#include "tests/support/encoders.h"

namespace keyhound {
using namespace testing;

TEST_CASE("Hex is decoded in either case, behind 0x and between quotes") {
  const std::string text = "a text of hex digits";
  for (const std::string& digits : {as_hex(text), each_byte_as("{:02X}", text)}) {
    CHECK(has(decoded(digits), "hex|" + text));
    CHECK(has(decoded("x = \"" + digits + "\""), "hex|" + text));
  }
  CHECK(decoded(as_hex(std::string(40, '\x90'))).empty());
}

}  // namespace keyhound
