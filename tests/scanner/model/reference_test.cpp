// SPDX-License-Identifier: Apache-2.0
#include "scanner/model/reference.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

TEST_CASE("Every resolution has a name that reads back as itself") {
  for (const Resolution one : {Resolution::kExact, Resolution::kPattern, Resolution::kDynamic})
    CHECK(parse_resolution(to_string(one)) == one);
  CHECK(to_string(Resolution::kPattern) == "pattern");
  CHECK_FALSE(parse_resolution("guess"));
}

}  // namespace
}  // namespace keyhound
