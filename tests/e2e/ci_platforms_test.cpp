// SPDX-License-Identifier: Apache-2.0
// What `keyhound ci` makes of the environments of CI platforms.
#include <doctest/doctest.h>

#include "tests/e2e/ci_repository.h"

namespace keyhound::testing {
namespace {

struct Row {
  const char* name;
  Variables variables;
  const char* checkout;  // "<topic>": the commit that the platform checks out
  const char* base;      // what findings are compared with; empty: everything is scanned
  const char* event = "";
  const char* note = "";  // the kind of a diagnostic
};

constexpr const char* kPullRequestEvent =
    R"({"pull_request": {"base": {"sha": "<start>", "ref": "main"}, "head": {"sha": "<topic>"}},
        "repository": {"default_branch": "main"}})";
constexpr const char* kPushEvent =
    R"({"before": "<start>", "repository": {"default_branch": "main"}})";
constexpr const char* kNewBranchEvent =
    R"({"before": "<zeros>", "repository": {"default_branch": "main"}})";
constexpr const char* kForcedEvent =
    R"({"before": "<gone>", "forced": true, "repository": {"default_branch": "main"}})";

Variables github(const char* event, const char* sha, const char* ref) {
  return {{"GITHUB_ACTIONS", "true"}, {"CI", "true"},      {"GITHUB_EVENT_NAME", event},
          {"GITHUB_SHA", sha},        {"GITHUB_REF", ref}, {"GITHUB_REPOSITORY", "acme/pay"}};
}

Variables gitlab(Variables more) {
  more.insert({{"GITLAB_CI", "true"},
               {"CI", "true"},
               {"CI_COMMIT_SHA", "<topic>"},
               {"CI_COMMIT_BEFORE_SHA", "<zeros>"},
               {"CI_DEFAULT_BRANCH", "main"},
               {"CI_PROJECT_PATH", "acme/pay"}});
  return more;
}

Variables azure(Variables more) {
  more.insert({{"TF_BUILD", "True"}, {"BUILD_SOURCEVERSION", "<topic>"}});
  return more;
}

Variables jenkins(Variables more) {
  more.insert({{"JENKINS_URL", "https://ci.example.org/"}, {"GIT_COMMIT", "<topic>"}});
  return more;
}

Variables circleci(Variables more) {
  more.insert({{"CIRCLECI", "true"}, {"CIRCLE_SHA1", "<topic>"}});
  return more;
}

Variables bitbucket(Variables more) {
  more.insert({{"BITBUCKET_BUILD_NUMBER", "7"}, {"BITBUCKET_COMMIT", "<topic>"}});
  return more;
}

Variables buildkite(Variables more) {
  more.insert({{"BUILDKITE", "true"},
               {"BUILDKITE_COMMIT", "<topic>"},
               {"BUILDKITE_PULL_REQUEST", "false"},
               {"BUILDKITE_PIPELINE_DEFAULT_BRANCH", "main"}});
  return more;
}

