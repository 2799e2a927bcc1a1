// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/read_definition.h"

namespace keyhound::testing {
namespace {

TEST_CASE("Tekton is known by its folder and by its versions, also beside other objects") {
  CHECK(platform_of_path("a/.tekton/x.yaml") == find_platform("tekton"));
  CHECK(platform_of_path("tekton/x.yaml") == nullptr);
  std::vector<Diagnostic> diagnostics;
  const auto facts =
      read_definition("x.yaml",
                      "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {a: b}\n---\n"
                      "apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: t}\nspec: {}\n",
                      nullptr, diagnostics);
  REQUIRE(facts);
  CHECK(facts->platform == find_platform("tekton"));
  CHECK(facts->bindings.size() == 1);
  CHECK(facts->jobs.size() == 1);
}

TEST_CASE("Steps of a task are read with their scripts, environment and Secrets") {
  const Definition facts = read_facts("t.yaml", R"(apiVersion: tekton.dev/v1
kind: Task
metadata: {name: publish}
spec:
  params: [{name: repo, default: web}, {name: none}]
  stepTemplate:
    env: [{name: SHARED, value: x}]
  volumes: [{name: v, secret: {secretName: key}}]
  steps:
    - name: push
      env:
        - {name: TOKEN, valueFrom: {secretKeyRef: {name: api, key: token}}}
      script: |
        #!/usr/bin/env bash
        push "$TOKEN" $(params.repo) $(date)
    - script: |
        #!/usr/bin/env python3
        print()
    - ref: {name: clone}
      params: [{name: url, value: u}]
)");
  REQUIRE(facts.jobs.size() == 1);
  CHECK(facts.jobs[0].id == "Task/publish");
  REQUIRE(facts.steps.size() == 3);
  CHECK(facts.steps[1].name == "2");
  CHECK(facts.steps[2].uses == "clone");
  CHECK(list_bindings(facts, BindingKind::kParameter) ==
        Lines{"Task/publish/spec/params/0 = web literal"});
  CHECK(list_bindings(facts, BindingKind::kInput) ==
        Lines{"Task/publish/spec/steps/2/params/0 = u literal"});
  CHECK(
      list_references(facts) ==
      Lines{"kubernetes-secrets:api#token by Task/publish at Task/publish/spec/steps/0/env/0: api",
            "kubernetes-secrets:key by Task/publish at "
            "Task/publish/spec/volumes/0/secret/secretName: key"});
  REQUIRE(facts.scripts.size() == 2);
  CHECK(facts.scripts[0].language == ScriptLanguage::kPosix);
  CHECK(facts.scripts[0].templates.size() == 1);
  REQUIRE(facts.scripts[0].uses.size() == 1);
  CHECK(text_at(facts, facts.scripts[0].text.source_of(facts.scripts[0].uses[0].range)) ==
        "$TOKEN");
  CHECK(facts.scripts[1].language == ScriptLanguage::kOther);
}

TEST_CASE("Tasks of a pipeline are jobs, runs bring workspaces, parameters and events") {
  const Definition facts = read_facts(".tekton/run.yaml", R"(apiVersion: tekton.dev/v1
kind: PipelineRun
metadata:
  generateName: ci-
  annotations: {pipelinesascode.tekton.dev/on-event: "[push, pull_request]"}
spec:
  serviceAccountName: ci
  params: [{name: branch, value: "{{ source_branch }}"}]
  workspaces:
    - {name: git, secret: {secretName: "{{ git_auth_secret }}"}}
    - {name: registry, secret: {secretName: registry}}
  pipelineSpec:
    tasks:
      - name: build
        taskSpec: {steps: [{script: make}]}
      - name: publish
        taskRef: {name: kaniko}
        params: [{name: image, value: web}]
    finally:
      - name: notify
        taskSpec: {steps: [{script: notify}]}
)");
  Lines jobs;
  for (const Job& one : facts.jobs) jobs.push_back(one.id);
  CHECK(jobs == Lines{"build", "publish", "notify"});
  REQUIRE(facts.triggers.size() == 2);
  CHECK(facts.triggers[1].event == "pull_request");
  CHECK(facts.triggers[1].is_outside);
  CHECK(list_references(facts) ==
        Lines{"kubernetes-service-accounts:ci at PipelineRun/ci-/spec/serviceAccountName: ci",
              "kubernetes-secrets:{{ git_auth_secret }} at "
              "PipelineRun/ci-/spec/workspaces/0/secret/secretName: \"{{ git_auth_secret }}\"",
              "kubernetes-secrets:registry at "
              "PipelineRun/ci-/spec/workspaces/1/secret/secretName: registry"});
  CHECK(facts.references[1].is_platform_token);
  CHECK(facts.steps[1].uses == "kaniko");
  CHECK(facts.scripts.size() == 2);
  CHECK(list_bindings(facts, BindingKind::kInput).size() == 2);
}

TEST_CASE("Runs in the template of a trigger and step actions are read") {
  const Definition facts = read_facts("t.yaml", R"(apiVersion: triggers.tekton.dev/v1beta1
kind: TriggerTemplate
metadata: {name: t}
spec:
  params: [{name: p, default: d}]
  resourcetemplates:
    - apiVersion: tekton.dev/v1
      kind: TaskRun
      metadata: {generateName: r-}
      spec:
        taskSpec: {steps: [{script: make}]}
        workspaces: [{name: w, secret: {secretName: s}}]
---
apiVersion: tekton.dev/v1beta1
kind: StepAction
metadata: {name: a}
spec: {script: act}
---
apiVersion: triggers.tekton.dev/v1beta1
kind: EventListener
metadata: {name: e}
spec:
  triggers: [{interceptors: [{params: [{name: secretRef, value: {secretName: hook, secretKey: k}}]}]}]
)");
  CHECK(facts.scripts.size() == 2);
  CHECK(list_references(facts) ==
        Lines{"kubernetes-secrets:s by TaskRun/r- at "
              "TaskRun/r-/spec/workspaces/0/secret/secretName: s",
              "kubernetes-secrets:hook at EventListener/e/spec/triggers/0/interceptors/0/params/0/"
              "value/secretName: hook"});
}

TEST_CASE("An odd Tekton file has no facts, and no complaint") {
  const Definition facts = read_facts(".tekton/x.yaml",
                                      "apiVersion: tekton.dev/v1\nkind: Task\nspec: [1]\n---\n"
                                      "- 1\n---\napiVersion: tekton.dev/v1\nkind: Pipeline\n"
                                      "spec: {tasks: {a: b}, params: x}\n");
  CHECK(facts.bindings.empty());
  CHECK(facts.references.empty());
}

}  // namespace
}  // namespace keyhound::testing
