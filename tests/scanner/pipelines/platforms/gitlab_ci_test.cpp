// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "scanner/pipelines/platform.h"
#include "scanner/pipelines/platforms/gitlab/gitlab_config.h"
#include "scanner/pipelines/platforms/gitlab/gitlab_includes.h"
#include "scanner/pipelines/platforms/gitlab/gitlab_jobs.h"
#include "scanner/pipelines/platforms/gitlab/gitlab_secrets.h"
#include "tests/support/read_definition.h"

namespace keyhound {
namespace {

using testing::Lines;
using testing::list_bindings;
using testing::list_references;
using testing::read_facts;
using testing::text_at;

Definition gitlab(std::string_view text, const DefinitionTree* tree = nullptr) {
  return read_facts(".gitlab-ci.yml", text, tree);
}

TEST_CASE("GitLab's files are known by their path, and others by a job in them") {
  for (const char* path : {".gitlab-ci.yml", "a/.gitlab-ci.yaml", "ci/build.gitlab-ci.yml",
                           ".gitlab/ci/x/build.yml", ".gitlab-ci/build.yml"}) {
    CAPTURE(path);
    REQUIRE(platform_of_path(path) != nullptr);
    CHECK(platform_of_path(path)->id == "gitlab-ci");
  }
  CHECK(platform_of_path(".gitlab/issue_templates/bug.yml") == nullptr);
  std::vector<Diagnostic> diagnostics;
  const auto by_shape = read_definition(
      "ci/build.yml", "build:\n  stage: build\n  script: [make]\n", nullptr, diagnostics);
  REQUIRE(by_shape);
  CHECK(by_shape->platform->id == "gitlab-ci");
  for (const char* other : {"build:\n  script: make\n", "kind: x\nb:\n  stage: b\n  script: c\n",
                            "scripts:\n  build: make\n"}) {
    CAPTURE(other);
    const auto none = read_definition("ci/x.yml", other, nullptr, diagnostics);
    CHECK((!none || none->platform->id != "gitlab-ci"));
  }
}

TEST_CASE("A job has its scripts, environment, runner, images and files") {
  const Definition read = gitlab(
      "deploy:\n"
      "  image: {name: alpine}\n"
      "  tags: [linux, big]\n"
      "  environment: {name: production}\n"
      "  before_script: [apk add curl]\n"
      "  script:\n"
      "    - curl -H \"$API_TOKEN\" https://example.com\n"
      "    - [make, make install]\n"
      "  after_script: rm -rf x\n"
      "  artifacts:\n"
      "    name: out\n"
      "    paths: [dist/]\n"
      "    reports: {dotenv: vars.env}\n"
      "  cache:\n"
      "    - paths: [a/]\n"
      "    - paths: [b/]\n"
      "  rules:\n"
      "    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH\n");
  REQUIRE(read.jobs.size() == 1);
  CHECK(read.jobs[0].id == "deploy");
  CHECK(read.jobs[0].environment == "production");
  CHECK(read.jobs[0].runner == "linux, big");
  CHECK(read.jobs[0].is_guarded);
  CHECK_FALSE(read.jobs[0].is_template);
  REQUIRE(read.scripts.size() == 2);
  CHECK(read.scripts[0].text.text ==
        "apk add curl\ncurl -H \"$API_TOKEN\" https://example.com\nmake\nmake install");
  CHECK(read.scripts[0].key_path == "deploy/script");
  CHECK(read.scripts[1].text.text == "rm -rf x");
  CHECK(list_references(read) ==
        Lines{"gitlab-variables:API_TOKEN by deploy at deploy/script: $API_TOKEN"});
  REQUIRE(read.artifacts.size() == 2);
  CHECK(read.artifacts[0].name == "out");
  CHECK(read.artifacts[0].paths[0].text == "dist/");
  CHECK(read.artifacts[1].sink == FileSink::kReport);
  CHECK(read.artifacts[1].report == "dotenv");
  CHECK(read.artifacts[1].paths[0].text == "vars.env");
  REQUIRE(read.caches.size() == 2);
  CHECK(read.caches[1].key_path == "deploy/cache/1/paths");
  CHECK(text_at(read, read.caches[1].range) == "[b/]");
  REQUIRE(read.triggers.size() == 1);
  CHECK(read.triggers[0].event == "push");
}

TEST_CASE("A job inherits what it extends, in the order in which GitLab merges") {
  const Definition read = gitlab(
      ".a:\n"
      "  environment: staging\n"
      "  script: [one]\n"
      "  variables: {A: $FIRST_TOKEN, LITERAL_TOKEN: plain1}\n"
      ".b:\n"
      "  extends: .a\n"
      "  script: [two]\n"
      "  id_tokens: {T: {aud: x}}\n"
      "job:\n"
      "  extends: [.a, .b]\n"
      "  variables: {B: $SECOND_TOKEN}\n");
  REQUIRE(read.jobs.size() == 3);
  CHECK(read.jobs[0].is_template);
  CHECK_FALSE(read.jobs[0].has_federation);
  const Job& job = read.jobs[2];
  CHECK(job.environment == "staging");
  CHECK(job.has_federation);
  REQUIRE(read.scripts.size() == 3);
  CHECK(read.scripts[2].text.text == "two");
  CHECK(read.scripts[2].scope.job == 2);
  // The literal is bound where it stands; what names a secret, in each job that has it.
  CHECK(list_bindings(read, BindingKind::kVariable) ==
        Lines{".a/variables/A = $FIRST_TOKEN", ".a/variables/LITERAL_TOKEN = plain1 literal",
              ".b/variables/A = $FIRST_TOKEN", "job/variables/B = $SECOND_TOKEN",
              "job/variables/A = $FIRST_TOKEN"});
}

TEST_CASE("default, the root's keywords and inherit give jobs what they lack") {
  const Definition read = gitlab(
      "default:\n"
      "  before_script: [setup]\n"
      "  id_tokens: {T: {aud: x}}\n"
      "image: ruby\n"
      "a: {script: [x]}\n"
      "b: {script: [x], before_script: []}\n"
      "c: {script: [x], inherit: {default: false}}\n"
      "d: {script: [x], inherit: {default: [before_script]}}\n");
  REQUIRE(read.scripts.size() == 4);
  CHECK(read.scripts[0].text.text == "setup\nx");
  CHECK(read.scripts[1].text.text == "x");
  CHECK(read.scripts[2].text.text == "x");
  CHECK(read.scripts[3].text.text == "setup\nx");
  CHECK(read.jobs[0].runner == "ruby");
  CHECK(read.jobs[0].has_federation);
  CHECK_FALSE(read.jobs[2].has_federation);
  CHECK_FALSE(read.jobs[3].has_federation);
}

TEST_CASE("References stand for lines, values and whole mappings of other jobs") {
  const Definition read = gitlab(
      ".setup:\n"
      "  script:\n"
      "    - login $DEPLOY_PASSWORD\n"
      "    - !reference [.more, script]\n"
      "  variables: {A: $A_TOKEN}\n"
      ".more: {script: [more]}\n"
      ".loop: {script: [!reference [.loop, script]]}\n"
      "job:\n"
      "  variables: !reference [.setup, variables]\n"
      "  script:\n"
      "    - !reference [.setup, script]\n"
      "    - !reference [.nowhere, script]\n"
      "    - run\n");
  const Script& script = read.scripts.back();
  CHECK(script.text.text == "login $DEPLOY_PASSWORD\nmore\nrun");
  CHECK(list_bindings(read, BindingKind::kVariable).back() == "job/variables/A = $A_TOKEN");
  CHECK(text_at(read, script.text.source_of({6, 22})) == "$DEPLOY_PASSWORD");
}

TEST_CASE("Included files tell what jobs inherit, but their facts stand in themselves") {
  const testing::TextTree tree({
      {"ci/base.yml",
       "variables: {GLOBAL_TOKEN: plain1, MADE: $STORED_TOKEN}\n"
       ".base:\n"
       "  environment: production\n"
       "  variables: {T: $BASE_TOKEN, PLAIN_TOKEN: plain2}\n"
       "  script: ['deploy $BASE_PASSWORD $PLAIN_TOKEN']\n"},
      {"ci/more.yml", "more: {script: [x]}\n"},
  });
  const Definition read = gitlab(
      "include: [{local: /ci/*.yml}, {local: nowhere.yml}]\n"
      "job:\n"
      "  extends: .base\n"
      "  after_script: ['x $GLOBAL_TOKEN $MADE $PLAIN_TOKEN']\n",
      &tree);
  REQUIRE(read.jobs.size() == 1);
  CHECK(read.jobs[0].environment == "production");
  REQUIRE(read.scripts.size() == 1);
  CHECK(read.scripts[0].key_path == "job/after_script");
  CHECK(read.scripts[0].uses.size() == 1);
  CHECK(list_references(read) ==
        Lines{"gitlab-variables:STORED_TOKEN at variables/MADE: [{local: /ci/*.yml}, {local: "
              "nowhere.yml}]",
              "gitlab-variables:BASE_TOKEN by job at job/variables/T: .base",
              "gitlab-variables:BASE_PASSWORD by job at job/script: .base"});
  REQUIRE(read.includes.size() == 2);
  CHECK(read.includes[0].files == Lines{"ci/base.yml", "ci/more.yml"});
  CHECK(read.includes[0].is_resolved);
  CHECK_FALSE(read.includes[1].is_resolved);
}

TEST_CASE("Includes tell where they come from and whether they are pinned") {
  const std::string commit(40, 'a');
  const Definition read = gitlab(
      "include:\n"
      "  - remote: http://example.com/a.yml\n"
      "  - remote: https://example.com/b.yml\n"
      "    integrity: sha256-x\n"
      "  - {project: acme/ci, ref: " +
      commit +
      ", file: c.yml}\n"
      "  - {project: acme/ci, file: [c.yml]}\n"
      "  - component: gitlab.com/acme/scan/sast@1.2.3\n"
      "  - template: Jobs/SAST.gitlab-ci.yml\n"
      "  - https://example.com/d.yml\n"
      "child:\n"
      "  trigger: {include: [{local: child.yml}]}\n"
      "other:\n"
      "  trigger: {project: acme/deploy, branch: main}\n");
  REQUIRE(read.includes.size() == 9);
  const auto kind = [&](std::size_t i) { return read.includes[i].kind; };
  CHECK(read.includes[0].is_plain_http);
  CHECK_FALSE(read.includes[0].is_pinned);
  CHECK(read.includes[1].is_pinned);
  CHECK(kind(2) == IncludeKind::kProject);
  CHECK(read.includes[2].is_pinned);
  CHECK_FALSE(read.includes[3].is_pinned);
  CHECK(kind(4) == IncludeKind::kPackage);
  CHECK(read.includes[4].revision == "1.2.3");
  CHECK(kind(5) == IncludeKind::kTemplate);
  CHECK(kind(6) == IncludeKind::kRemote);
  CHECK(kind(7) == IncludeKind::kWorkflow);
  CHECK(read.includes[7].key_path == "child/trigger/include/0");
  CHECK(read.includes[8].target == "acme/deploy");
  CHECK(read.includes[8].revision == "main");
}

TEST_CASE("Secrets of outside stores are named by store, path and field") {
  const Definition read = gitlab(
      "job:\n"
      "  id_tokens: {VAULT_TOKEN: {aud: [https://a, https://b]}}\n"
      "  secrets:\n"
      "    A: {vault: production/db/password@ops, file: false}\n"
      "    B: {vault: {engine: {name: kv-v2, path: ops}, path: db, field: key}}\n"
      "    C: {azure_key_vault: {name: az}, token: $VAULT_TOKEN}\n"
      "    D: {gcp_secret_manager: {name: gcp}}\n"
      "    E: {aws_secrets_manager: {secret_id: aws, field: f}}\n"
      "    F: {gitlab_secrets_manager: {name: own}}\n"
      "    G: {vault: db/password}\n"
      "  script: [use $A, cat $B, echo $VAULT_TOKEN]\n");
  CHECK(list_references(read) ==
        Lines{"vault:ops/production/db#password by job at job/secrets/A/vault: "
              "production/db/password@ops",
              "vault:ops/db#key by job at job/secrets/B/vault: "
              "{engine: {name: kv-v2, path: ops}, path: db, field: key}",
              "azure-key-vault:az by job at job/secrets/C/azure_key_vault: {name: az}",
              "gcp-secret-manager:gcp by job at job/secrets/D/gcp_secret_manager: {name: gcp}",
              "aws-secrets-manager:aws#f by job at job/secrets/E/aws_secrets_manager: "
              "{secret_id: aws, field: f}",
              "gitlab-secrets-manager:own by job at job/secrets/F/gitlab_secrets_manager: "
              "{name: own}",
              "vault:kv-v2/db#password by job at job/secrets/G/vault: db/password"});
  // $B is the path of a file.
  REQUIRE(read.scripts[0].uses.size() == 1);
  CHECK(read.scripts[0].uses[0].variable == "A");
  CHECK(read.references[1].sink == SecretSink::kFile);
  CHECK(read.jobs[0].has_federation);
  CHECK(list_bindings(read, BindingKind::kIdToken) ==
        Lines{"job/id_tokens/VAULT_TOKEN/aud = https://a\nhttps://b"});
}

TEST_CASE("A header with inputs is no job") {
  const Definition read = gitlab(
      "spec:\n"
      "  inputs:\n"
      "    api-token: {default: abc}\n"
      "---\n"
      "job:\n"
      "  script: ['curl -H $[[ inputs.api-token ]] $[[ inputs.stage | expand_vars ]]']\n");
  REQUIRE(read.jobs.size() == 1);
  CHECK(list_bindings(read, BindingKind::kParameter) ==
        Lines{"spec/inputs/api-token/default = abc literal"});
  REQUIRE(read.scripts[0].templates.size() == 2);
  CHECK(list_references(read) ==
        Lines{"gitlab-inputs:api-token by job at job/script: $[[ inputs.api-token ]]"});
}

TEST_CASE("Merge keys and anchors bring their values with their places") {
  const Definition read = gitlab(
      ".vars: &vars {A: $A_TOKEN}\n"
      ".lines: &lines [echo one, echo two]\n"
      "job:\n"
      "  variables: {<<: *vars, B: x}\n"
      "  script: [*lines, echo three]\n");
  const Script& script = read.scripts.back();
  CHECK(script.text.text == "echo one\necho two\necho three");
  CHECK(text_at(read, script.text.source_of({0, 8})) == "echo one");
  CHECK(list_bindings(read, BindingKind::kVariable) ==
        Lines{"job/variables/B = x literal", "job/variables/A = $A_TOKEN"});
}

TEST_CASE("Odd configurations are read as far as they go") {
  for (const char* text :
       {"", "a", "- a\n", "job: x\n", "job: {script: {a: b}}\n", "job: {extends: job}\n",
        "a: {extends: b}\nb: {extends: a}\n", "include: {local: .gitlab-ci.yml}\n",
        "job: {variables: [a], rules: x, services: y, artifacts: z, cache: q, trigger: {}}\n",
        "job: {script: !reference []}\n", "a: {script: [!reference [a, script]]}\n",
        "variables: {A: {description: x}, B: [c]}\n", "spec: {}\n---\n"}) {
    CAPTURE(text);
    const testing::TextTree tree(std::map<std::string, std::string>{{".gitlab-ci.yml", text}});
    CHECK_FALSE(gitlab(text, &tree).is_cut_short);
  }
}

TEST_CASE("Aliases that make jobs of a file many times its size are told") {
  std::string text = "big: &big {script: ['" + std::string(200'000, 'x') + "']}\n";
  for (int i = 0; i < 1'000; ++i) text += "j" + std::to_string(i) + ": *big\n";
  std::vector<Diagnostic> diagnostics;
  read_definition(".gitlab-ci.yml", text, nullptr, diagnostics);
  REQUIRE(diagnostics.size() == 1);
  CHECK(diagnostics[0].kind == "large-definition");
  CHECK(diagnostics[0].incomplete);
}

}  // namespace
}  // namespace keyhound
