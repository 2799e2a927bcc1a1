// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/circleci/circleci_values.h"

#include <doctest/doctest.h>

#include "tests/support/read_definition.h"

namespace keyhound {
namespace {

using testing::Lines;

TEST_CASE("Parameters that sound like credentials are what a caller hands in") {
  const Definition read = testing::read_facts(
      ".circleci/config.yml",
      "commands:\n"
      "  deploy:\n"
      "    parameters:\n"
      "      api_token: {type: string, default: abc}\n"
      "      key_token: {type: env_var_name, default: DEPLOY_KEY_TOKEN}\n"
      "    steps:\n"
      "      - run: deploy << parameters.api_token >> ${<< parameters.key_token >>}\n"
      "      - run: check << parameters.key_token >> << pipeline.number >>\n");
  CHECK(testing::list_references(read) ==
        Lines{"circleci-variables:DEPLOY_KEY_TOKEN by deploy at "
              "commands/deploy/parameters/key_token/key_token: DEPLOY_KEY_TOKEN",
              "circleci-parameters:api_token by deploy at commands/deploy/steps/0/run: "
              "<< parameters.api_token >>",
              "circleci-parameters:key_token by deploy at commands/deploy/steps/0/run: "
              "${<< parameters.key_token >>}"});
  CHECK(read.scripts[1].templates.size() == 2);
  CHECK(testing::list_bindings(read, BindingKind::kParameter) ==
        Lines{"commands/deploy/parameters/api_token/default = abc literal"});
}

TEST_CASE("The name of a variable is a reference where a parameter takes names") {
  const Definition read = testing::read_facts(
      ".circleci/config.yml",
      "commands:\n"
      "  login:\n"
      "    parameters: {user: {type: env_var_name}}\n"
      "    steps: []\n"
      "jobs:\n"
      "  a:\n"
      "    steps:\n"
      "      - login: {user: REGISTRY_ACCESS_TOKEN}\n"
      "      - orb/login: {password: REGISTRY_PASSWORD, mode: FAST, other: TOKEN}\n");
  CHECK(testing::list_references(read) ==
        Lines{"circleci-variables:REGISTRY_ACCESS_TOKEN by a at "
              "jobs/a/steps/0/login/user: REGISTRY_ACCESS_TOKEN",
              "circleci-variables:REGISTRY_PASSWORD by a at "
              "jobs/a/steps/1/orb/login/password: REGISTRY_PASSWORD"});
}

TEST_CASE("Variables that environment maps give a literal are no secrets") {
  const Definition read =
      testing::read_facts(".circleci/config.yml",
                          "jobs:\n"
                          "  a:\n"
                          "    environment: {PLAIN_TOKEN: abc}\n"
                          "    steps:\n"
                          "      - run: use $PLAIN_TOKEN $CIRCLE_SHA1 $REAL_TOKEN\n");
  REQUIRE(read.scripts.size() == 1);
  CHECK(testing::list_references(read).size() == 1);
  CHECK(is_circleci_predefined("CIRCLE_BRANCH"));
  CHECK_FALSE(is_circleci_predefined("CIRCLE_API_TOKEN"));
  CHECK(is_circleci_token("CIRCLE_OIDC_TOKEN"));
}

}  // namespace
}  // namespace keyhound
