// SPDX-License-Identifier: Apache-2.0
// Pipeline definitions through the program: `keyhound pipelines`, and what `scan` says about them.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/support/git_repo_builder.h"
#include "tests/support/program.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kWorkflow = ".github/workflows/ci.yml";

// A workflow with an expression in its step's input; `value` as it stands there.
std::string workflow(const std::string& value) {
  return "on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    environment: prod\n"
         "    steps:\n      - name: publish\n        uses: acme/deploy@v1\n        with:\n"
         "          token: " +
         value + "\n";
}

Json report_of(const RunResult& run) {
  CAPTURE(run.describe());
  REQUIRE(Json::accept(run.out));
  return Json::parse(run.out);
}

const Json* finding(const Json& report, std::string_view rule) {
  for (const Json& one : report["findings"])
    if (one["rule_id"] == rule) return &one;
  return nullptr;
}

TEST_CASE("keyhound pipelines reports what checks find, in a directory outside of git") {
  const TempDir dir;
  dir.write_file(kWorkflow, workflow("${{ toJSON(secrets) }}"));
  dir.write_file("notes.yml", "some: text\n");
  const RunResult run = keyhound({"pipelines", dir.str(), "--format", "json"});
  CHECK(run.exit_code == 1);
  const Json report = report_of(run);
  CHECK(report["scan"]["definitions"] == Json({{"github-actions", 1}}));
  const Json* found = finding(report, "whole-secrets-context");
  REQUIRE(found != nullptr);
  CHECK((*found)["kind"] == "pipeline");
  CHECK((*found)["level"] == "error");
  CHECK((*found)["location"]["path"] == kWorkflow);
  CHECK((*found)["location"]["start_line"] == 10);
  const Json& place = (*found)["occurrences"][0]["pipeline"];
  CHECK(place["job"] == "build");
  CHECK(place["step"] == "publish");
  CHECK(place["environment"] == "prod");
  CHECK(place["triggers"] == Json::array({"push"}));
  CHECK(place["key_path"] == "jobs/build/steps/0/with/token");
}

TEST_CASE("keyhound pipelines looks at definitions alone, and finds credentials in them") {
  const TempDir dir;
  const std::string token = github_pat(1);
  dir.write_file(kWorkflow, workflow(token));
  dir.write_file("src/config.py", "token = '" + github_pat(2) + "'\n");
  const Json report = report_of(keyhound({"pipelines", dir.str(), "--format", "json"}));
  REQUIRE(report["findings"].size() == 1);
  const Json& found = report["findings"][0];
  CHECK(found["kind"] == "secret");
  CHECK(found["message"].get<std::string>().find(
            "embedded in a definition of GitHub Actions in step publish of job build") !=
        std::string::npos);
  CHECK(found["tags"].dump().find("embedded-credential") != std::string::npos);
  CHECK(found["occurrences"][0]["pipeline"]["exposure"] == "input of the step");
  CHECK(report.dump().find(token) == std::string::npos);
}

TEST_CASE("The summary says how many definitions of which platform were read") {
  const TempDir dir;
  dir.write_file(kWorkflow, workflow("${{ secrets.DEPLOY }}"));
  const RunResult run = keyhound({"pipelines", dir.str()});
  CHECK(run.exit_code == 0);
  CHECK(
      run.out.find("Pipelines: 1 definition read, 1 of GitHub Actions; 1 reference to secrets.") !=
      std::string::npos);
  const TempDir empty;
  empty.write_file("a.txt", "x");
  CHECK(keyhound({"pipelines", empty.str()}).out.find("No pipeline definition was found.") !=
        std::string::npos);
}

