// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/ci/made_environment.h"

namespace keyhound {
namespace {

CiRun run_of(testing::Variables variables) {
  variables.try_emplace("BITBUCKET_COMMIT", "b17b");
  return testing::run_of("bitbucket", std::move(variables));
}

}  // namespace

TEST_CASE("A pull request on Bitbucket names the commit and the branch where it goes") {
  const CiRun run = run_of({{"BITBUCKET_PR_ID", "7"},
                            {"BITBUCKET_BRANCH", "topic"},
                            {"BITBUCKET_PR_DESTINATION_COMMIT", "de57de57de57"},
                            {"BITBUCKET_PR_DESTINATION_BRANCH", "main"},
                            {"BITBUCKET_REPO_FULL_NAME", "acme/pay"}});
  CHECK(run.event == CiEvent::kPullRequest);
  CHECK(run.base.id == "de57de57de57");
  CHECK(run.base_branch == "main");
  CHECK(run.source.id == "b17b");
  CHECK(run.repository == "acme/pay");
}

TEST_CASE("Pushes and tags on Bitbucket") {
  CHECK(run_of({{"BITBUCKET_BRANCH", "topic"}}).event == CiEvent::kPush);
  CHECK(run_of({{"BITBUCKET_BRANCH", "topic"}}).branch == "topic");
  CHECK(run_of({{"BITBUCKET_TAG", "v1"}}).event == CiEvent::kTag);
}

}  // namespace keyhound
