// SPDX-License-Identifier: Apache-2.0
// What the fixtures of single platforms do not reach: commands of Azure Pipelines and reports of
// GitLab, whatever platform the script is of.
#include <doctest/doctest.h>

#include "scanner/pipelines/check.h"
#include "tests/support/definition_text.h"

namespace keyhound {
namespace {

std::string found(Definition definition) {
  std::vector<Definition> definitions;
  definitions.push_back(std::move(definition));
  const DefinitionSet set(std::move(definitions));
  std::vector<PipelineFinding> findings;
  find_check("secret-to-shared-state")->run({set.definitions().front(), set, false, {}}, findings);
  std::string text;
  for (const PipelineFinding& one : findings) {
    CHECK_FALSE(one.message.empty());
    text += std::string(to_string(one.level)) + " ";
  }
  return text;
}

std::string found(std::string_view script, std::string_view shell = "bash") {
  return found(testing::read_run(script, "TOKEN: ${{ secrets.TOKEN }}\n", shell));
}

Definition with_report(std::string_view script, std::string report, std::string path) {
  Definition definition = testing::read_run(script);
  Artifact artifact;
  artifact.sink = FileSink::kReport;
  artifact.report = std::move(report);
  artifact.scope = {0, kNoFact};
  artifact.paths.push_back({std::move(path), {}, {}});
  definition.artifacts.push_back(std::move(artifact));
  return definition;
}

TEST_CASE("A variable that a secret goes to must be marked as one") {
  CHECK(found("echo \"##vso[task.setvariable variable=x]$TOKEN\"") == "error ");
  CHECK(found("echo '##vso[task.setvariable variable=x]'$TOKEN") == "error ");
  CHECK(found("Write-Host \"##vso[task.setvariable variable=x;isOutput=true]$env:TOKEN\"",
              "pwsh") == "error ");
  CHECK(found("echo ##vso[task.setvariable variable=x]%TOKEN%", "cmd") == "error ");
  CHECK(found("echo \"##vso[task.setvariable variable=x;issecret=true]$TOKEN\"").empty());
  CHECK(found("echo \"##vso[task.setVariable variable=x; isSecret=true]$TOKEN\"").empty());
  CHECK(found("echo \"##vso[task.setvariable variable=x;issecret=true;isoutput=true]$TOKEN\"") ==
        "note ");
  CHECK(found("echo \"##vso[task.setvariable variable=x;issecret=false]$TOKEN\"") == "error ");
}

TEST_CASE("A variable with a credential's name is one, if a run makes its value") {
  CHECK(found("echo \"##vso[task.setvariable variable=apiToken]$value\"") == "warning ");
  CHECK(found("echo \"##vso[task.setvariable variable=apiToken]$(make-token)\"") == "warning ");
  CHECK(found("echo \"##vso[task.setvariable variable=apiToken]none\"").empty());
  CHECK(found("echo \"##vso[task.setvariable variable=version]$value\"").empty());
}

TEST_CASE("Odd commands are none") {
  for (const char* script :
       {"echo \"##vso[task.setvariable variable=x\"", "echo '##vso[task.setvariable]'",
        "echo \"##vso[task.complete result=Failed]$value\"", "echo '##vso['"}) {
    CAPTURE(script);
    CHECK(found(script).empty());
  }
}

TEST_CASE("A report of variables hands a secret to later jobs") {
  CHECK(found(with_report("echo \"T=$TOKEN\" >> build.env", "dotenv", "build.env")) == "error ");
  CHECK(found(with_report("echo \"T=$TOKEN\" > ./build.env", "dotenv", "build.env")) == "error ");
  CHECK(found(with_report("echo \"T=$TOKEN\" > other.env", "dotenv", "build.env")).empty());
  CHECK(found(with_report("echo \"T=$TOKEN\" > build.env", "junit", "build.env")).empty());
  CHECK(found(with_report("echo T=1 > build.env", "dotenv", "build.env")).empty());
}

}  // namespace
}  // namespace keyhound
