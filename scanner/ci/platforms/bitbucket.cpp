// SPDX-License-Identifier: Apache-2.0
// Bitbucket Pipelines (https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/).
// For pull requests it merges the destination into the source before the steps run.
#include "scanner/ci/ci_platform.h"

namespace keyhound {

namespace {

// Results of tests are looked for in folders of this name.
constexpr CiOutput kOutputs[] = {{"sarif", "keyhound.sarif"},
                                 {"junit", "test-reports/keyhound.xml"}};

constexpr PlatformVariable kVariables[] = {{"BITBUCKET_BUILD_NUMBER", "tells the platform"},
                                           {"BITBUCKET_PR_ID", "a pipeline of a pull request"},
                                           {"BITBUCKET_PR_DESTINATION_COMMIT", "base"},
                                           {"BITBUCKET_PR_DESTINATION_BRANCH", "base branch"},
                                           {"BITBUCKET_TAG", "a pipeline of a tag"},
                                           {"BITBUCKET_BRANCH", "the branch that was pushed"},
                                           {"BITBUCKET_COMMIT", "head"},
                                           {"BITBUCKET_REPO_FULL_NAME", "name of the repository"}};

Result<CiRun> read_run(const CiEnvironment& environment) {
  CiRun run;
  const CiCommit head{environment.get("BITBUCKET_COMMIT"), "BITBUCKET_COMMIT"};
  run.heads = {head};
  run.repository = environment.get("BITBUCKET_REPO_FULL_NAME");
  if (environment.has("BITBUCKET_PR_ID")) {
    run.event = CiEvent::kPullRequest;
    run.source = head;
    run.base = {environment.get("BITBUCKET_PR_DESTINATION_COMMIT"),
                "BITBUCKET_PR_DESTINATION_COMMIT"};
    run.base_branch = environment.get("BITBUCKET_PR_DESTINATION_BRANCH");
  } else if (environment.has("BITBUCKET_TAG")) {
    run.event = CiEvent::kTag;
  } else {
    run.event = CiEvent::kPush;
    run.branch = environment.get("BITBUCKET_BRANCH");
  }
  return run;
}

bool is_here(const CiEnvironment& environment) { return environment.has("BITBUCKET_BUILD_NUMBER"); }

}  // namespace

extern const CiPlatform kBitbucketCi;
const CiPlatform kBitbucketCi = {"bitbucket",
                                 "Bitbucket Pipelines",
                                 is_here,
                                 read_run,
                                 "set 'clone: depth: full' for this step",
                                 "",
                                 CiSummary::kNone,
                                 kOutputs,
                                 kVariables};

}  // namespace keyhound
