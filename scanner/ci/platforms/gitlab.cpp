// SPDX-License-Identifier: Apache-2.0
// GitLab CI (https://docs.gitlab.com/ci/variables/predefined_variables/).
#include "scanner/ci/ci_platform.h"

namespace keyhound {

namespace {

constexpr CiOutput kOutputs[] = {{"gitlab", "gl-secret-detection-report.json"},
                                 {"gitlab-codequality", "gl-code-quality-report.json"},
                                 {"sarif", "keyhound.sarif"}};

constexpr PlatformVariable kVariables[] = {
    {"GITLAB_CI", "tells the platform"},
    {"CI_PIPELINE_SOURCE", "the event: `push`, `schedule`, `web`, `api`, ..."},
    {"CI_MERGE_REQUEST_IID", "a pipeline of a merge request"},
    {"CI_MERGE_REQUEST_EVENT_TYPE", "`merge_train`: the event is a merge queue"},
    {"CI_MERGE_REQUEST_TARGET_BRANCH_SHA", "base, in pipelines for merged results"},
    {"CI_MERGE_REQUEST_DIFF_BASE_SHA", "base of every other merge request"},
    {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "base branch"},
    {"CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", "head, in pipelines for merged results"},
    {"CI_EXTERNAL_PULL_REQUEST_IID", "a pipeline of a pull request on GitHub"},
    {"CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_SHA", "its head"},
    {"CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_SHA", "its base"},
    {"CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME", "its base branch"},
    {"CI_COMMIT_SHA", "head"},
    {"CI_COMMIT_BEFORE_SHA", "base of a push; zeros for a new branch"},
    {"CI_COMMIT_TAG", "a pipeline of a tag"},
    {"CI_COMMIT_BRANCH", "the branch that was pushed"},
    {"CI_DEFAULT_BRANCH", "what a new branch is compared with"},
    {"CI_PROJECT_PATH", "name of the repository"}};

CiCommit commit_of(const CiEnvironment& environment, const char* variable) {
  return {environment.get(variable), variable};
}

void read_merge_request(const CiEnvironment& environment, CiRun& run) {
  const bool is_train = environment.get("CI_MERGE_REQUEST_EVENT_TYPE") == "merge_train";
  run.event = is_train ? CiEvent::kMergeQueue : CiEvent::kPullRequest;
  run.base = commit_of(environment, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA");
  if (run.base.id.empty()) run.base = commit_of(environment, "CI_MERGE_REQUEST_DIFF_BASE_SHA");
  run.base_branch = environment.get("CI_MERGE_REQUEST_TARGET_BRANCH_NAME");
  run.source = commit_of(environment, "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA");
}

void read_external_pull_request(const CiEnvironment& environment, CiRun& run) {
  run.event = CiEvent::kPullRequest;
  run.base = commit_of(environment, "CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_SHA");
  run.base_branch = environment.get("CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME");
  run.source = commit_of(environment, "CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_SHA");
}

void read_push(const CiEnvironment& environment, CiRun& run) {
  run.event = CiEvent::kPush;
  run.branch = environment.get("CI_COMMIT_BRANCH");
  run.base = commit_of(environment, "CI_COMMIT_BEFORE_SHA");
  run.is_new_branch = is_zero_id(run.base.id);
}

CiEvent event_of_source(const std::string& source) {
  if (source == "push" || source == "parent_pipeline") return CiEvent::kPush;
  if (source == "schedule") return CiEvent::kSchedule;
  for (const char* manual : {"web", "webide", "api", "trigger", "pipeline", "chat"})
    if (source == manual) return CiEvent::kManual;
  return CiEvent::kOther;
}

Result<CiRun> read_run(const CiEnvironment& environment) {
  CiRun run;
  run.repository = environment.get("CI_PROJECT_PATH");
  run.default_branch = environment.get("CI_DEFAULT_BRANCH");
  if (environment.has("CI_MERGE_REQUEST_IID")) {
    read_merge_request(environment, run);
  } else if (environment.has("CI_EXTERNAL_PULL_REQUEST_IID")) {
    read_external_pull_request(environment, run);
  } else if (environment.has("CI_COMMIT_TAG")) {
    run.event = CiEvent::kTag;
  } else {
    run.event = event_of_source(environment.get("CI_PIPELINE_SOURCE"));
    if (run.event == CiEvent::kPush) read_push(environment, run);
  }
  run.heads = {commit_of(environment, "CI_COMMIT_SHA"), run.source};
  return run;
}

bool is_here(const CiEnvironment& environment) { return environment.is_true("GITLAB_CI"); }

}  // namespace

extern const CiPlatform kGitlabCi;
const CiPlatform kGitlabCi = {
    "gitlab", "GitLab CI",      is_here,  read_run,  "set the variable 'GIT_DEPTH: 0' for this job",
    "",       CiSummary::kNone, kOutputs, kVariables};

}  // namespace keyhound
