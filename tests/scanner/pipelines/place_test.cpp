// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/place.h"

#include <doctest/doctest.h>

#include "tests/support/definition_text.h"

namespace keyhound {
namespace {

constexpr std::string_view kWorkflow =
    "on: [push, pull_request, push]\n"
    "env: {A: aaa}\n"
    "jobs:\n"
    "  build:\n"
    "    environment: prod\n"
    "    env: {B: bbb}\n"
    "    steps:\n"
    "      - name: One\n"
    "        run: do ccc\n"
    "        env: {D: ddd}\n"
    "      - uses: x/y@v1\n"
    "        with: {e: eee}\n"
    "        other: [f, {g: ggg}]\n"
    "# hhh\n";

PipelinePlace place_of(std::string_view bytes) {
  const Definition definition = testing::read_workflow(kWorkflow);
  const auto at = static_cast<std::uint32_t>(definition.text.find(bytes));
  PlaceFinder finder(definition);
  return finder.place_at({at, at + static_cast<std::uint32_t>(bytes.size())});
}

TEST_CASE("A place knows its job, step, environment, keys and who sees it") {
  const PipelinePlace step = place_of("ddd");
  CHECK(step.platform == "github-actions");
  CHECK(step.job == "build");
  CHECK(step.step == "One");
  CHECK(step.environment == "prod");
  CHECK(step.key_path == "jobs/build/steps/0/env/D");
  CHECK(step.exposure == "environment of the step");
  CHECK(step.triggers == std::vector<std::string>{"pull_request", "push"});
  CHECK(place_of("bbb").exposure == "environment of the job");
  CHECK(place_of("aaa").exposure == "environment of the whole definition");
  CHECK(place_of("ccc").exposure == "script of the step");
  CHECK(place_of("ccc").key_path == "jobs/build/steps/0/run");
  CHECK(place_of("eee").exposure == "input of the step");
}

TEST_CASE("A place that is no fact has its keys and its step") {
  const PipelinePlace place = place_of("ggg");
  CHECK(place.key_path == "jobs/build/steps/1/other/1/g");
  CHECK(place.step == "2");
  CHECK(place.exposure.empty());
}

TEST_CASE("A name of a binding is its place, too") { CHECK(place_of("D:").step == "One"); }

TEST_CASE("A comment has a place without keys") {
  const PipelinePlace place = place_of("hhh");
  CHECK(place.platform == "github-actions");
  CHECK(place.exposure.empty());
}

TEST_CASE("The innermost step and job are found by their bytes") {
  const Definition definition = testing::read_workflow(kWorkflow);
  const PlaceFinder finder(definition);
  const auto at = static_cast<std::uint32_t>(definition.text.find("eee"));
  CHECK(finder.scope_at({at, at + 1}) == Scope{0, 1});
  const auto job = static_cast<std::uint32_t>(definition.text.find("prod"));
  CHECK(finder.scope_at({job, job + 1}) == Scope{0, kNoFact});
  CHECK(finder.scope_at({0, 1}) == Scope{});
}

TEST_CASE("Where scope and keys are known nothing is looked for") {
  const Definition definition = testing::read_workflow(kWorkflow);
  const PipelinePlace place = place_in(definition, {0, 0}, "x/y");
  CHECK(place.key_path == "x/y");
  CHECK(place.step == "One");
  CHECK(place_in(definition, {}, "").job.empty());
}

TEST_CASE("A database's password is no throw-away where its host is known to others") {
  const auto kind_with = [](const std::string& host) {
    const Definition definition =
        testing::read_run("psql", "PGPASSWORD: s3cr3tPw99\nPGHOST: " + host + "\n");
    const std::size_t at = definition.text.find("s3cr3t");
    const auto begin = static_cast<std::uint32_t>(at);
    return PlaceFinder(definition).literal_at({begin, begin + 10});
  };
  CHECK(kind_with("db.example.com") == LiteralKind::kCredential);
  for (const char* host : {"localhost", "127.0.0.1", "postgres", "host.docker.internal"})
    CHECK(kind_with(host) == LiteralKind::kThrowAway);
}

}  // namespace
}  // namespace keyhound
