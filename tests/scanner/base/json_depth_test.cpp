// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/json_depth.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("Brackets of JSON are counted, and those in strings are not") {
  CHECK_FALSE(nests_deeper("[[{}]]", 3));
  CHECK(nests_deeper("[[{}]]", 2));
  CHECK_FALSE(nests_deeper("[[],[],[]]", 2));
  CHECK_FALSE(nests_deeper(R"(["[[[[", "\"[[["])", 1));
  CHECK(nests_deeper(R"(["\\", [[]]])", 2));
  CHECK_FALSE(nests_deeper("", 0));
}

}  // namespace keyhound
