// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/visible_secrets.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/support/definition_text.h"

namespace keyhound {
namespace {

constexpr std::string_view kWorkflow =
    "on: push\n"
    "env: {A: '${{ secrets.A }}', A2: '${{ secrets.a }}', T: '${{ github.token }}'}\n"
    "jobs:\n"
    "  one:\n"
    "    env: {B: '${{ secrets.B }}', HAS: \"${{ secrets.TESTED != '' }}\"}\n"
    "    steps:\n"
    "      - run: a ${{ secrets.C }}\n"
    "      - uses: x/y@v1\n"
    "        with: {key: '${{ secrets.D }}'}\n"
    "  two:\n"
    "    steps: [{run: a}]\n";

std::string names(VisibleSecrets::Reach reach, Scope scope) {
  const Definition definition = testing::read_workflow(kWorkflow);
  std::vector<std::string> all;
  for (const FactIndex one : VisibleSecrets(definition, reach).in(scope))
    all.push_back(definition.references[one].name);
  std::sort(all.begin(), all.end());
  std::string text;
  for (const std::string& one : all) text += one;
  return text;
}

TEST_CASE(
    "Processes see the variables of their step, their job and the definition, each secret once") {
  using enum VisibleSecrets::Reach;
  CHECK(names(kEnvironment, {0, 0}) == "AB");
  CHECK(names(kEnvironment, {1, 2}) == "A");
  CHECK(names(kEnvironment, {}) == "A");
}

TEST_CASE("A step has more at hand than its environment") {
  using enum VisibleSecrets::Reach;
  CHECK(names(kAny, {0, 0}) == "ABC");
  CHECK(names(kAny, {0, 1}) == "ABD");
}

TEST_CASE("Of very many secrets the first ones are told") {
  std::string text = "on: push\nenv:\n";
  for (int i = 0; i < 1000; ++i)
    text += "  V" + std::to_string(i) + ": ${{ secrets.V" + std::to_string(i) + " }}\n";
  const Definition definition = testing::read_workflow(text + "jobs: {}\n");
  const VisibleSecrets visible(definition, VisibleSecrets::Reach::kEnvironment);
  CHECK(visible.in({}).size() == VisibleSecrets::kMost);
}

}  // namespace
}  // namespace keyhound
