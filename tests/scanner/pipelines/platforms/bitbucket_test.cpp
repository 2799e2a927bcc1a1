// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "scanner/pipelines/platform.h"
#include "tests/support/read_definition.h"

namespace keyhound {
namespace {

using testing::Lines;
using testing::list_bindings;
using testing::list_references;
using testing::text_at;

Definition bitbucket(std::string_view text) {
  return testing::read_facts("bitbucket-pipelines.yml", text);
}

TEST_CASE("Bitbucket's files are known by their path, and others by lists of steps") {
  CHECK(platform_of_path("a/bitbucket-pipelines.yml")->id == "bitbucket-pipelines");
  std::vector<Diagnostic> diagnostics;
  const auto read = read_definition(
      "ci/shared.yml", "pipelines: {custom: {a: [{step: {script: [x]}}]}}\n", nullptr, diagnostics);
  REQUIRE(read);
  CHECK(read->platform->id == "bitbucket-pipelines");
}

TEST_CASE("A step is a job, wherever it stands") {
  const Definition read = bitbucket(
      "pipelines:\n"
      "  default:\n"
      "    - parallel:\n"
      "        steps:\n"
      "          - step: {name: Test, script: [make test]}\n"
      "    - parallel: [{step: {script: [make lint]}}]\n"
      "  branches:\n"
      "    main:\n"
      "      - stage:\n"
      "          deployment: production\n"
      "          steps: [{step: {oidc: true, runs-on: [self.hosted], script: [deploy]}}]\n"
      "  pull-requests:\n"
      "    '**': [{step: {deployment: staging, script: [x], after-script: [y]}}]\n"
      "  custom:\n"
      "    manual: [{variables: [{name: MODE, default: fast}]}, {step: {script: [z]}}]\n");
  REQUIRE(read.jobs.size() == 5);
  CHECK(read.jobs[0].id == "Test");
  CHECK(read.jobs[0].key_path == "pipelines/default/0/parallel/0/step");
  CHECK(read.jobs[1].id == "default/2");
  CHECK(read.jobs[2].environment == "production");
  CHECK(read.jobs[2].has_federation);
  CHECK(read.jobs[2].runner == "self.hosted");
  CHECK(read.jobs[3].environment == "staging");
  CHECK_FALSE(read.jobs[3].has_federation);
  REQUIRE(read.scripts.size() == 6);
  CHECK(read.scripts[4].text.text == "y");
  CHECK(list_bindings(read, BindingKind::kVariable) ==
        Lines{"pipelines/custom/manual/0/variables/0/default = fast literal"});
  Lines events;
  for (const Trigger& one : read.triggers) events.push_back(one.event);
  CHECK(events == Lines{"push", "push", "pull_request", "manual"});
}

TEST_CASE("Scripts use variables of the store, and pipes get theirs as inputs") {
  const Definition read = bitbucket(
      "pipelines:\n"
      "  default:\n"
      "    - step:\n"
      "        script:\n"
      "          - login $APP_TOKEN\n"
      "          - pipe: atlassian/aws-s3-deploy:1.1.0\n"
      "            variables:\n"
      "              AWS_SECRET_ACCESS_KEY: $AWS_SECRET_ACCESS_KEY\n"
      "              EXTRA: [--token=$EXTRA_TOKEN, plain]\n"
      "          - use $BITBUCKET_COMMIT\n");
  CHECK(list_references(read) ==
        Lines{"bitbucket-variables:AWS_SECRET_ACCESS_KEY by default/1 at "
              "pipelines/default/0/step/script/1/variables/AWS_SECRET_ACCESS_KEY: "
              "$AWS_SECRET_ACCESS_KEY",
              "bitbucket-variables:EXTRA_TOKEN by default/1 at "
              "pipelines/default/0/step/script/1/variables/EXTRA/0: $EXTRA_TOKEN",
              "bitbucket-variables:APP_TOKEN by default/1 at "
              "pipelines/default/0/step/script: $APP_TOKEN"});
  REQUIRE(read.steps.size() == 1);
  CHECK(read.steps[0].uses == "atlassian/aws-s3-deploy:1.1.0");
  CHECK(text_at(read, read.steps[0].uses_range) == "atlassian/aws-s3-deploy:1.1.0");
  REQUIRE(read.scripts.size() == 1);
  CHECK(read.scripts[0].text.text == "login $APP_TOKEN\nuse $BITBUCKET_COMMIT");
  CHECK(read.scripts[0].uses.size() == 1);
}

TEST_CASE("Images, services, caches and artifacts are read") {
  const Definition read = bitbucket(
      "image: {name: a, username: u, password: $REGISTRY_PASSWORD}\n"
      "definitions:\n"
      "  services:\n"
      "    db:\n"
      "      image: {name: b, aws: {access-key: k, secret-key: hackme}}\n"
      "      variables: {POSTGRES_PASSWORD: postgres}\n"
      "  caches:\n"
      "    one: ~/.one\n"
      "    two: {key: {files: [x]}, path: ~/.two}\n"
      "  steps:\n"
      "    - step: &build {name: Build, script: [make], artifacts: [dist/**]}\n"
      "pipelines:\n"
      "  default:\n"
      "    - step: *build\n"
      "    - step: {<<: *build, name: Other, artifacts: {upload: [{name: n, paths: [p]}]}}\n");
  CHECK(list_bindings(read, BindingKind::kRegistryPassword) ==
        Lines{"image/password = $REGISTRY_PASSWORD",
              "definitions/services/db/image/aws/secret-key = hackme literal"});
  CHECK(list_bindings(read, BindingKind::kParameter) ==
        Lines{"definitions/services/db/variables/POSTGRES_PASSWORD = postgres literal"});
  REQUIRE(read.caches.size() == 2);
  CHECK(read.caches[1].paths[0].text == "~/.two");
  REQUIRE(read.jobs.size() == 3);
  CHECK(read.jobs[0].is_template);
  CHECK_FALSE(read.jobs[1].is_template);
  REQUIRE(read.artifacts.size() == 3);
  CHECK(read.artifacts[2].name == "n");
  CHECK(read.artifacts[2].paths[0].text == "p");
}

TEST_CASE("Odd configurations of Bitbucket are read as far as they go") {
  for (const char* text :
       {"", "a", "- b", "pipelines: x\n", "pipelines: {default: [{step: x}, {stage: y}]}\n",
        "definitions: {services: x, caches: [y], steps: z}\n",
        "pipelines: {branches: {main: [{parallel: {steps: {a: b}}}]}}\n",
        "main: [{step: {script: [make]}}]\n"}) {
    CAPTURE(text);
    CHECK_FALSE(bitbucket(text).is_cut_short);
  }
}

}  // namespace
}  // namespace keyhound
