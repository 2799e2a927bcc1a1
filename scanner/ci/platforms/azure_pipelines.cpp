// SPDX-License-Identifier: Apache-2.0
// Azure Pipelines (https://learn.microsoft.com/azure/devops/pipelines/build/variables). It does not
// say what a push was made on: that is compared with the default branch.
#include "scanner/ci/ci_platform.h"

namespace keyhound {

namespace {

constexpr CiOutput kOutputs[] = {{"sarif", "keyhound.sarif"}, {"markdown", "keyhound-summary.md"}};

constexpr PlatformVariable kVariables[] = {
    {"TF_BUILD", "tells the platform"},
    {"BUILD_REASON", "the event: `PullRequest`, `IndividualCI`, `Schedule`, ..."},
    {"BUILD_SOURCEBRANCH", "the branch or tag that was pushed"},
    {"BUILD_SOURCEVERSION", "head"},
    {"SYSTEM_PULLREQUEST_SOURCECOMMITID",
     "head of a pull request, before it is merged for the run"},
    {"SYSTEM_PULLREQUEST_TARGETBRANCH", "base branch"},
    {"SYSTEM_PULLREQUEST_TARGETBRANCHNAME", "base branch, where the other one is not set"},
    {"BUILD_REPOSITORY_PROVIDER", "whether the repository's name is one of GitHub or Bitbucket"},
    {"BUILD_REPOSITORY_NAME", "name of the repository"}};

void read_pull_request(const CiEnvironment& environment, CiRun& run) {
  run.event = CiEvent::kPullRequest;
  run.source = {environment.get("SYSTEM_PULLREQUEST_SOURCECOMMITID"),
                "SYSTEM_PULLREQUEST_SOURCECOMMITID"};
  run.base_branch = branch_of_ref(environment.get("SYSTEM_PULLREQUEST_TARGETBRANCH"));
  if (run.base_branch.empty())
    run.base_branch = environment.get("SYSTEM_PULLREQUEST_TARGETBRANCHNAME");
}

CiEvent event_of(const std::string& reason) {
  if (reason == "PullRequest") return CiEvent::kPullRequest;
  if (reason == "Schedule") return CiEvent::kSchedule;
  if (reason == "IndividualCI" || reason == "BatchedCI") return CiEvent::kPush;
  return reason == "Manual" ? CiEvent::kManual : CiEvent::kOther;
}

Result<CiRun> read_run(const CiEnvironment& environment) {
  CiRun run;
  const std::string ref = environment.get("BUILD_SOURCEBRANCH");
  run.event = event_of(environment.get("BUILD_REASON"));
  if (run.event == CiEvent::kPullRequest) {
    read_pull_request(environment, run);
  } else if (ref.starts_with("refs/tags/")) {
    run.event = CiEvent::kTag;
  } else {
    run.branch = branch_of_ref(ref);
  }
  run.heads = {{environment.get("BUILD_SOURCEVERSION"), "BUILD_SOURCEVERSION"}, run.source};
  // In Azure Repos the name is that of the repository alone: the remote's URL tells more.
  if (environment.get("BUILD_REPOSITORY_PROVIDER") != "TfsGit") {
    run.repository = environment.get("BUILD_REPOSITORY_NAME");
  }
  return run;
}

bool is_here(const CiEnvironment& environment) { return environment.is_true("TF_BUILD"); }

}  // namespace

extern const CiPlatform kAzurePipelinesCi;
const CiPlatform kAzurePipelinesCi = {"azure-pipelines",
                                      "Azure Pipelines",
                                      is_here,
                                      read_run,
                                      "set 'fetchDepth: 0' in the checkout step",
                                      "azure-annotations",
                                      CiSummary::kUpload,
                                      kOutputs,
                                      kVariables};

}  // namespace keyhound
