// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/ci/made_environment.h"

namespace keyhound {
namespace {

CiRun run_of(testing::Variables variables) {
  variables.try_emplace("CIRCLE_SHA1", "c14c");
  return testing::run_of("circleci", std::move(variables));
}

}  // namespace

TEST_CASE("CircleCI tells pull requests, pushes and tags, and no base") {
  const CiRun run = run_of({{"CIRCLE_BRANCH", "topic"},
                            {"CIRCLE_PULL_REQUEST", "https://git.example.org/acme/pay/pull/1"},
                            {"CIRCLE_PROJECT_USERNAME", "acme"},
                            {"CIRCLE_PROJECT_REPONAME", "pay"}});
  CHECK(run.event == CiEvent::kPullRequest);
  CHECK(run.base.id.empty());
  CHECK(run.base_branch.empty());
  CHECK(run.repository == "acme/pay");
  CHECK(testing::heads_of(run) == "c14c");
  CHECK(run_of({{"CIRCLE_PR_NUMBER", "1"}}).event == CiEvent::kPullRequest);
  CHECK(run_of({{"CIRCLE_BRANCH", "topic"}}).event == CiEvent::kPush);
  CHECK(run_of({{"CIRCLE_BRANCH", "topic"}}).branch == "topic");
  CHECK(run_of({{"CIRCLE_TAG", "v1"}}).event == CiEvent::kTag);
}

}  // namespace keyhound
