// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/ci/made_environment.h"

namespace keyhound {
namespace {

CiRun run_of(testing::Variables variables) {
  variables.try_emplace("CI_COMMIT_SHA", "c0c0c0c");
  variables.try_emplace("CI_DEFAULT_BRANCH", "main");
  variables.try_emplace("CI_PROJECT_PATH", "acme/pay");
  variables.try_emplace("CI_COMMIT_BEFORE_SHA", "0000000000000000000000000000000000000000");
  return testing::run_of("gitlab", std::move(variables));
}

}  // namespace

TEST_CASE("A merge request on GitLab is made against its diff's base") {
  const CiRun run = run_of({{"CI_MERGE_REQUEST_IID", "5"},
                            {"CI_PIPELINE_SOURCE", "merge_request_event"},
                            {"CI_MERGE_REQUEST_EVENT_TYPE", "detached"},
                            {"CI_MERGE_REQUEST_DIFF_BASE_SHA", "d1ff"},
                            {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "release"}});
  CHECK(run.event == CiEvent::kPullRequest);
  CHECK(run.base.id == "d1ff");
  CHECK(run.base.source == "CI_MERGE_REQUEST_DIFF_BASE_SHA");
  CHECK(run.base_branch == "release");
  CHECK(testing::heads_of(run) == "c0c0c0c");
  CHECK(run.repository == "acme/pay");
}

TEST_CASE("Merged results on GitLab are made against the target, and a train is a merge queue") {
  testing::Variables variables = {{"CI_MERGE_REQUEST_IID", "5"},
                                  {"CI_MERGE_REQUEST_EVENT_TYPE", "merged_result"},
                                  {"CI_MERGE_REQUEST_DIFF_BASE_SHA", "d1ff"},
                                  {"CI_MERGE_REQUEST_TARGET_BRANCH_SHA", "7a47"},
                                  {"CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", "50c3"}};
  const CiRun run = run_of(variables);
  CHECK(run.event == CiEvent::kPullRequest);
  CHECK(run.base.id == "7a47");
  CHECK(testing::heads_of(run) == "c0c0c0c 50c3");
  variables["CI_MERGE_REQUEST_EVENT_TYPE"] = "merge_train";
  CHECK(run_of(variables).event == CiEvent::kMergeQueue);
}

TEST_CASE("A pull request of GitHub that GitLab builds has variables of its own") {
  const CiRun run = run_of({{"CI_EXTERNAL_PULL_REQUEST_IID", "5"},
                            {"CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_SHA", "7a47"},
                            {"CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME", "main"},
                            {"CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_SHA", "50c3"}});
  CHECK(run.event == CiEvent::kPullRequest);
  CHECK(run.base.id == "7a47");
  CHECK(run.base_branch == "main");
  CHECK(testing::heads_of(run) == "c0c0c0c 50c3");
}

TEST_CASE("A push on GitLab is made on what the branch was before; zeros mean a new branch") {
  const CiRun run = run_of({{"CI_PIPELINE_SOURCE", "push"},
                            {"CI_COMMIT_BRANCH", "topic"},
                            {"CI_COMMIT_BEFORE_SHA", "be4be4b"}});
  CHECK(run.event == CiEvent::kPush);
  CHECK(run.base.id == "be4be4b");
  CHECK(run.branch == "topic");
  CHECK(run.default_branch == "main");
  CHECK_FALSE(run.is_new_branch);
  CHECK(run_of({{"CI_PIPELINE_SOURCE", "push"}}).is_new_branch);
}

TEST_CASE("Tags, schedules and pipelines that somebody starts on GitLab are about no change") {
  CHECK(run_of({{"CI_PIPELINE_SOURCE", "push"}, {"CI_COMMIT_TAG", "v1"}}).event == CiEvent::kTag);
  CHECK(run_of({{"CI_PIPELINE_SOURCE", "schedule"}}).event == CiEvent::kSchedule);
  for (const char* source : {"web", "api", "trigger", "pipeline", "chat", "webide"})
    CHECK(run_of({{"CI_PIPELINE_SOURCE", source}}).event == CiEvent::kManual);
  CHECK(run_of({{"CI_PIPELINE_SOURCE", "container_registry_push_event"}}).event == CiEvent::kOther);
}

}  // namespace keyhound
