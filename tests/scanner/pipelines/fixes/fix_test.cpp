// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/fixes/fix.h"

#include <doctest/doctest.h>

#include <set>

namespace keyhound {

TEST_CASE("Every fix has a name, a summary, and a check of its own") {
  std::set<std::string_view> checks;
  for (const Fix* fix : fixes()) {
    CAPTURE(fix->check);
    CHECK((fix->propose != nullptr));
    CHECK(fix->summary.ends_with('.'));
    CHECK(checks.insert(fix->check).second);
    CHECK(find_fix(fix->check) == fix);
  }
  CHECK(checks.contains("checkout-persists-credentials"));
  CHECK(checks.size() >= 4);
  CHECK(find_fix("embedded-credential") == nullptr);
}

}  // namespace keyhound
