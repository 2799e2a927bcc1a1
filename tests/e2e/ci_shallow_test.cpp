// SPDX-License-Identifier: Apache-2.0
// `keyhound ci` scans what was asked or says why it cannot, and what to do: never less.
#include <doctest/doctest.h>

#include "tests/e2e/ci_repository.h"

namespace keyhound::testing {
namespace {

// A clone of one branch of so many commits.
std::string shallow_clone(const CiRepository& ci, const TempDir& dir, const std::string& branch,
                          int depth) {
  const std::string path = dir / ("clone-" + branch + std::to_string(depth));
  ci.repo.git({"clone", "-q", "--depth", std::to_string(depth), "--branch", branch,
               "file://" + ci.repo.path(), path});
  return path;
}

struct Platform {
  Variables variables;
  const char* event;
  const char* remedy;
};

std::vector<Platform> pull_requests() {
  return {{{{"GITHUB_ACTIONS", "true"},
            {"GITHUB_EVENT_NAME", "pull_request"},
            {"GITHUB_SHA", "<topic>"}},
           R"({"pull_request": {"base": {"sha": "<start>"}, "head": {"sha": "<topic>"}}})",
           "set 'fetch-depth: 0' for actions/checkout (GitHub Actions)"},
          {{{"GITLAB_CI", "true"},
            {"CI_MERGE_REQUEST_IID", "5"},
            {"CI_COMMIT_SHA", "<topic>"},
            {"CI_MERGE_REQUEST_DIFF_BASE_SHA", "<start>"}},
           "",
           "set the variable 'GIT_DEPTH: 0' for this job (GitLab CI)"},
          {{{"TF_BUILD", "True"},
            {"BUILD_REASON", "PullRequest"},
            {"BUILD_SOURCEVERSION", "<topic>"},
            {"SYSTEM_PULLREQUEST_TARGETBRANCH", "refs/heads/main"}},
           "",
           "set 'fetchDepth: 0' in the checkout step (Azure Pipelines)"},
          {{{"JENKINS_URL", "x"}, {"CHANGE_ID", "7"}, {"CHANGE_TARGET", "main"}},
           "",
           "clone without 'shallow'"},
          {{{"CIRCLECI", "true"}, {"CIRCLE_PULL_REQUEST", "x"}, {"CIRCLE_SHA1", "<topic>"}},
           "",
           "use the 'checkout' step with 'method: full' (CircleCI)"},
          {{{"BITBUCKET_BUILD_NUMBER", "7"},
            {"BITBUCKET_PR_ID", "7"},
            {"BITBUCKET_COMMIT", "<topic>"},
            {"BITBUCKET_PR_DESTINATION_BRANCH", "main"}},
           "",
           "set 'clone: depth: full' for this step (Bitbucket Pipelines)"},
          {{{"BUILDKITE", "true"},
            {"BUILDKITE_PULL_REQUEST", "7"},
            {"BUILDKITE_COMMIT", "<topic>"},
            {"BUILDKITE_PULL_REQUEST_BASE_BRANCH", "main"}},
           "",
           "take '--depth' out of BUILDKITE_GIT_CLONE_FLAGS"},
          {{}, "", "run 'git fetch --unshallow' before this step"}};
}

const Variables kPush = {{"GITHUB_ACTIONS", "true"},
                         {"GITHUB_EVENT_NAME", "push"},
                         {"GITHUB_SHA", "<topic>"},
                         {"GITHUB_REF", "refs/heads/topic"}};

}  // namespace

TEST_CASE("A clone that is too shallow is refused with the remedy in the platform's words") {
  CiRepository ci;
  const TempDir dir;
  const std::string clone = shallow_clone(ci, dir, "topic", 1);
  for (const Platform& platform : pull_requests()) {
    CAPTURE(platform.remedy);
    const RunResult result = ci.run(platform.variables, {}, platform.event, clone);
    INFO(result.describe());
    CHECK(result.exit_code == 2);
    CHECK(result.out.empty());
    CHECK(has(result.err, "keyhound: the clone is shallow: what lies before commit " + ci.topic));
    CHECK(has(result.err, platform.remedy));
    CHECK_FALSE(ci.outside.exists("reports/keyhound.sarif"));
  }
}

TEST_CASE("A shallow clone that holds the whole range is enough") {
  CiRepository ci;
  const TempDir dir;
  const std::string clone = shallow_clone(ci, dir, "topic", 2);
  const ScanResult result = ci.scan(kPush, {}, R"({"before": "<start>"})", clone);
  CHECK(result.run.exit_code == 1);
  CHECK(result.report.json["scan"]["base"] == ci.start);
  CHECK(state_at(result.report, "new.env") == "new");
  CHECK_FALSE(result.report.has_incomplete_diagnostic());
}

TEST_CASE("A push whose base lies behind the end of a shallow clone is refused") {
  CiRepository ci;
  const TempDir dir;
  const std::string clone = shallow_clone(ci, dir, "topic", 1);
  for (const char* event : {R"({"before": "<start>"})",
                            R"({"before": "<zeros>", "repository": {"default_branch": "main"}})",
                            R"({"before": "<gone>", "repository": {"default_branch": "main"}})"}) {
    CAPTURE(event);
    const RunResult result = ci.run(kPush, {}, event, clone);
    CHECK(result.exit_code == 2);
    CHECK(has(result.err, "fetch-depth: 0"));
  }
}

TEST_CASE("A base that is given by hand does not make a shallow clone deep") {
  CiRepository ci;
  const TempDir dir;
  const std::string clone = shallow_clone(ci, dir, "topic", 1);
  ci.repo.git({"-C", clone, "fetch", "-q", "--depth", "1", "origin", "main:refs/heads/main"});
  const RunResult result = ci.run({}, {"--base", "main"}, "", clone);
  INFO(result.describe());
  CHECK(result.exit_code == 2);
  CHECK(has(result.err, "the clone is shallow"));
}

TEST_CASE("A base that is gone, with nothing to take its place, is refused") {
  CiRepository ci;
  ci.repo.git({"checkout", "-q", ci.main});
  Variables variables = kPush;
  variables["GITHUB_SHA"] = "<main>";
  variables["GITHUB_REF"] = "refs/heads/main";
  const RunResult result =
      ci.run(variables, {}, R"({"before": "<gone>", "repository": {"default_branch": "main"}})");
  INFO(result.describe());
  CHECK(result.exit_code == 2);
  CHECK(has(result.err, "commit " + ci.filled("<gone>") +
                            ", which before of GITHUB_EVENT_PATH "
                            "names as the base of this push, is not in the clone (a force-push"));
  CHECK(has(result.err, "--base REV"));
}

TEST_CASE("A target branch that was not fetched is named") {
  CiRepository ci;
  const RunResult result =
      ci.run({{"JENKINS_URL", "x"}, {"CHANGE_ID", "7"}, {"CHANGE_TARGET", "rel\x1b[1mease"}}, {});
  INFO(result.describe());
  CHECK(result.exit_code == 2);
  CHECK(has(result.err, "keyhound: branch 'rel\\x1B[1mease' is not in the clone."));
}

TEST_CASE("A head that is not checked out contradicts the environment, and --head settles it") {
  CiRepository ci;
  ci.repo.git({"checkout", "-q", ci.main});
  const std::string event = R"({"before": "<start>"})";
  const RunResult result = ci.run(kPush, {}, event);
  CHECK(result.exit_code == 2);
  CHECK(has(result.err, "keyhound: GITHUB_SHA says that this push is about commit " + ci.topic +
                            ", but commit " + ci.main + " is checked out"));
  CHECK(has(result.err, "--head REV"));
  const ScanResult settled = ci.scan(kPush, {"--head", ci.topic}, event);
  CHECK(settled.report.json["scan"]["head"] == ci.topic);
  CHECK(state_at(settled.report, "new.env") == "new");
}

TEST_CASE("A base without a common commit contradicts the head, and --base settles it") {
  CiRepository ci;
  ci.repo.git({"checkout", "-q", "--orphan", "other"});
  const std::string other = ci.repo.git({"commit-tree", "-m", "x", ci.start + "^{tree}"});
  ci.repo.git({"checkout", "-q", "-f", ci.topic});
  const std::string event = R"({"before": ")" + other + R"("})";
  const RunResult result = ci.run(kPush, {}, event);
  INFO(result.describe());
  CHECK(result.exit_code == 2);
  CHECK(has(result.err, "have no commit in common"));
  CHECK(ci.scan(kPush, {"--base", ci.start}, event).report.json["scan"]["base"] == ci.start);
}

TEST_CASE("Variables of two platforms, and a platform that is not known") {
  CiRepository ci;
  const RunResult both = ci.run({{"GITLAB_CI", "true"}, {"CIRCLECI", "true"}}, {});
  CHECK(both.exit_code == 2);
  CHECK(has(both.err, "--platform circleci or --platform gitlab"));
  CHECK(
      ci.run({{"GITLAB_CI", "true"}, {"CIRCLECI", "true"}}, {"--platform", "generic"}).exit_code ==
      1);
  CHECK(ci.run({}, {"--platform", "nowhere"}).exit_code == 2);
}

TEST_CASE("Revisions that name nothing, ids that are none, and no repository are wrong uses") {
  CiRepository ci;
  CHECK(has(ci.run({}, {"--base", "nowhere"}).err, "keyhound: --base: 'nowhere' names no commit"));
  CHECK(ci.run({}, {"--base", "main", "--head", "nowhere"}).exit_code == 2);
  ci.repo.git({"checkout", "-q", ci.topic});
  const RunResult no_id = ci.run(kPush, {}, R"({"before": "HEAD~1"})");
  CHECK(no_id.exit_code == 2);
  CHECK(has(no_id.err, "is 'HEAD~1', which is no commit id"));
  const TempDir empty;
  const RunResult nothing = ci.run({}, {}, "", empty.str());
  CHECK(nothing.exit_code == 2);
  CHECK(has(nothing.err, "there is no git repository"));
  const GitRepoBuilder unborn;
  CHECK(ci.run({}, {}, "", unborn.path()).exit_code == 2);
}

}  // namespace keyhound::testing
