// SPDX-License-Identifier: Apache-2.0
// `keyhound inventory`: the stored secrets that pipeline definitions name.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/support/git_repo_builder.h"
#include "tests/support/program.h"

namespace keyhound::testing {
namespace {

using Json = nlohmann::json;

std::string workflow(const std::string& names) {
  std::string text =
      "on: [push, pull_request]\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n"
      "      - run: make\n        env:\n";
  std::size_t number = 0;
  for (std::size_t at = 0; at < names.size(); at = std::min(names.find(' ', at), names.size()) + 1)
    text += "          V" + std::to_string(number++) + ": ${{ secrets." +
            names.substr(at, names.find(' ', at) - at) + " }}\n";
  return text;
}

Json parsed(const RunResult& run) {
  CAPTURE(run.describe());
  REQUIRE(Json::accept(run.out));
  return Json::parse(run.out);
}

GitRepoBuilder& with_remote(GitRepoBuilder& repo) {
  repo.git({"remote", "add", "origin", "https://git.example.com/acme/pay.git"});
  return repo;
}

TEST_CASE("The inventory lists each secret once, with the places that name it") {
  GitRepoBuilder repo;
  with_remote(repo).commit_file(".github/workflows/a.yml", workflow("deploy_key DEPLOY_KEY"), "a");
  const RunResult run = keyhound({"inventory", repo.path(), "--format", "json"});
  CHECK(run.exit_code == 0);
  const Json inventory = parsed(run);
  CHECK(inventory["schema"] == "keyhound/inventory/v1");
  CHECK(inventory["complete"] == true);
  REQUIRE(inventory["secrets"].size() == 1);
  const Json& secret = inventory["secrets"][0];
  CHECK(secret["id"] == "DEPLOY_KEY");
  CHECK(secret["secret_ref"] == "github:acme/pay:DEPLOY_KEY");
  REQUIRE(secret["references"].size() == 2);
  CHECK(secret["references"][0]["bound_as"] == "V0");
  CHECK(secret["references"][0]["job"] == "build");
  CHECK(secret["references"][0]["triggers"] == Json::array({"pull_request", "push"}));
  CHECK(secret["references"][0]["fork_triggered"] == true);
}

TEST_CASE("A secret that is chosen at run time makes the inventory incomplete") {
  const TempDir dir;
  dir.write_file(".github/workflows/a.yml",
                 "on: push\nenv:\n  A: ${{ secrets[github.ref_name] }}\njobs: {}\n");
  const RunResult run = keyhound({"inventory", dir.str()});
  CHECK(run.exit_code == 3);
  CHECK(run.out.find(
            "INCOMPLETE: 1 place with secrets that are named at run time or elsewhere only.") !=
        std::string::npos);
}

TEST_CASE("What is included from elsewhere makes the inventory incomplete, a local file does not") {
  const TempDir dir;
  dir.write_file("ci/a.yml", "a:\n  script: make\n");
  dir.write_file(".gitlab-ci.yml", "include:\n  - local: ci/a.yml\nb:\n  script: echo $A_TOKEN\n");
  const Json local = parsed(keyhound({"inventory", dir.str(), "--format", "json"}));
  CHECK(local["complete"] == true);
  dir.write_file(".gitlab-ci.yml", "include:\n  - project: acme/shared\n    file: ci.yml\n");
  const RunResult run = keyhound({"inventory", dir.str(), "--format", "json"});
  CHECK(run.exit_code == 3);
  const Json remote = parsed(run);
  REQUIRE(remote["unresolved"].size() == 1);
  CHECK(remote["unresolved"][0]["kind"] == "include");
  CHECK(remote["unresolved"][0]["name"].get<std::string>().find("acme/shared") !=
        std::string::npos);
}

TEST_CASE("As CSV each place is a line, and as CycloneDX each secret is a component") {
  GitRepoBuilder repo;
  with_remote(repo).commit_file(".github/workflows/a.yml", workflow("A B"), "a");
  const std::string csv = keyhound({"inventory", repo.path(), "--format", "csv"}).out;
  CHECK(std::count(csv.begin(), csv.end(), '\n') == 3);
  CHECK(csv.find("\"github:acme/pay:B\"") != std::string::npos);
  const Json bom = parsed(keyhound({"inventory", repo.path(), "--format", "cyclonedx"}));
  CHECK(bom["specVersion"] == "1.6");
  REQUIRE(bom["components"].size() == 2);
  CHECK(bom["components"][0]["type"] == "cryptographic-asset");
  CHECK(bom["components"][0]["evidence"]["occurrences"][0]["location"] ==
        ".github/workflows/a.yml");
  CHECK(bom["compositions"][0]["aggregate"] == "complete");
}

TEST_CASE("inventory diff tells what a change adds and takes away") {
  GitRepoBuilder repo;
  repo.commit_file(".github/workflows/a.yml", workflow("A B"), "a");
  repo.commit_file(".github/workflows/a.yml", "# moved\n" + workflow("A C"), "b");
  const RunResult run =
      keyhound({"inventory", "diff", "HEAD~1..HEAD", "--path", repo.path(), "--format", "json"});
  CHECK(run.exit_code == 0);
  const Json diff = parsed(run);
  REQUIRE(diff["added"].size() == 1);
  CHECK(diff["added"][0]["id"] == "C");
  REQUIRE(diff["removed"].size() == 1);
  CHECK(diff["removed"][0]["id"] == "B");
  CHECK(diff["more_places"].empty());
  const RunResult text = keyhound({"inventory", "diff", "HEAD~1..HEAD"}, {.cwd = repo.path()});
  CHECK(text.out.find("NEW SECRET") != std::string::npos);
  CHECK(text.out.find("1 secret more, 1 fewer") != std::string::npos);
}

TEST_CASE("A wrong format, range or place is an error that says so") {
  const TempDir dir;
  const RunResult format = keyhound({"inventory", dir.str(), "--format", "xml"});
  CHECK(format.exit_code == 2);
  CHECK(format.err.find("csv, cyclonedx, json, text") != std::string::npos);
  const RunResult range = keyhound({"inventory", "diff", "A..B", "--path", dir.str()});
  CHECK(range.exit_code == 2);
  CHECK(range.err.find("needs a git repository") != std::string::npos);
  CHECK(keyhound({"inventory", dir / "none"}).exit_code == 2);
}

}  // namespace
}  // namespace keyhound::testing
