// SPDX-License-Identifier: Apache-2.0
// Jenkins: multibranch pipelines (https://www.jenkins.io/doc/book/pipeline/multibranch/) and the
// Git plugin (https://plugins.jenkins.io/git/).
#include "scanner/ci/ci_platform.h"

namespace keyhound {

namespace {

constexpr CiOutput kOutputs[] = {{"sarif", "keyhound.sarif"}, {"junit", "keyhound-junit.xml"}};

constexpr PlatformVariable kVariables[] = {
    {"JENKINS_URL", "tells the platform"},
    {"JENKINS_HOME", "tells the platform, where it has no URL"},
    {"CHANGE_ID", "a build of a pull request"},
    {"CHANGE_TARGET", "base branch"},
    {"TAG_NAME", "a build of a tag"},
    {"GIT_COMMIT", "head"},
    {"GIT_PREVIOUS_SUCCESSFUL_COMMIT", "base of a push: the last build that found nothing"},
    {"BRANCH_NAME", "the branch that was pushed, in multibranch pipelines"},
    {"GIT_BRANCH", "the same in other jobs"},
    {"BRANCH_IS_PRIMARY", "`true`: the branch is the default one"}};

void read_push(const CiEnvironment& environment, CiRun& run) {
  run.event = CiEvent::kPush;
  run.branch = environment.get("BRANCH_NAME");
  if (run.branch.empty()) {
    constexpr std::string_view kRemote = "origin/";
    run.branch = environment.get("GIT_BRANCH");
    if (run.branch.starts_with(kRemote)) run.branch.erase(0, kRemote.size());
  }
  if (environment.is_true("BRANCH_IS_PRIMARY")) run.default_branch = run.branch;
  run.base = {environment.get("GIT_PREVIOUS_SUCCESSFUL_COMMIT"), "GIT_PREVIOUS_SUCCESSFUL_COMMIT"};
}

Result<CiRun> read_run(const CiEnvironment& environment) {
  CiRun run;
  if (environment.has("CHANGE_ID")) {
    run.event = CiEvent::kPullRequest;
    run.base_branch = environment.get("CHANGE_TARGET");
  } else if (environment.has("TAG_NAME")) {
    run.event = CiEvent::kTag;
  } else {
    read_push(environment, run);
  }
  run.heads = {{environment.get("GIT_COMMIT"), "GIT_COMMIT"}};
  return run;
}

bool is_here(const CiEnvironment& environment) {
  return environment.has("JENKINS_URL") || environment.has("JENKINS_HOME");
}

}  // namespace

extern const CiPlatform kJenkinsCi;
const CiPlatform kJenkinsCi = {
    "jenkins",
    "Jenkins",
    is_here,
    read_run,
    "clone without 'shallow', with the target branch in the refspec (Git plugin: Advanced clone "
    "behaviours)",
    "",
    CiSummary::kNone,
    kOutputs,
    kVariables};

}  // namespace keyhound
