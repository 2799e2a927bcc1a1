// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/expressions/letter_case.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

TEST_CASE("Letters of four scripts have cases, and other bytes stay") {
  CHECK(to_upper_letters("az_09\xC3\xBC\xD0\xB6\xCF\x82\xD5\xA1\xFF") ==
        "AZ_09\xC3\x9C\xD0\x96\xCE\xA3\xD4\xB1\xFF");
}

TEST_CASE("Signs between the cases of ASCII stand behind its letters") {
  CHECK(compare_ignoring_case("a", "[") < 0);
  CHECK(compare_ignoring_case("abc", "ABCD") < 0);
  CHECK(compare_ignoring_case("b", "ABC") > 0);
  CHECK(compare_ignoring_case("", "") == 0);
}

TEST_CASE("Letters outside ASCII never equal one in it") {
  CHECK(compare_ignoring_case("\xC4\xB1", "I") != 0);      // dotless i
  CHECK(compare_ignoring_case("\xC5\xBF", "S") != 0);      // long s
  CHECK(compare_ignoring_case("\xE2\x84\xAA", "K") != 0);  // Kelvin sign
}

}  // namespace
}  // namespace keyhound
