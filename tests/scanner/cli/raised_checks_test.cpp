// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/raised_checks.h"

#include <doctest/doctest.h>

#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

CheckSetting setting(const std::string& check, Level level) {
  return {check, level, {"s.yaml", {3, 9}, {}}};
}

}  // namespace

TEST_CASE("Policies raise checks by id or number, and the last setting counts") {
  const auto raised = raised_checks({setting("P25", Level::kNote),
                                     setting("checkout-persists-credentials", Level::kError),
                                     setting("static-cloud-credential", Level::kWarning)});
  REQUIRE(raised);
  REQUIRE(raised->size() == 2);
  CHECK(raised->at("checkout-persists-credentials").is_on);
  CHECK(raised->at("checkout-persists-credentials").least == Level::kError);
  CHECK(raised->at("static-cloud-credential").least == Level::kWarning);
}

TEST_CASE("A check that does not exist is refused with its place and what may be meant") {
  const auto raised = raised_checks({setting("broad-secret-scop", Level::kNote)});
  REQUIRE_FALSE(raised);
  CHECK(raised.error().kind == ErrorKind::kConfiguration);
  CHECK(raised.error().message ==
        "s.yaml:3:9: there is no such check; did you mean broad-secret-scope?");
}

TEST_CASE("Runs that judge nothing read the raised checks alone") {
  const testing::TempDir dir;
  dir.write_file("own.yaml", "kind: PolicySettings\nchecks: {P26: {level: warning}}\n");
  const auto raised = load_raised_checks({dir / "own.yaml"});
  REQUIRE(raised);
  CHECK(raised->at("broad-secret-scope").least == Level::kWarning);
  CHECK_FALSE(load_raised_checks({dir / "missing.yaml"}));
}

}  // namespace keyhound
