// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/gitlab/gitlab_rules.h"

#include <doctest/doctest.h>

#include "tests/support/read_definition.h"

namespace keyhound {
namespace {

Definition job(const std::string& rules) {
  return testing::read_facts(".gitlab-ci.yml", "job:\n  script: [x]\n" + rules);
}

TEST_CASE("Rules and only tell what starts the pipeline") {
  const Definition read =
      job("  rules:\n"
          "    - if: $CI_PIPELINE_SOURCE == \"merge_request_event\"\n"
          "    - if: $CI_PIPELINE_SOURCE == \"schedule\"\n"
          "    - {if: $CI_COMMIT_TAG, when: never}\n");
  REQUIRE(read.triggers.size() == 2);
  CHECK(read.triggers[0].event == "merge_request");
  CHECK(read.triggers[0].is_outside);
  CHECK_FALSE(read.triggers[0].has_secrets);
  CHECK(read.triggers[1].event == "schedule");
  CHECK_FALSE(read.triggers[1].is_outside);
  const Definition only = job("  only: {refs: [merge_requests, tags]}\n");
  REQUIRE(only.triggers.size() == 2);
  CHECK(only.triggers[1].event == "tag");
  CHECK(testing::text_at(only, only.triggers[1].range) == "tags");
}

TEST_CASE("A job is guarded when every rule that lets it run asks for a protected ref") {
  for (const char* rules :
       {"  only: [main, tags]\n", "  rules: [{if: '$CI_COMMIT_REF_PROTECTED == \"true\"'}]\n",
        "  rules: [{if: $CI_COMMIT_TAG}, {when: never}]\n",
        "  rules: [{if: '$CI_COMMIT_BRANCH == \"main\" && $X'}]\n"}) {
    CAPTURE(rules);
    CHECK(job(rules).jobs[0].is_guarded);
  }
  for (const char* rules :
       {"", "  only: [main, develop]\n", "  rules: [{if: $CI_COMMIT_TAG}, {when: manual}]\n",
        "  rules: [{if: '$CI_COMMIT_BRANCH != \"main\"'}]\n",
        "  rules: [{if: '$CI_COMMIT_BRANCH == \"main\" || $X'}]\n", "  rules: []\n"}) {
    CAPTURE(rules);
    CHECK_FALSE(job(rules).jobs[0].is_guarded);
  }
}

}  // namespace
}  // namespace keyhound
