// SPDX-License-Identifier: Apache-2.0
// Buildkite (https://buildkite.com/docs/pipelines/configure/environment-variables).
#include "scanner/ci/ci_platform.h"

namespace keyhound {

namespace {

constexpr CiOutput kOutputs[] = {{"sarif", "keyhound.sarif"},
                                 {"junit", "keyhound-junit.xml"},
                                 {"markdown", "keyhound-summary.md"}};

constexpr PlatformVariable kVariables[] = {
    {"BUILDKITE", "tells the platform"},
    {"BUILDKITE_PULL_REQUEST", "a build of a pull request, unless it is `false`"},
    {"BUILDKITE_PULL_REQUEST_BASE_BRANCH", "base branch"},
    {"BUILDKITE_MERGE_QUEUE_BASE_COMMIT", "base in a merge queue"},
    {"BUILDKITE_MERGE_QUEUE_BASE_BRANCH", "base branch in a merge queue"},
    {"BUILDKITE_TAG", "a build of a tag"},
    {"BUILDKITE_SOURCE", "the event: `webhook`, `schedule`, `ui`, `api`, `trigger_job`"},
    {"BUILDKITE_COMMIT", "head, unless it is `HEAD`"},
    {"BUILDKITE_BRANCH", "the branch that was pushed"},
    {"BUILDKITE_PIPELINE_DEFAULT_BRANCH", "what a branch is compared with"}};

bool is_pull_request(const CiEnvironment& environment) {
  const std::string number = environment.get("BUILDKITE_PULL_REQUEST");
  return !number.empty() && number != "false";
}

CiEvent event_of_source(const std::string& source) {
  if (source == "schedule") return CiEvent::kSchedule;
  const bool is_manual = source == "ui" || source == "api" || source == "trigger_job";
  return is_manual ? CiEvent::kManual : CiEvent::kPush;
}

Result<CiRun> read_run(const CiEnvironment& environment) {
  CiRun run;
  run.default_branch = environment.get("BUILDKITE_PIPELINE_DEFAULT_BRANCH");
  run.base_branch = environment.get("BUILDKITE_MERGE_QUEUE_BASE_BRANCH");
  if (!run.base_branch.empty()) {
    run.event = CiEvent::kMergeQueue;
    run.base = {environment.get("BUILDKITE_MERGE_QUEUE_BASE_COMMIT"),
                "BUILDKITE_MERGE_QUEUE_BASE_COMMIT"};
  } else if (is_pull_request(environment)) {
    run.event = CiEvent::kPullRequest;
    run.base_branch = environment.get("BUILDKITE_PULL_REQUEST_BASE_BRANCH");
  } else if (environment.has("BUILDKITE_TAG")) {
    run.event = CiEvent::kTag;
  } else {
    run.event = event_of_source(environment.get("BUILDKITE_SOURCE"));
    if (run.event == CiEvent::kPush) run.branch = environment.get("BUILDKITE_BRANCH");
  }
  const std::string head = environment.get("BUILDKITE_COMMIT");
  if (head != "HEAD") run.heads = {{head, "BUILDKITE_COMMIT"}};
  if (run.event == CiEvent::kPullRequest && head != "HEAD") run.source = run.heads.front();
  return run;
}

bool is_here(const CiEnvironment& environment) { return environment.is_true("BUILDKITE"); }

}  // namespace

extern const CiPlatform kBuildkiteCi;
const CiPlatform kBuildkiteCi = {
    "buildkite",
    "Buildkite",
    is_here,
    read_run,
    "take '--depth' out of BUILDKITE_GIT_CLONE_FLAGS and BUILDKITE_GIT_FETCH_FLAGS",
    "",
    CiSummary::kNone,
    kOutputs,
    kVariables};

}  // namespace keyhound