TEST_CASE("Several paths are one report, with paths as they were given") {
  const TempDir dir;
  dir.write_file(kWorkflow, workflow("${{ toJSON(secrets) }}"));
  dir.write_file("other/.github/workflows/b.yml", workflow("${{ toJSON(secrets) }}"));
  const Json report = report_of(keyhound(
      {"pipelines", ".github/workflows/ci.yml", "other", "--format", "json"}, {.cwd = dir.str()}));
  REQUIRE(report["findings"].size() == 2);
  CHECK(report["findings"][0]["location"]["path"] == ".github/workflows/ci.yml");
  CHECK(report["findings"][1]["location"]["path"] == "other/.github/workflows/b.yml");
}

TEST_CASE("A scan includes the checks, of the work tree and of a bare repository's HEAD") {
  GitRepoBuilder repo;
  repo.commit_file(kWorkflow, workflow("${{ toJSON(secrets) }}"), "add");
  repo.pack();
  const Json report = report_of(keyhound({"scan", repo.path(), "--format", "json"}));
  const Json* found = finding(report, "whole-secrets-context");
  REQUIRE(found != nullptr);
  CHECK((*found)["in_head"] == true);
  CHECK(report["references"].size() == 1);

  const TempDir bare;
  repo.git({"clone", "-q", "--bare", ".", bare / "r.git"});
  const Json of_bare = report_of(keyhound({"scan", bare / "r.git", "--format", "json"}));
  CHECK(finding(of_bare, "whole-secrets-context") != nullptr);
  const Json without =
      report_of(keyhound({"scan", repo.path(), "--no-pipelines", "--format", "json"}));
  CHECK(finding(without, "whole-secrets-context") == nullptr);
  CHECK_FALSE(without.contains("references"));
}

TEST_CASE(
    "Staged definitions are checked as they are staged, and those of a range as HEAD has them") {
  GitRepoBuilder repo;
  repo.commit_file(kWorkflow, workflow("${{ secrets.A }}"), "add");
  repo.write(kWorkflow, workflow("${{ toJSON(secrets) }}"));
  repo.stage();
  repo.write(kWorkflow, workflow("${{ secrets.A }}"));
  const Json staged = report_of(keyhound({"scan", repo.path(), "--staged", "--format", "json"}));
  CHECK(finding(staged, "whole-secrets-context") != nullptr);
  repo.stage();
  CHECK(report_of(keyhound({"scan", repo.path(), "--staged", "--format", "json"}))["findings"]
            .empty());
  repo.commit_file(kWorkflow, workflow("${{ toJSON(secrets) }}"), "worse");
  repo.commit_file("a.txt", "x", "other");
  const Json both =
      report_of(keyhound({"scan", repo.path(), "--range", "HEAD~2..HEAD", "--format", "json"}));
  CHECK(finding(both, "whole-secrets-context") != nullptr);
  const Json last =
      report_of(keyhound({"scan", repo.path(), "--range", "HEAD~1..HEAD", "--format", "json"}));
  CHECK(finding(last, "whole-secrets-context") == nullptr);
}

TEST_CASE("A definition in an old commit is read as one, and only credentials in it are findings") {
  GitRepoBuilder repo;
  repo.commit_file(kWorkflow, workflow(github_pat(1)) + "# ${{ toJSON(secrets) }}\n", "add");
  repo.commit_file(kWorkflow, workflow("${{ secrets.A }}"), "better");
  repo.pack();
  const Json report = report_of(keyhound({"scan", repo.path(), "--format", "json"}));
  REQUIRE(report["findings"].size() == 1);
  const Json& place = report["findings"][0]["occurrences"][0];
  CHECK(place["in_head"] == false);
  CHECK(place["pipeline"]["job"] == "build");
  CHECK(place["pipeline"]["key_path"] == "jobs/build/steps/0/with/token");
}

