// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "scanner/bulk/targets/plan.h"

namespace keyhound {

TEST_CASE("A plan's digest is over names and reasons, in any order") {
  Target a;
  a.name = "a";
  Target b;
  b.name = "b";
  const std::string digest = plan_digest({a, b});
  CHECK(digest.rfind("sha256:", 0) == 0);
  CHECK(plan_digest({b, a}) == digest);
  b.size_kib = 7;
  CHECK(plan_digest({a, b}) == digest);
  b.excluded = "fork";
  CHECK(plan_digest({a, b}) != digest);
  CHECK(plan_digest({a}) != digest);
}

}  // namespace keyhound
