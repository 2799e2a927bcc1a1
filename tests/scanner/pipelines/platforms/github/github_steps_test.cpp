// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/github/github_steps.h"

#include <doctest/doctest.h>

#include "tests/support/definition_text.h"

namespace keyhound {
namespace {

// The facts of steps, which are written as items of a list.
Definition steps(std::string_view items) {
  std::string text = "on: push\njobs:\n  j:\n    steps:\n";
  while (!items.empty()) {
    const std::size_t end = std::min(items.find('\n'), items.size());
    text += "      " + std::string(items.substr(0, end)) + "\n";
    items.remove_prefix(std::min(end + 1, items.size()));
  }
  return testing::read_workflow(text);
}

TEST_CASE("A step has a name, its id, or its number") {
  const Definition definition =
      steps("- {name: One, id: x, run: a}\n- {id: two, run: a}\n- uses: x/y@v1\n- odd\n- {run: b}");
  REQUIRE(definition.steps.size() == 4);
  CHECK(definition.steps[0].name == "One");
  CHECK(definition.steps[1].name == "two");
  CHECK(definition.steps[2].name == "3");
  CHECK(definition.steps[2].uses == "x/y@v1");
  CHECK(testing::text_at(definition, definition.steps[2].uses_range) == "x/y@v1");
  CHECK(definition.steps[3].key_path == "jobs/j/steps/4");
}

TEST_CASE("A checkout tells whose code it brings, and whether its token stays") {
  const Definition definition = steps(
      "- uses: actions/checkout@v4\n"
      "- uses: Actions/Checkout@v4\n  with: {persist-credentials: false, ref: main}\n"
      "- uses: actions/checkout@v4\n  with: {ref: '${{ github.event.pull_request.head.sha }}'}\n"
      "- uses: actions/checkout@v4\n  with: {repository: '${{ "
      "github.event.pull_request.head.repo.full_name }}'}\n"
      "- uses: actions/checkout@v4\n  with: {ref: 'refs/pull/${{ github.event.number }}/merge'}\n"
      "- uses: acme/checkout@v4\n");
  REQUIRE(definition.steps.size() == 6);
  CHECK(definition.steps[0].is_checkout);
  CHECK(definition.steps[0].persists_credentials);
  CHECK(definition.steps[0].persists_range.empty());
  CHECK_FALSE(definition.steps[0].checks_out_untrusted);
  CHECK(definition.steps[1].is_checkout);
  CHECK_FALSE(definition.steps[1].persists_credentials);
  CHECK(testing::text_at(definition, definition.steps[1].persists_range) == "false");
  for (std::size_t i = 2; i < 5; ++i) CHECK(definition.steps[i].checks_out_untrusted);
  CHECK_FALSE(definition.steps[5].is_checkout);
}

TEST_CASE("Inputs are bindings, scripts of actions are scripts") {
  const Definition definition = steps(
      "- uses: actions/github-script@v7\n  with: {script: 'a(\"${{ secrets.X }}\")', k: v}\n"
      "- uses: docker/login-action@v3\n  with: {username: u, password: p}\n"
      "- uses: docker/build-push-action@v6\n  with:\n    build-args: |\n      A=b\n      C=${{ "
      "secrets.C }}\n      odd\n");
  REQUIRE(definition.scripts.size() == 1);
  CHECK(definition.scripts[0].language == ScriptLanguage::kOther);
  CHECK(definition.scripts[0].uses.size() == 1);
  REQUIRE(definition.bindings.size() == 5);
  CHECK(definition.bindings[0].kind == BindingKind::kInput);
  CHECK(definition.bindings[2].kind == BindingKind::kRegistryPassword);
  CHECK(definition.bindings[3].kind == BindingKind::kBuildArgument);
  CHECK(definition.bindings[4].name == "C");
  CHECK(definition.bindings[4].references.size() == 1);
  CHECK(testing::text_at(definition, definition.bindings[4].value.whole) == "${{ secrets.C }}");
}

TEST_CASE("Uploads tell their files, and whether hidden ones go along") {
  const Definition definition = steps(
      "- uses: actions/upload-artifact@v4\n  with: {name: n, path: 'a/**'}\n"
      "- uses: actions/upload-artifact@v2\n  with:\n    path: |\n      a\n      b\n"
      "- uses: actions/upload-artifact@v4\n  with: {path: a, include-hidden-files: true}\n"
      "- uses: actions/upload-artifact@v4.2.0\n  with: {path: a}\n"
      "- uses: actions/upload-artifact@v4\n  with: {name: n}\n");
  REQUIRE(definition.artifacts.size() == 4);
  CHECK(definition.artifacts[0].name == "n");
  CHECK_FALSE(definition.artifacts[0].includes_hidden);
  CHECK(definition.artifacts[1].includes_hidden);
  CHECK(definition.artifacts[1].paths.size() == 2);
  CHECK(definition.artifacts[2].includes_hidden);
  CHECK(definition.artifacts[3].includes_hidden);
}

TEST_CASE("Caches tell their folders, local actions are included") {
  const Definition definition = steps(
      "- uses: actions/cache@v4\n  with: {path: ~/.m2, key: k}\n"
      "- uses: actions/cache/save@v4\n  with: {path: x, key: k}\n"
      "- uses: actions/cache/restore@v4\n  with: {path: x, key: k}\n"
      "- uses: ./.github/actions/build\n");
  CHECK(definition.caches.size() == 2);
  CHECK(definition.caches.at(0).paths.at(0).text == "~/.m2");
  REQUIRE(definition.includes.size() == 1);
  CHECK(definition.includes[0].is_same_repository);
  CHECK(definition.includes[0].target == "./.github/actions/build");
}

TEST_CASE("A condition may guard a step") {
  const Definition definition =
      steps("- {run: a, if: \"github.event_name == 'push'\"}\n- {run: a, if: always()}");
  CHECK(definition.steps.at(0).is_guarded);
  CHECK_FALSE(definition.steps.at(1).is_guarded);
}

}  // namespace
}  // namespace keyhound
