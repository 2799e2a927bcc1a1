// SPDX-License-Identifier: Apache-2.0
#include "scanner/rules/allowlist_words.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("Conditions and targets have gitleaks' words too") {
  CHECK(parse_condition("any") == Allowlist::Condition::kAny);
  CHECK(parse_condition("OR") == Allowlist::Condition::kAny);
  CHECK(parse_condition("&&") == Allowlist::Condition::kAll);
  CHECK(parse_condition("AND") == Allowlist::Condition::kAll);
  CHECK_FALSE(parse_condition("none"));
  CHECK(parse_target("") == Allowlist::Target::kSecret);
  CHECK(parse_target("line") == Allowlist::Target::kLine);
  CHECK_FALSE(parse_target("file"));
}

}  // namespace keyhound