TEST_CASE("A broken definition is told, its text is scanned, and nothing calls it clean") {
  const TempDir dir;
  dir.write_file(kWorkflow, "on: push\njobs: [\n");
  const RunResult run = keyhound({"pipelines", dir.str()});
  CHECK(run.exit_code == 3);
  CHECK(run.out.find("unreadable-definition") != std::string::npos);
  dir.write_file(kWorkflow, "on: push\njobs: [\n# " + github_pat(3) + "\n");
  const Json report = report_of(keyhound({"pipelines", dir.str(), "--format", "json"}));
  CHECK(report["findings"].size() == 1);
  CHECK(report["scan"]["complete"] == false);
}

TEST_CASE("A path that is not there is an error that names it") {
  const RunResult run = keyhound({"pipelines", "no-such-folder"});
  CHECK(run.exit_code == 2);
  CHECK(run.err.find("no-such-folder") != std::string::npos);
}

TEST_CASE("SARIF names the check as its rule, with help and weaknesses") {
  const TempDir dir;
  dir.write_file(kWorkflow, workflow("${{ toJSON(secrets) }}"));
  const Json sarif = report_of(keyhound({"pipelines", dir.str(), "--format", "sarif"}));
  const Json& run = sarif["runs"][0];
  const Json& result = run["results"][0];
  CHECK(result["ruleId"] == "whole-secrets-context");
  const Json& rule = run["tool"]["driver"]["rules"][result["ruleIndex"].get<std::size_t>()];
  CHECK(rule["help"]["text"].get<std::string>().find("What to do") != std::string::npos);
  CHECK(rule["properties"]["tags"].dump().find("external/cwe/cwe-266") != std::string::npos);
  CHECK(result["properties"]["khPipeline"]["job"] == "build");
}

TEST_CASE("A policy turns on what is unsafe by noise, and raises a check's level") {
  const TempDir dir;
  dir.write_file(kWorkflow,
                 "on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n"
                 "      - uses: actions/checkout@v4\n      - run: make\n");
  const std::string workflows = dir / ".github";
  CHECK(keyhound({"pipelines", workflows}).exit_code == 0);
  dir.write_file("policies.yaml", "kind: PolicySettings\nchecks: {P25: {level: error}}\n");
  const RunResult run =
      keyhound({"pipelines", workflows, "--policies", dir / "policies.yaml", "--format", "json"});
  CHECK(run.exit_code == 1);
  const Json report = report_of(run);
  const Json* found = finding(report, "checkout-persists-credentials");
  REQUIRE(found != nullptr);
  CHECK((*found)["level"] == "error");
  CHECK((*found)["severity"] == "high");
  dir.write_file("policies.yaml", "kind: PolicySettings\nchecks: {P99: {level: error}}\n");
  const RunResult wrong = keyhound({"pipelines", workflows, "--policies", dir / "policies.yaml"});
  CHECK(wrong.exit_code == 2);
  CHECK(wrong.err.find("policies.yaml:2:10: there is no such check") != std::string::npos);
}

TEST_CASE("A repository without a work tree is refused, and scan checks its definitions") {
  GitRepoBuilder repo;
  repo.commit_file(kWorkflow,
                   "on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n"
                   "      - run: echo ${{ secrets.TOKEN }}\n",
                   "one");
  const TempDir dir;
  const std::string bare = dir / "bare.git";
  repo.git({"clone", "--quiet", "--mirror", repo.path(), bare});
  const RunResult refused = keyhound({"pipelines", bare});
  CHECK(refused.exit_code == 2);
  CHECK(refused.err.find("without a work tree; `keyhound scan ") != std::string::npos);
  const Json report = report_of(keyhound({"scan", bare, "--format", "json"}));
  CHECK(finding(report, "secret-printed") != nullptr);
}

