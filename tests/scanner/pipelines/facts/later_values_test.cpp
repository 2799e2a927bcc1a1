// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/later_values.h"

#include <doctest/doctest.h>

#include "tests/support/definition_text.h"

namespace keyhound {
namespace {

using Names = std::vector<std::string>;
using testing::read_definition_text;
using testing::read_workflow;
using testing::uses_of;

// Jobs of a workflow; each text has its lines from the third column on.
Definition workflow(const std::string& jobs) { return read_workflow("on: push\njobs:\n" + jobs); }

std::string job(const std::string& id, const std::string& lines) {
  return "  " + id + ":\n    runs-on: u\n" + lines;
}

constexpr const char* kMake =
    "    outputs: {key: '${{ steps.make.outputs.key }}'}\n    steps:\n"
    "    - id: make\n      run: echo \"key=${{ secrets.KEY }}\" >> $GITHUB_OUTPUT\n";

constexpr const char* kTake =
    "    steps:\n    - run: tool \"$K\"\n      env: {K: '${{ needs.make.outputs.key }}'}\n";

}  // namespace

TEST_CASE("What a step writes to GITHUB_ENV is a variable of the later steps of its job") {
  const Definition definition = workflow(
      job("a",
          "    steps:\n    - run: tool $T\n"
          "    - run: |\n        echo \"T=${{ secrets.KEY }}\" >> $GITHUB_ENV\n        tool $T\n"
          "    - run: tool $T\n    - run: tool $T\n      env: {T: none}\n"
          "    - run: tool ${{ env.T }}\n    - run: tool $env:t\n      shell: pwsh\n") +
      job("b", "    steps:\n    - run: tool $T\n"));
  CHECK(uses_of(definition, 0).empty());
  CHECK(uses_of(definition, 1) == Names{"KEY at ${{ secrets.KEY }}"});
  CHECK(uses_of(definition, 2) == Names{"KEY at $T"});
  CHECK(uses_of(definition, 3).empty());
  CHECK(uses_of(definition, 4) == Names{"KEY at ${{ env.T }}"});
  CHECK(uses_of(definition, 5) == Names{"KEY at $env:t"});
  CHECK(uses_of(definition, 6).empty());
}

TEST_CASE("What a step gives a variable counts more than what its job gave it") {
  const Definition definition =
      workflow(job("a",
                   "    env: {T: none}\n    steps:\n    - run: echo \"T=${{ secrets.KEY }}\" >> "
                   "$GITHUB_ENV\n    - run: tool $T\n"));
  CHECK(uses_of(definition, 1) == Names{"KEY at $T"});
}

TEST_CASE("An output of a job reaches the jobs that need it, in whatever order they stand") {
  for (const std::string& text :
       {job("make", kMake) + job("take", kTake), job("take", kTake) + job("make", kMake)}) {
    const Definition definition = workflow(text);
    const bool is_first = definition.jobs.front().id == "take";
    CHECK(uses_of(definition, is_first ? 0 : 1) == Names{"KEY at $K"});
  }
  CHECK(uses_of(workflow(job("other", kMake) + job("take", kTake)), 1).empty());
}

TEST_CASE("Values are followed from name to name, and names in a ring end") {
  const std::string middle =
      "    outputs: {key: '${{ steps.s.outputs.two }}'}\n    env: {A: '${{ env.B }}', B: '${{ "
      "needs.first.outputs.key }}'}\n    steps:\n    - id: s\n      run: echo \"two=$A\" >> "
      "$GITHUB_OUTPUT\n";
  const Definition chain = workflow(job("take", kTake) + job("make", middle) + job("first", kMake));
  CHECK(uses_of(chain, 0) == Names{"KEY at $K"});

  const Definition ring = workflow(
      job("a",
          "    env: {A: '${{ env.B }}', B: '${{ env.A }}', C: '${{ env.C }}'}\n"
          "    outputs: {x: '${{ needs.b.outputs.x }}'}\n    steps:\n    - run: tool $A $C\n") +
      job("b",
          "    outputs: {x: '${{ needs.a.outputs.x }}'}\n    steps:\n"
          "    - run: tool ${{ needs.a.outputs.x }}\n"));
  CHECK(uses_of(ring, 0).empty());
  CHECK(uses_of(ring, 1).empty());
}

TEST_CASE("A variable that takes its own name takes the one around it") {
  const Definition definition =
      workflow(job("a",
                   "    env: {A: '${{ secrets.KEY }}'}\n    steps:\n    - run: tool $A\n"
                   "      env: {A: '${{ env.A }}'}\n"));
  CHECK(uses_of(definition) == Names{"KEY at $A"});
}

TEST_CASE("Scripts are read job by job, those that are needed first") {
  const Definition definition = workflow(job("take", kTake) + job("make", kMake));
  CHECK(script_order(definition) == std::vector<std::size_t>{1, 0});
  CHECK(script_order(workflow(job("a", kMake) + job("b", kMake))) ==
        std::vector<std::size_t>{0, 1});
  CHECK(needed_variable("Make", "Key") == "needs.make.outputs.key");
}

TEST_CASE("Azure's variables are followed to later steps, other jobs, and by the name of a step") {
  const Definition definition = read_definition_text(
      "azure-pipelines.yml",
      "variables: [{group: g}]\njobs:\n- job: A\n  steps:\n"
      "  - bash: echo \"##vso[task.setvariable variable=made;issecret=true]$(apiToken)\"\n"
      "  - bash: tool $(made)\n"
      "  - bash: echo \"##vso[task.setvariable variable=out;isOutput=true]$(apiToken)\"\n"
      "    name: s\n  - bash: tool $(s.out)\n"
      "- job: B\n  variables: {got: \"$[ dependencies.A.outputs['s.out'] ]\"}\n  steps:\n"
      "  - bash: tool $(got)\n  - bash: tool $(made)\n");
  CHECK(uses_of(definition, 1) == Names{"apiToken at $(made)"});
  CHECK(uses_of(definition, 3) == Names{"apiToken at $(s.out)"});
  CHECK(uses_of(definition, 4) == Names{"apiToken at $(got)"});
  CHECK(uses_of(definition, 5).empty());
}

// libFuzzer: it ended the program.
TEST_CASE("A job without a name, and what names a job but no output, lead nowhere") {
  const Definition unnamed = read_definition_text(
      "Jenkinsfile",
      "pipeline {\n  agent any\n  stages {\n    stage('Test') { steps { sh 'make test'grep } }\n"
      "    stage('') { steps { sh 'make push' } }\n  }\n}\n");
  CHECK(unnamed.jobs.size() == 2);
  const Definition named = workflow(
      job("a", kMake) + job("b",
                            "    steps:\n    - run: tool ${{ needs.a }} ${{ needs.a.outputs }}\n"
                            "      env: {K: '${{ needs.a }}', L: '${{ needs.a.result }}'}\n"));
  CHECK(named.jobs.size() == 2);
}

TEST_CASE("Thousands of names that lead to one another cost a bounded time") {
  std::string variables;
  for (int i = 0; i < 3000; ++i)
    variables += "      V" + std::to_string(i) + ": ${{ env.V" + std::to_string(i + 1) +
                 " }}${{ env.V" + std::to_string(i / 2) + " }}\n";
  std::string steps = "    steps:\n";
  for (int i = 0; i < 500; ++i) steps += "    - run: tool $V" + std::to_string(i) + "\n";
  const Definition definition = workflow(job("a", "    env:\n" + variables + steps));
  CHECK(definition.scripts.size() == 500);
}

// Else each step would multiply what the one before it left.
TEST_CASE("Of what a script leaves in one variable later ones know a bounded number") {
  std::string github;
  std::string azure;
  for (int i = 0; i < 40; ++i) {
    github += "        echo \"T=${{ secrets.KEY }}\" >> $GITHUB_ENV\n";
    github += "        echo \"o=${{ secrets.KEY }}\" >> $GITHUB_OUTPUT\n";
    azure += "    echo \"##vso[task.setvariable variable=t;isOutput=true]$(apiToken)\"\n";
  }
  const Definition workflows =
      workflow(job("a", "    steps:\n    - id: s\n      run: |\n" + github +
                            "    - run: tool $T\n    - run: tool ${{ steps.s.outputs.o }}\n"));
  CHECK(uses_of(workflows, 1) == Names(kMostSecretsOfUse, "KEY at $T"));
  CHECK(uses_of(workflows, 2) == Names(kMostSecretsOfUse, "KEY at ${{ steps.s.outputs.o }}"));
  const Definition pipeline = read_definition_text(
      "azure-pipelines.yml", "variables: [{group: g}]\nsteps:\n- bash: |\n" + azure +
                                 "  name: s\n- bash: tool $T\n- bash: tool $(s.t)\n");
  CHECK(uses_of(pipeline, 1) == Names(kMostSecretsOfUse, "apiToken at $T"));
  CHECK(uses_of(pipeline, 2) == Names{"apiToken at $(s.t)"});
}

}  // namespace keyhound
