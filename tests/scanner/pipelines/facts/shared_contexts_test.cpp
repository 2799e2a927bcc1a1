// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/shared_contexts.h"

#include <doctest/doctest.h>

#include "tests/support/definition_text.h"

namespace keyhound {
namespace {

// "CONTEXT of WORKFLOW: JOBS jobs, not needed by N" for each.
std::vector<std::string> shared_in(const std::string& workflows) {
  const Definition definition = testing::definition_of(
      "version: 2.1\ncommands:\n  outer: {steps: [inner]}\n"
      "  inner: {steps: [{run: 'tool \"$API_TOKEN\"'}]}\n"
      "jobs:\n  make: {docker: [{image: a}], steps: [checkout, {run: make}]}\n"
      "  read: {docker: [{image: a}], steps: [{run: 'tool \"$API_TOKEN\"'}]}\n"
      "  call: {docker: [{image: a}], steps: [outer]}\n"
      "  orb: {docker: [{image: a}], steps: [cloud/login]}\nworkflows:\n" +
          workflows,
      ".circleci/config.yml");
  std::vector<std::string> texts;
  for (const SharedContext& one : shared_contexts(definition))
    texts.push_back(one.name + " of " + one.workflow + ": " + std::to_string(one.jobs) +
                    " jobs, not needed by " + std::to_string(one.not_needed.size()));
  return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("A context counts once for each job of a workflow that has it") {
  CHECK(shared_in("  w: {jobs: [make: {context: c}, read: {context: [c, d]}]}\n") ==
        Texts{"c of w: 2 jobs, not needed by 1"});
  CHECK(shared_in("  w: {jobs: [make: {context: c}, make: {context: c, name: again}]}\n").empty());
  CHECK(
      shared_in("  w: {jobs: [make: {context: c}]}\n  x: {jobs: [read: {context: c}]}\n").empty());
}

TEST_CASE("A job needs a context by a command of the file, and perhaps by one of an orb") {
  CHECK(shared_in("  w: {jobs: [call: {context: c}, orb: {context: c}, cloud/job: {context: c}, "
                  "make: {context: c}]}\n") == Texts{"c of w: 4 jobs, not needed by 1"});
}

}  // namespace keyhound