TEST_CASE("A workflow of another owner at a branch that gets every secret is an error") {
  GitRepoBuilder repo;
  repo.write(kWorkflow,
             "on: push\njobs:\n  call:\n"
             "    uses: other/ci/.github/workflows/x.yml@main\n    secrets: inherit\n");
  repo.stage();
  repo.commit("one");
  const auto level = [&] {
    const Json report = report_of(keyhound({"pipelines", repo.path(), "--format", "json"}));
    const Json* found = finding(report, "secrets-inherit");
    REQUIRE(found != nullptr);
    return (*found)["level"].get<std::string>();
  };
  CHECK(level() == "warning");
  repo.git({"remote", "add", "origin", "https://github.com/acme/pay.git"});
  CHECK(level() == "error");
  repo.git({"remote", "set-url", "origin", "https://github.com/Other/pay.git"});
  CHECK(level() == "warning");
}

TEST_CASE("A secret that a workflow hands to an action of the tree is followed into its script") {
  GitRepoBuilder repo;
  repo.write(".github/actions/deploy/action.yml",
             "inputs: {target: {}}\nruns:\n  using: composite\n  steps:\n"
             "    - run: deploy \"${{ inputs.target }}\"\n      shell: bash\n");
  repo.stage();
  repo.commit("the action");
  repo.write(kWorkflow,
             "on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n"
             "      - uses: ./.github/actions/deploy\n        with:\n"
             "          target: ${{ secrets.URL }}\n");
  repo.stage();
  repo.commit("its caller");
  // Also where only the caller is asked about: the range holds nothing of the action.
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"pipelines", repo.path(), "--format", "json"},
        {"scan", repo.path(), "--range", "HEAD~1..HEAD", "--format", "json"}}) {
    CAPTURE(command.front());
    const Json report = report_of(keyhound(command));
    const Json* found = finding(report, "secret-in-script-template");
    REQUIRE(found != nullptr);
    CHECK((*found)["level"] == "warning");
    CHECK((*found)["location"]["path"] == ".github/actions/deploy/action.yml");
    CHECK((*found)["location"]["start_line"] == 5);
    const Json& related = (*found)["related"];
    REQUIRE(related.size() == 1);
    CHECK(related[0]["path"] == kWorkflow);
    CHECK(related[0]["start_line"] == 8);
    CHECK((*found)["message"].get<std::string>().find("hands in URL as target") !=
          std::string::npos);
  }
}

TEST_CASE("No word of a check's message is taken for a secret") {
  const TempDir dir;
  dir.write_file(kWorkflow,
                 "on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n"
                 "      - run: echo ${{ secrets.API_TOKEN }}\n");
  const Json report = report_of(keyhound({"pipelines", dir.str(), "--format", "json"}));
  const Json* printed = finding(report, "secret-printed");
  REQUIRE(printed != nullptr);
  CHECK((*printed)["message"] == "API_TOKEN is written to the job's log in step 1 of job build.");
}

TEST_CASE("Names in messages stay, whatever words stand before them; a token as a name does not") {
  const TempDir dir;
  dir.write_file(".gitlab-ci.yml",
                 "build:\n  variables: {API_TOKEN: dj4ng0-8kfq2}\n  cache: {paths: [.aws/]}\n"
                 "  id_tokens: {CLOUD: {aud: '*'}}\n  script: [make]\n");
  const Json report = report_of(keyhound({"pipelines", dir.str(), "--format", "json"}));
  std::string messages;
  for (const Json& one : report["findings"])
    if (one["kind"] == "pipeline") messages += one["message"].get<std::string>() + "\n";
  CAPTURE(messages);
  CHECK(messages.find("credentials: .aws in job build") != std::string::npos);
  CHECK(messages.find("id token 'CLOUD' in job build") != std::string::npos);

  const std::string token = github_pat(1);
  dir.write_file(kWorkflow,
                 "on: push\njobs:\n  build:\n    runs-on: u\n    steps:\n      - name: use " +
                     token + "\n        run: echo ${{ secrets.API_TOKEN }}\n");
  const RunResult again = keyhound({"pipelines", dir.str(), "--format", "json"});
  CHECK(again.out.find(token) == std::string::npos);
}

}  // namespace
}  // namespace keyhound::testing