std::vector<Row> requests() {
  return {
      {"GitHub, merged", github("pull_request", "<merge>", "refs/pull/7/merge"), "<merge>",
       "<main>", kPullRequestEvent},
      {"GitHub, itself", github("pull_request", "<merge>", "refs/pull/7/merge"), "<topic>",
       "<start>", kPullRequestEvent},
      {"GitHub, target", github("pull_request_target", "<main>", "refs/heads/main"), "<topic>",
       "<start>", kPullRequestEvent},
      {"GitHub, queue", github("merge_group", "<merge>", "refs/heads/gh-readonly-queue/main/7"),
       "<merge>", "<main>",
       R"({"merge_group": {"base_sha": "<main>", "base_ref": "refs/heads/main"}})"},
      {"GitLab",
       gitlab({{"CI_MERGE_REQUEST_IID", "5"},
               {"CI_MERGE_REQUEST_DIFF_BASE_SHA", "<start>"},
               {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main"}}),
       "<topic>", "<start>"},
      {"GitLab, merged results",
       gitlab({{"CI_MERGE_REQUEST_IID", "5"},
               {"CI_MERGE_REQUEST_EVENT_TYPE", "merged_result"},
               {"CI_COMMIT_SHA", "<merge>"},
               {"CI_MERGE_REQUEST_TARGET_BRANCH_SHA", "<main>"},
               {"CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", "<topic>"}}),
       "<merge>", "<main>"},
      {"Azure",
       azure({{"BUILD_REASON", "PullRequest"},
              {"BUILD_SOURCEVERSION", "<merge>"},
              {"SYSTEM_PULLREQUEST_SOURCECOMMITID", "<topic>"},
              {"SYSTEM_PULLREQUEST_TARGETBRANCH", "refs/heads/main"}}),
       "<merge>", "<main>"},
      {"Jenkins, itself", jenkins({{"CHANGE_ID", "7"}, {"CHANGE_TARGET", "main"}}), "<topic>",
       "<start>"},
      {"Jenkins, merged", jenkins({{"CHANGE_ID", "7"}, {"CHANGE_TARGET", "main"}}), "<merge>",
       "<main>"},
      {"CircleCI", circleci({{"CIRCLE_PULL_REQUEST", "x"}, {"CIRCLE_BRANCH", "topic"}}), "<topic>",
       "<start>"},
      {"Bitbucket",
       bitbucket({{"BITBUCKET_PR_ID", "7"},
                  {"BITBUCKET_PR_DESTINATION_COMMIT", "<main>"},
                  {"BITBUCKET_PR_DESTINATION_BRANCH", "main"}}),
       "<merge>", "<main>"},
      {"Buildkite",
       buildkite({{"BUILDKITE_PULL_REQUEST", "7"}, {"BUILDKITE_PULL_REQUEST_BASE_BRANCH", "main"}}),
       "<topic>", "<start>"},
      {"Buildkite, queue",
       buildkite({{"BUILDKITE_MERGE_QUEUE_BASE_BRANCH", "main"},
                  {"BUILDKITE_MERGE_QUEUE_BASE_COMMIT", "<start>"}}),
       "<topic>", "<start>"}};
}

std::vector<Row> pushes() {
  const Variables push = github("push", "<topic>", "refs/heads/topic");
  return {{"GitHub", push, "<topic>", "<start>", kPushEvent},
          {"GitHub, new branch", push, "<topic>", "<start>", kNewBranchEvent},
          {"GitHub, forced", push, "<topic>", "<start>", kForcedEvent, "base-gone"},
          {"GitLab",
           gitlab({{"CI_PIPELINE_SOURCE", "push"},
                   {"CI_COMMIT_BRANCH", "topic"},
                   {"CI_COMMIT_BEFORE_SHA", "<start>"}}),
           "<topic>", "<start>"},
          {"GitLab, new branch",
           gitlab({{"CI_PIPELINE_SOURCE", "push"}, {"CI_COMMIT_BRANCH", "topic"}}), "<topic>",
           "<start>"},
          {"GitLab, forced",
           gitlab({{"CI_PIPELINE_SOURCE", "push"},
                   {"CI_COMMIT_BRANCH", "topic"},
                   {"CI_COMMIT_BEFORE_SHA", "<gone>"}}),
           "<topic>", "<start>", "", "base-gone"},
          {"Azure",
           azure({{"BUILD_REASON", "IndividualCI"}, {"BUILD_SOURCEBRANCH", "refs/heads/topic"}}),
           "<topic>", "<start>"},
          {"Jenkins",
           jenkins({{"BRANCH_NAME", "topic"}, {"GIT_PREVIOUS_SUCCESSFUL_COMMIT", "<start>"}}),
           "<topic>", "<start>"},
          {"Jenkins, forced",
           jenkins({{"BRANCH_NAME", "topic"}, {"GIT_PREVIOUS_SUCCESSFUL_COMMIT", "<gone>"}}),
           "<topic>", "<start>", "", "base-gone"},
          {"CircleCI", circleci({{"CIRCLE_BRANCH", "topic"}}), "<topic>", "<start>"},
          {"Bitbucket", bitbucket({{"BITBUCKET_BRANCH", "topic"}}), "<topic>", "<start>"},
          {"Buildkite", buildkite({{"BUILDKITE_BRANCH", "topic"}}), "<topic>", "<start>"}};
}

std::vector<Row> everything() {
  return {
      {"GitHub, schedule", github("schedule", "<topic>", "refs/heads/main"), "<topic>", "", "{}"},
      {"GitHub, manual", github("workflow_dispatch", "<topic>", "refs/heads/main"), "<topic>", "",
       "{}"},
      {"GitHub, tag", github("push", "<topic>", "refs/tags/v1"), "<topic>", "", kPushEvent},
      {"GitHub, first push", github("push", "<main>", "refs/heads/main"), "<main>", "",
       kNewBranchEvent, "no-base"},
      {"GitLab, schedule", gitlab({{"CI_PIPELINE_SOURCE", "schedule"}}), "<topic>", ""},
      {"GitLab, manual", gitlab({{"CI_PIPELINE_SOURCE", "web"}}), "<topic>", ""},
      {"GitLab, tag", gitlab({{"CI_PIPELINE_SOURCE", "push"}, {"CI_COMMIT_TAG", "v1"}}), "<topic>",
       ""},
      {"Azure, schedule", azure({{"BUILD_REASON", "Schedule"}}), "<topic>", ""},
      {"Azure, manual", azure({{"BUILD_REASON", "Manual"}}), "<topic>", ""},
      {"Azure, push to main",
       azure({{"BUILD_REASON", "IndividualCI"}, {"BUILD_SOURCEBRANCH", "refs/heads/main"}}),
       "<topic>", "", "", "no-base"},
      {"Jenkins, tag", jenkins({{"TAG_NAME", "v1"}}), "<topic>", ""},
      {"CircleCI, tag", circleci({{"CIRCLE_TAG", "v1"}}), "<topic>", ""},
      {"Bitbucket, tag", bitbucket({{"BITBUCKET_TAG", "v1"}}), "<topic>", ""},
      {"Buildkite, schedule", buildkite({{"BUILDKITE_SOURCE", "schedule"}}), "<topic>", ""},
      {"generic", {{"CI", "true"}}, "<topic>", ""}};
}

}  // namespace

TEST_CASE("Pull requests and pushes of every platform are scanned against their base") {
  CiRepository ci;
  std::vector<Row> rows = requests();
  for (Row& row : pushes()) rows.push_back(row);
  for (const Row& row : rows) {
    CAPTURE(row.name);
    ci.repo.git({"checkout", "-q", ci.filled(row.checkout)});
    const ScanResult result = ci.scan(row.variables, {}, row.event);
    CHECK(result.run.exit_code == 1);
    CHECK(result.report.json["scan"]["kind"] == "range");
    CHECK(result.report.json["scan"]["base"] == ci.filled(row.base));
    CHECK(result.report.json["scan"]["head"] == ci.filled(row.checkout));
    CHECK(state_at(result.report, "new.env") == "new");
    CHECK(state_at(result.report, "copy.env") == "unchanged");
    CHECK(state_at(result.report, "old.env") == "absent");
    CHECK(result.report.diagnoses("base-gone") == (row.note == std::string("base-gone")));
    CHECK_FALSE(result.report.has_incomplete_diagnostic());
  }
}

TEST_CASE("What is about no change is scanned as a whole, and compared with nothing") {
  CiRepository ci;
  for (const Row& row : everything()) {
    CAPTURE(row.name);
    ci.repo.git({"checkout", "-q", ci.filled(row.checkout)});
    const ScanResult result = ci.scan(row.variables, {}, row.event);
    CHECK(result.run.exit_code == 1);
    CHECK(result.report.json["scan"]["kind"] == "history");
    CHECK_FALSE(result.report.json["scan"].contains("base"));
    CHECK(state_at(result.report, "old.env").empty());
    CHECK(state_at(result.report, "new.env").empty());
    CHECK(result.report.diagnoses("no-base") == (row.note == std::string("no-base")));
  }
}

TEST_CASE("A directory inside of the repository stands for all of it") {
  CiRepository ci;
  ci.repo.dir().make_directory("src");
  const ScanResult result = ci.scan({}, {"src"});
  CHECK(result.report.json["scan"]["kind"] == "history");
  CHECK(state_at(result.report, "old.env").empty());
}

TEST_CASE("The log says where the run is and what is scanned") {
  CiRepository ci;
  ci.repo.git({"checkout", "-q", ci.topic});
  const auto result = ci.run(github("push", "<topic>", "refs/heads/topic"), {}, kPushEvent);
  CHECK(result.err == "keyhound: GitHub Actions, push: 1 commit, " + ci.start.substr(0, 12) + ".." +
                          ci.topic.substr(0, 12) + "\n");
}

}  // namespace keyhound::testing
