// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "scanner/pipelines/platform.h"
#include "scanner/pipelines/platforms/circleci/circleci_steps.h"
#include "scanner/pipelines/platforms/circleci/circleci_workflows.h"
#include "tests/support/read_definition.h"

namespace keyhound {
namespace {

using testing::Lines;
using testing::list_bindings;
using testing::list_references;
using testing::text_at;

Definition circleci(std::string_view text) {
  return testing::read_facts(".circleci/config.yml", text);
}

TEST_CASE("CircleCI's files are known by their path, and others by version and jobs") {
  CHECK(platform_of_path("a/.circleci/config.yml")->id == "circleci");
  CHECK(platform_of_path(".circleci/yamllint.yml") == nullptr);
  std::vector<Diagnostic> diagnostics;
  const auto read = read_definition(".circleci/nightly.yml",
                                    "version: 2.1\njobs: {a: {docker: [{image: x}], steps: []}}\n",
                                    nullptr, diagnostics);
  REQUIRE(read);
  CHECK(read->platform->id == "circleci");
}

TEST_CASE("Steps have scripts, their own environment, artifacts, caches and keys") {
  const Definition read = circleci(
      "version: 2.1\n"
      "jobs:\n"
      "  build:\n"
      "    docker:\n"
      "      - image: cimg/base\n"
      "        environment: {MODE: ci}\n"
      "      - image: postgres\n"
      "        environment: {POSTGRES_PASSWORD: postgres}\n"
      "    environment: {A: b}\n"
      "    steps:\n"
      "      - checkout\n"
      "      - run: echo one\n"
      "      - run:\n"
      "          name: Deploy\n"
      "          environment: {C: $DEPLOY_TOKEN}\n"
      "          command: deploy \"$C\" \"$OTHER_TOKEN\"\n"
      "      - when:\n"
      "          condition: true\n"
      "          steps:\n"
      "            - save_cache: {key: k, paths: [~/.npm]}\n"
      "      - store_artifacts: {path: out, destination: results}\n"
      "      - add_ssh_keys: {fingerprints: ['aa:bb']}\n");
  REQUIRE(read.jobs.size() == 1);
  CHECK(read.jobs[0].runner == "cimg/base");
  CHECK(list_bindings(read, BindingKind::kEnvironment) ==
        Lines{"jobs/build/environment/A = b literal",
              "jobs/build/docker/0/environment/MODE = ci literal",
              "jobs/build/steps/2/run/environment/C = $DEPLOY_TOKEN"});
  CHECK(list_bindings(read, BindingKind::kParameter) ==
        Lines{"jobs/build/docker/1/environment/POSTGRES_PASSWORD = postgres literal"});
  REQUIRE(read.steps.size() == 6);
  CHECK(read.steps[0].is_checkout);
  CHECK(read.steps[2].name == "Deploy");
  REQUIRE(read.scripts.size() == 2);
  CHECK(read.scripts[1].uses.size() == 2);
  CHECK(text_at(read, read.scripts[1].text.whole) == "deploy \"$C\" \"$OTHER_TOKEN\"");
  REQUIRE(read.caches.size() == 1);
  CHECK(read.caches[0].paths[0].text == "~/.npm");
  CHECK(read.caches[0].key_path == "jobs/build/steps/3/when/steps/0/save_cache/paths");
  REQUIRE(read.artifacts.size() == 1);
  CHECK(read.artifacts[0].name == "results");
  CHECK(list_references(read) ==
        Lines{"circleci-variables:DEPLOY_TOKEN by build at "
              "jobs/build/steps/2/run/environment/C: $DEPLOY_TOKEN",
              "circleci-ssh-keys:aa:bb by build at "
              "jobs/build/steps/5/add_ssh_keys/fingerprints: 'aa:bb'",
              "circleci-variables:OTHER_TOKEN by build at jobs/build/steps/2/run/command: "
              "$OTHER_TOKEN"});
}

TEST_CASE("Passwords for pulling images are credentials") {
  const Definition read = circleci(
      "version: 2.1\n"
      "executors:\n"
      "  own:\n"
      "    docker:\n"
      "      - image: a\n"
      "        auth: {username: u, password: hackme}\n"
      "jobs:\n"
      "  build:\n"
      "    docker:\n"
      "      - image: b\n"
      "        aws_auth: {aws_access_key_id: k, aws_secret_access_key: $ECR_SECRET_KEY}\n"
      "    steps: [checkout]\n");
  CHECK(list_bindings(read, BindingKind::kRegistryPassword) ==
        Lines{"executors/own/docker/0/auth/password = hackme literal",
              "jobs/build/docker/0/aws_auth/aws_secret_access_key = $ECR_SECRET_KEY"});
  CHECK(read.jobs[0].is_template);
}

TEST_CASE("Workflows give jobs their contexts and arguments") {
  const Definition read = circleci(
      "version: 2.1\n"
      "jobs:\n"
      "  deploy: {executor: own, steps: [checkout]}\n"
      "workflows:\n"
      "  main:\n"
      "    triggers: [{schedule: {cron: x}}]\n"
      "    jobs:\n"
      "      - deploy:\n"
      "          context: [prod, \"team-<< matrix.x >>\"]\n"
      "          filters: {branches: {only: main}}\n"
      "      - aws-ecr/push:\n"
      "          context: ecr\n"
      "          secret-access-key: RELEASE_SECRET_ACCESS_KEY\n"
      "          region: EU\n"
      "          post-steps: [{run: notify}]\n");
  REQUIRE(read.jobs.size() == 2);
  CHECK(read.jobs[0].is_guarded);
  CHECK(read.jobs[1].id == "aws-ecr/push");
  CHECK_FALSE(read.jobs[1].is_guarded);
  CHECK(list_references(read) ==
        Lines{"circleci-contexts:prod by deploy at workflows/main/jobs/0/deploy/context: prod",
              "circleci-contexts:team-<< matrix.x >> by deploy at "
              "workflows/main/jobs/0/deploy/context: \"team-<< matrix.x >>\"",
              "circleci-contexts:ecr by aws-ecr/push at "
              "workflows/main/jobs/1/aws-ecr/push/context: ecr",
              "circleci-variables:RELEASE_SECRET_ACCESS_KEY by aws-ecr/push at "
              "workflows/main/jobs/1/aws-ecr/push/secret-access-key: RELEASE_SECRET_ACCESS_KEY"});
  CHECK(read.references[1].resolution == Resolution::kPattern);
  REQUIRE(read.triggers.size() == 2);
  CHECK(read.triggers[0].event == "schedule");
  CHECK(read.scripts.back().text.text == "notify");
}

TEST_CASE("Orbs are packages, and those in the file are read") {
  const Definition read = circleci(
      "version: 2.1\n"
      "orbs:\n"
      "  aws: circleci/aws-cli@5.1.0\n"
      "  dev: acme/tools@dev:first\n"
      "  node: circleci/node@5\n"
      "  own:\n"
      "    commands:\n"
      "      login: {steps: [{run: login $OWN_TOKEN}]}\n"
      "jobs: {}\n");
  REQUIRE(read.includes.size() == 3);
  CHECK(read.includes[0].target == "circleci/aws-cli@5.1.0");
  CHECK(read.includes[0].is_pinned);
  CHECK(read.includes[1].revision == "dev:first");
  CHECK_FALSE(read.includes[1].is_pinned);
  CHECK_FALSE(read.includes[2].is_pinned);
  CHECK(list_references(read).size() == 1);
  CHECK(read.jobs[0].key_path == "orbs/own/commands/login");
}

TEST_CASE("A job is federated by its own text or by a command that it calls") {
  const Definition read = circleci(
      "version: 2.1\n"
      "commands:\n"
      "  login: {steps: [{run: 'gcloud login $CIRCLE_OIDC_TOKEN'}]}\n"
      "jobs:\n"
      "  a: {docker: [{image: x}], steps: [login]}\n"
      "  b: {docker: [{image: x}], steps: [checkout]}\n");
  REQUIRE(read.jobs.size() == 3);
  CHECK(read.jobs[1].has_federation);
  CHECK_FALSE(read.jobs[2].has_federation);
}

TEST_CASE("Odd configurations of CircleCI are read as far as they go") {
  for (const char* text :
       {"", "a", "- b", "version: 2.1\njobs: [a]\n", "jobs: {a: b, c: {steps: {run: d}}}\n",
        "jobs: {a: {docker: x, environment: y, steps: [[b], {run: [c]}, {}]}}\n",
        "workflows: {version: 2, a: {jobs: x}, b: {jobs: [[c], {d: e}]}}\n", "orbs: {a: [b]}\n"}) {
    CAPTURE(text);
    CHECK_FALSE(circleci(text).is_cut_short);
  }
}

}  // namespace
}  // namespace keyhound
