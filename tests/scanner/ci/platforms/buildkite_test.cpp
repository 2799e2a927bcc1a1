// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/ci/made_environment.h"

namespace keyhound {
namespace {

CiRun run_of(testing::Variables variables) {
  variables.try_emplace("BUILDKITE_COMMIT", "b17d");
  variables.try_emplace("BUILDKITE_PULL_REQUEST", "false");
  variables.try_emplace("BUILDKITE_PIPELINE_DEFAULT_BRANCH", "main");
  variables.try_emplace("BUILDKITE_SOURCE", "webhook");
  return testing::run_of("buildkite", std::move(variables));
}

}  // namespace

TEST_CASE("A pull request on Buildkite names its target branch") {
  const CiRun run =
      run_of({{"BUILDKITE_PULL_REQUEST", "7"}, {"BUILDKITE_PULL_REQUEST_BASE_BRANCH", "release"}});
  CHECK(run.event == CiEvent::kPullRequest);
  CHECK(run.base_branch == "release");
  CHECK(run.source.id == "b17d");
}

TEST_CASE("A merge queue on Buildkite names the commit that it builds on") {
  const CiRun run = run_of({{"BUILDKITE_MERGE_QUEUE_BASE_BRANCH", "main"},
                            {"BUILDKITE_MERGE_QUEUE_BASE_COMMIT", "ba5e"}});
  CHECK(run.event == CiEvent::kMergeQueue);
  CHECK(run.base.id == "ba5e");
}

TEST_CASE("A commit that Buildkite names HEAD is none in particular") {
  const CiRun run = run_of({{"BUILDKITE_COMMIT", "HEAD"}, {"BUILDKITE_PULL_REQUEST", "7"}});
  CHECK(run.heads.empty());
  CHECK(run.source.id.empty());
}

TEST_CASE("Pushes, tags, schedules and manual builds on Buildkite") {
  const CiRun push = run_of({{"BUILDKITE_BRANCH", "topic"}});
  CHECK(push.event == CiEvent::kPush);
  CHECK(push.branch == "topic");
  CHECK(push.default_branch == "main");
  CHECK(run_of({{"BUILDKITE_TAG", "v1"}}).event == CiEvent::kTag);
  CHECK(run_of({{"BUILDKITE_SOURCE", "schedule"}}).event == CiEvent::kSchedule);
  for (const char* source : {"ui", "api", "trigger_job"})
    CHECK(run_of({{"BUILDKITE_SOURCE", source}}).event == CiEvent::kManual);
}

}  // namespace keyhound
