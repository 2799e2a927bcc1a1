// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/ci/made_environment.h"

namespace keyhound {
namespace {

CiRun run_of(testing::Variables variables) {
  variables.try_emplace("GIT_COMMIT", "617c0");
  return testing::run_of("jenkins", std::move(variables));
}

}  // namespace

TEST_CASE("A change request on Jenkins names its target branch") {
  const CiRun run =
      run_of({{"CHANGE_ID", "7"}, {"CHANGE_TARGET", "main"}, {"BRANCH_NAME", "PR-7"}});
  CHECK(run.event == CiEvent::kPullRequest);
  CHECK(run.base_branch == "main");
  CHECK(testing::heads_of(run) == "617c0");
}

TEST_CASE("A build of a branch on Jenkins is made on the last one that succeeded") {
  const CiRun run = run_of({{"BRANCH_NAME", "topic"}, {"GIT_PREVIOUS_SUCCESSFUL_COMMIT", "900d"}});
  CHECK(run.event == CiEvent::kPush);
  CHECK(run.base.id == "900d");
  CHECK(run.branch == "topic");
  CHECK(run.default_branch.empty());
  CHECK(run_of({{"GIT_BRANCH", "origin/topic"}}).branch == "topic");
  CHECK(run_of({{"BRANCH_NAME", "main"}, {"BRANCH_IS_PRIMARY", "true"}}).default_branch == "main");
}

TEST_CASE("A build of a tag on Jenkins is about no change") {
  CHECK(run_of({{"TAG_NAME", "v1"}, {"BRANCH_NAME", "v1"}}).event == CiEvent::kTag);
}

}  // namespace keyhound
