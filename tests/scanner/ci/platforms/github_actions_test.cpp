// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/ci/made_environment.h"
#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

using testing::heads_of;
using testing::Variables;

// The run of an event whose file has this text.
CiRun run_of(const std::string& event, const std::string& json, Variables variables = {}) {
  const testing::TempDir dir;
  dir.write_file("event.json", json);
  variables["GITHUB_EVENT_NAME"] = event;
  variables["GITHUB_EVENT_PATH"] = dir / "event.json";
  variables.try_emplace("GITHUB_SHA", "5a5a5a5");
  return testing::run_of("github-actions", variables);
}

constexpr const char* kPullRequest =
    R"({"pull_request": {"base": {"sha": "ba5e", "ref": "release"}, "head": {"sha": "4ead"}},
        "repository": {"default_branch": "trunk"}})";

}  // namespace

TEST_CASE("A pull request on GitHub may be checked out by itself or merged with its target") {
  const CiRun run = run_of("pull_request", kPullRequest,
                           {{"GITHUB_BASE_REF", "main"},
                            {"GITHUB_REPOSITORY", "acme/pay"},
                            {"GITHUB_STEP_SUMMARY", "/tmp/summary"}});
  CHECK(run.event == CiEvent::kPullRequest);
  CHECK(heads_of(run) == "5a5a5a5 4ead");
  CHECK(run.source.id == "4ead");
  CHECK(run.base.id == "ba5e");
  CHECK(run.base.source == "pull_request.base.sha of GITHUB_EVENT_PATH");
  CHECK(run.base_branch == "main");
  CHECK(run.default_branch == "trunk");
  CHECK(run.repository == "acme/pay");
  CHECK(run.summary_file == "/tmp/summary");
}

TEST_CASE("Of pull_request_target the commit of the workflow is not the pull request's") {
  const CiRun run = run_of("pull_request_target", kPullRequest);
  CHECK(run.event == CiEvent::kPullRequest);
  CHECK(heads_of(run) == "4ead");
  CHECK(run.base_branch == "release");
}

TEST_CASE("A push on GitHub is made on what the branch was before") {
  const CiRun run = run_of("push", R"({"before": "be4", "repository": {"default_branch": "main"}})",
                           {{"GITHUB_REF", "refs/heads/topic/a"}});
  CHECK(run.event == CiEvent::kPush);
  CHECK(run.base.id == "be4");
  CHECK_FALSE(run.is_new_branch);
  CHECK(run.branch == "topic/a");
  CHECK(run.default_branch == "main");
  CHECK(heads_of(run) == "5a5a5a5");
  CHECK(run_of("push", R"({"before": "0000000000"})").is_new_branch);
}

TEST_CASE("A merge queue on GitHub names the commit that it builds on") {
  const CiRun run = run_of(
      "merge_group", R"({"merge_group": {"base_sha": "ba5e", "base_ref": "refs/heads/main"}})");
  CHECK(run.event == CiEvent::kMergeQueue);
  CHECK(run.base.id == "ba5e");
  CHECK(run.base_branch == "main");
}

TEST_CASE("Other events on GitHub are about no change") {
  CHECK(run_of("push", "{}", {{"GITHUB_REF", "refs/tags/v1"}}).event == CiEvent::kTag);
  CHECK(run_of("schedule", "{}").event == CiEvent::kSchedule);
  CHECK(run_of("workflow_dispatch", "{}").event == CiEvent::kManual);
  CHECK(run_of("issue_comment", "{}").event == CiEvent::kOther);
}

TEST_CASE("An event whose file speaks of another is an error with the way out") {
  const testing::TempDir dir;
  dir.write_file("event.json", R"({"before": "x"})");
  const auto run = testing::try_run_of(
      "github-actions",
      {{"GITHUB_EVENT_NAME", "pull_request"}, {"GITHUB_EVENT_PATH", dir / "event.json"}});
  REQUIRE_FALSE(run);
  CHECK(run.error().kind == ErrorKind::kConfiguration);
  CHECK(run.error().message.find("has no 'pull_request'; give the range with --base REV") !=
        std::string::npos);
}

TEST_CASE("Without a file of the event the variables have to do") {
  const CiRun run = testing::run_of("github-actions", {{"GITHUB_EVENT_NAME", "pull_request"},
                                                       {"GITHUB_BASE_REF", "main"},
                                                       {"GITHUB_SHA", "5a5a5a5"}});
  CHECK(run.event == CiEvent::kPullRequest);
  CHECK(run.base_branch == "main");
  CHECK(heads_of(run) == "5a5a5a5");
}

}  // namespace keyhound
