// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/gitlab/gitlab_variables.h"

#include <doctest/doctest.h>

#include "tests/support/read_definition.h"

namespace keyhound {
namespace {

using testing::Lines;

TEST_CASE("Variables are bound wherever a configuration may set them") {
  const Definition read =
      testing::read_facts(".gitlab-ci.yml",
                          "variables:\n"
                          "  A: {value: one, description: text}\n"
                          "workflow: {rules: [{if: $X, variables: {B: two}}]}\n"
                          "job:\n"
                          "  services: [postgres, {name: mysql, variables: {C: three}}]\n"
                          "  rules: [{if: $X, variables: {D: four}}]\n"
                          "  variables: {E: five}\n"
                          "  script: [x]\n");
  CHECK(testing::list_bindings(read, BindingKind::kVariable) ==
        Lines{"variables/A = one literal", "workflow/rules/0/variables/B = two literal",
              "job/services/1/variables/C = three literal",
              "job/rules/0/variables/D = four literal", "job/variables/E = five literal"});
}

TEST_CASE("A variable in a value is a stored secret unless somebody gives it a literal") {
  const Definition read = testing::read_facts(".gitlab-ci.yml",
                                              "variables:\n"
                                              "  PLAIN_TOKEN: abc\n"
                                              "  MADE_TOKEN: x-$REAL_TOKEN\n"
                                              "job:\n"
                                              "  variables:\n"
                                              "    A: $PLAIN_TOKEN\n"
                                              "    B: ${MADE_TOKEN}\n"
                                              "    SAME_TOKEN: $SAME_TOKEN\n"
                                              "    C: $CI_JOB_TOKEN/$CI_COMMIT_SHA\n"
                                              "    D: price $$NOT_TOKEN\n"
                                              "  script: [x]\n");
  CHECK(testing::list_references(read) ==
        Lines{"gitlab-variables:REAL_TOKEN at variables/MADE_TOKEN: $REAL_TOKEN",
              "gitlab-variables:REAL_TOKEN by job at job/variables/B: ${MADE_TOKEN}",
              "gitlab-variables:SAME_TOKEN by job at job/variables/SAME_TOKEN: $SAME_TOKEN",
              "gitlab-variables:CI_JOB_TOKEN by job at job/variables/C: $CI_JOB_TOKEN"});
  CHECK(read.references.back().is_platform_token);
}

TEST_CASE("Docker's configuration with a password is one for a registry") {
  const Definition read = testing::read_facts(
      ".gitlab-ci.yml",
      "variables:\n"
      "  DOCKER_AUTH_CONFIG: '{\"auths\": {\"r.example.com\": {\"auth\": \"abc\"}}}'\n"
      "job:\n"
      "  variables: {DOCKER_AUTH_CONFIG: '{\"credsStore\": \"x\"}'}\n"
      "  script: [x]\n");
  CHECK(testing::list_bindings(read, BindingKind::kRegistryPassword).size() == 1);
  CHECK(testing::list_bindings(read, BindingKind::kVariable).size() == 1);
}

TEST_CASE("GitLab's own variables are told from people's") {
  for (const char* name : {"CI_COMMIT_SHA", "GITLAB_USER_LOGIN", "FF_USE_FASTZIP", "CI"}) {
    CAPTURE(name);
    CHECK(is_gitlab_predefined(name));
  }
  for (const char* name : {"GITLAB_TOKEN", "CI_DEPLOY_PASSWORD", "MY_TOKEN"}) {
    CAPTURE(name);
    CHECK_FALSE(is_gitlab_predefined(name));
    CHECK_FALSE(is_gitlab_token(name));
  }
  CHECK(is_gitlab_token("CI_JOB_TOKEN"));
}

}  // namespace
}  // namespace keyhound
