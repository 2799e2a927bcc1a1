// SPDX-License-Identifier: Apache-2.0
// CircleCI (https://circleci.com/docs/reference/variables/). No variable names a base: changes are
// compared with the default branch, or with what --base says.
#include "scanner/ci/ci_platform.h"

namespace keyhound {

namespace {

constexpr CiOutput kOutputs[] = {{"sarif", "keyhound.sarif"}, {"junit", "keyhound-junit.xml"}};

constexpr PlatformVariable kVariables[] = {
    {"CIRCLECI", "tells the platform"},
    {"CIRCLE_PULL_REQUEST", "a build of a pull request"},
    {"CIRCLE_PR_NUMBER", "a build of a pull request of a fork"},
    {"CIRCLE_TAG", "a build of a tag"},
    {"CIRCLE_BRANCH", "the branch that was pushed"},
    {"CIRCLE_SHA1", "head"},
    {"CIRCLE_PROJECT_USERNAME", "name of the repository, its first part"},
    {"CIRCLE_PROJECT_REPONAME", "name of the repository, its second part"}};

Result<CiRun> read_run(const CiEnvironment& environment) {
  CiRun run;
  const bool is_pull_request =
      environment.has("CIRCLE_PULL_REQUEST") || environment.has("CIRCLE_PR_NUMBER");
  run.event = environment.has("CIRCLE_TAG") ? CiEvent::kTag
              : is_pull_request             ? CiEvent::kPullRequest
                                            : CiEvent::kPush;
  run.branch = environment.get("CIRCLE_BRANCH");
  run.heads = {{environment.get("CIRCLE_SHA1"), "CIRCLE_SHA1"}};
  const std::string owner = environment.get("CIRCLE_PROJECT_USERNAME");
  const std::string name = environment.get("CIRCLE_PROJECT_REPONAME");
  if (!owner.empty() && !name.empty()) run.repository = owner + "/" + name;
  return run;
}

bool is_here(const CiEnvironment& environment) { return environment.is_true("CIRCLECI"); }

}  // namespace

extern const CiPlatform kCircleciCi;
const CiPlatform kCircleciCi = {"circleci",
                                "CircleCI",
                                is_here,
                                read_run,
                                "use the 'checkout' step with 'method: full'",
                                "",
                                CiSummary::kNone,
                                kOutputs,
                                kVariables};

}  // namespace keyhound
