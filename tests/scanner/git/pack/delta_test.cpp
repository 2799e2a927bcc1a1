// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/delta.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound::testing {

TEST_CASE("A delta copies from its base and inserts") {
  const std::string delta =
      std::string("\x08\x09\x91\x02\x04\x01-", 7) + std::string("\x90\x04", 2);
  std::string out(9, '\0');
  std::vector<CopiedRange> copied;
  REQUIRE(apply_delta("01234567", delta, out, copied));
  CHECK(out == "2345-0123");
  CHECK(copied == std::vector<CopiedRange>{{0, 2, 4}, {5, 0, 4}});
}

}  // namespace keyhound::testing
