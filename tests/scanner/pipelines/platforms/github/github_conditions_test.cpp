// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/github/github_conditions.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

TEST_CASE("Conditions that keep strangers out") {
  for (const char* condition :
       {"github.event.pull_request.head.repo.full_name == github.repository",
        "${{ ! github.event.pull_request.head.repo.fork }}",
        "contains(fromJSON('[\"OWNER\"]'), github.event.comment.author_association)",
        "contains(github.event.pull_request.labels.*.name, 'safe')", "github.actor == 'alice'",
        "github.event.pull_request.user.login=='renovate'", "github.event_name == 'push'",
        "github.event_name == 'push' || github.event_name == 'schedule'",
        "github.event.workflow_run.event == 'push'",
        "github.event.workflow_run.head_branch  ==  'main'",
        "github.event.pull_request.merged == true"}) {
    CAPTURE(condition);
    CHECK(keeps_strangers_out(condition));
  }
}

TEST_CASE("Conditions that let them in") {
  for (const char* condition :
       {"", "always()", "github.actor != 'dependabot[bot]'", "github.actor == 'dependabot[bot]'",
        "github.event_name == 'pull_request_target'",
        "github.event_name == 'push' || github.event_name == 'pull_request_target'",
        "github.repository == 'acme/pay'", "startsWith(github.event.comment.body, '/test')",
        "github.event.workflow_run.conclusion == 'success'",
        "github.actor == ", "github.actor=='"}) {
    CAPTURE(condition);
    CHECK_FALSE(keeps_strangers_out(condition));
  }
}

TEST_CASE("Events of strangers are known") {
  REQUIRE(find_stranger_event("pull_request_target") != nullptr);
  CHECK(find_stranger_event("pull_request_target")->has_secrets);
  REQUIRE(find_stranger_event("pull_request") != nullptr);
  CHECK_FALSE(find_stranger_event("pull_request")->has_secrets);
  CHECK(find_stranger_event("push") == nullptr);
}

}  // namespace
}  // namespace keyhound
