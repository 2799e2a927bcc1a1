// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/ci/made_environment.h"

namespace keyhound {
namespace {

CiRun run_of(testing::Variables variables) {
  variables.try_emplace("BUILD_SOURCEVERSION", "b11d");
  return testing::run_of("azure-pipelines", std::move(variables));
}

}  // namespace

TEST_CASE("A pull request on Azure names its target with and without the folder of refs") {
  for (const char* target : {"refs/heads/release/1", "release/1"}) {
    const CiRun run = run_of({{"BUILD_REASON", "PullRequest"},
                              {"BUILD_SOURCEBRANCH", "refs/pull/7/merge"},
                              {"SYSTEM_PULLREQUEST_TARGETBRANCH", target},
                              {"SYSTEM_PULLREQUEST_SOURCECOMMITID", "50c3"}});
    CHECK(run.event == CiEvent::kPullRequest);
    CHECK(run.base_branch == "release/1");
    CHECK(run.base.id.empty());
    CHECK(run.source.id == "50c3");
    CHECK(testing::heads_of(run) == "b11d 50c3");
  }
  CHECK(run_of({{"BUILD_REASON", "PullRequest"}, {"SYSTEM_PULLREQUEST_TARGETBRANCHNAME", "main"}})
            .base_branch == "main");
}

TEST_CASE("A push on Azure names its branch and no base") {
  for (const char* reason : {"IndividualCI", "BatchedCI"}) {
    const CiRun run =
        run_of({{"BUILD_REASON", reason}, {"BUILD_SOURCEBRANCH", "refs/heads/topic"}});
    CHECK(run.event == CiEvent::kPush);
    CHECK(run.branch == "topic");
    CHECK(run.base.id.empty());
    CHECK_FALSE(run.is_new_branch);
  }
}

TEST_CASE("Tags, schedules and manual runs on Azure are about no change") {
  CHECK(run_of({{"BUILD_REASON", "IndividualCI"}, {"BUILD_SOURCEBRANCH", "refs/tags/v1"}}).event ==
        CiEvent::kTag);
  CHECK(run_of({{"BUILD_REASON", "Schedule"}}).event == CiEvent::kSchedule);
  CHECK(run_of({{"BUILD_REASON", "Manual"}}).event == CiEvent::kManual);
  CHECK(run_of({{"BUILD_REASON", "ResourceTrigger"}}).event == CiEvent::kOther);
}

TEST_CASE("Only names that say whose the repository is are taken") {
  CHECK(run_of({{"BUILD_REPOSITORY_NAME", "acme/pay"}, {"BUILD_REPOSITORY_PROVIDER", "GitHub"}})
            .repository == "acme/pay");
  CHECK(run_of({{"BUILD_REPOSITORY_NAME", "pay"}, {"BUILD_REPOSITORY_PROVIDER", "TfsGit"}})
            .repository.empty());
}

}  // namespace keyhound
