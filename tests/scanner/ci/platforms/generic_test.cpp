// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/ci/made_environment.h"

namespace keyhound {

TEST_CASE("Of an unknown platform nothing is read") {
  const CiRun run = testing::run_of("generic", {{"GITHUB_SHA", "abc"}, {"CI", "true"}});
  CHECK(run.event == CiEvent::kOther);
  CHECK(run.heads.empty());
  CHECK(run.base.id.empty());
}

}  // namespace keyhound
