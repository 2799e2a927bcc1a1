// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "tests/scanner/decode/decoded_texts.h"
#include "tests/support/encoders.h"

namespace keyhound {
using namespace testing;

TEST_CASE("A short value counts behind a key, when all of it is text") {
  CHECK(has(decoded("data:\n  password: " + to_base64("hunter2!") + "\n"), "base64|hunter2!"));
  CHECK(has(decoded("{\"password\": \"" + to_base64("hunter2!") + "\"}"), "base64|hunter2!"));
  CHECK(decoded("  password: password\n").empty());
  CHECK(decoded("  password: changeme\n").empty());
}

}  // namespace keyhound
