// SPDX-License-Identifier: Apache-2.0
// `keyhound ci` tells new findings from old ones, and what counts for the exit code.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/e2e/ci_repository.h"

namespace keyhound::testing {
namespace {

const Variables kBuild = {
    {"JENKINS_URL", "x"}, {"BRANCH_NAME", "topic"}, {"GIT_PREVIOUS_SUCCESSFUL_COMMIT", "<start>"}};

constexpr const char* kWorkflow = ".github/workflows/ci.yml";
constexpr const char* kOldWorkflow =
    "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n"
    "      - run: echo \"$KEY\"\n        env: {KEY: '${{ secrets.KEY }}'}\n";
constexpr const char* kNewStep =
    "      - run: echo \"$OTHER\"\n        env: {OTHER: '${{ secrets.OTHER }}'}\n";

std::vector<std::string> states_of(const Report& report, std::string_view kind) {
  std::vector<std::string> states;
  for (const Finding& finding : report.findings)
    if (finding.kind == kind)
      states.push_back(finding.rule_id + " " + finding.json.value("baseline_state", ""));
  return states;
}

}  // namespace

TEST_CASE("What the base has already does not fail a run, unless it is asked for") {
  CiRepository ci;
  ci.repo.checkout(ci.start);
  ci.repo.commit_file("copy.env", "TOKEN=" + github_pat(1) + "\n", "Copy");
  const ScanResult result = ci.scan(kBuild);
  CHECK(result.run.exit_code == 0);
  CHECK(state_at(result.report, "copy.env") == "unchanged");
  CHECK(ci.run(kBuild, {"--fail-on-old"}).exit_code == 1);
}

TEST_CASE("A secret that was in history and is not in the base is new when it comes back") {
  CiRepository ci;
  ci.repo.checkout(ci.start);
  ci.repo.commit_removal("old.env", "Remove");
  Variables variables = kBuild;
  variables["GIT_PREVIOUS_SUCCESSFUL_COMMIT"] = ci.repo.head();
  ci.repo.commit_file("back.env", "TOKEN=" + github_pat(1) + "\n", "Bring it back");
  const ScanResult result = ci.scan(variables);
  CHECK(result.run.exit_code == 1);
  CHECK(state_at(result.report, "back.env") == "new");
}

TEST_CASE("Text, JSON and SARIF say what is new") {
  CiRepository ci;
  ci.repo.checkout(ci.topic);
  const std::string sarif = ci.outside / "one.sarif";
  const RunResult text = ci.run(kBuild, {"--output", "sarif=" + sarif});
  INFO(text.describe());
  CHECK(has(text.out, "  base      new: the base does not have it\n"));
  CHECK(has(text.out, "  base      old: the base has it already\n"));
  CHECK(has(text.out, "; 1 of them new against " + ci.start.substr(0, 12) + ")"));
  const auto log = nlohmann::json::parse(ci.outside.read_file("one.sarif"));
  std::map<std::string, int> states;
  for (const auto& one : log["runs"][0]["results"])
    if (one.value("kind", "") == "fail") ++states[one.value("baselineState", "")];
  CHECK(states == std::map<std::string, int>{{"new", 1}, {"unchanged", 1}});
}

TEST_CASE("Findings about pipelines are compared by what they are about, not by their line") {
  CiRepository ci;
  ci.repo.checkout(ci.start);
  ci.repo.commit_file(kWorkflow, kOldWorkflow, "Add a workflow");
  Variables variables = kBuild;
  variables["GIT_PREVIOUS_SUCCESSFUL_COMMIT"] = ci.repo.head();
  ci.repo.commit_file(kWorkflow, "# It moves.\n\n" + std::string(kOldWorkflow), "Move");
  const ScanResult moved = ci.scan(variables);
  const auto old = states_of(moved.report, "pipeline");
  REQUIRE_FALSE(old.empty());
  for (const std::string& one : old) CHECK(one.ends_with(" unchanged"));
  ci.repo.commit_file(kWorkflow, std::string(kOldWorkflow) + kNewStep, "Print another");
  const ScanResult added = ci.scan(variables);
  CHECK(added.run.exit_code == 1);
  const auto states = states_of(added.report, "pipeline");
  CHECK(std::any_of(states.begin(), states.end(),
                    [](const std::string& one) { return one.ends_with(" new"); }));
}

TEST_CASE("The base is scanned as the configuration says, too") {
  CiRepository ci;
  ci.repo.checkout(ci.start);
  ci.repo.write(".keyhound.toml", "[scan]\nstrict = true\n");
  ci.repo.write(kWorkflow,
                "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n"
                "      - uses: actions/checkout@v4\n      - run: make\n");
  ci.repo.stage().commit("Check strictly");
  Variables variables = kBuild;
  variables["GIT_PREVIOUS_SUCCESSFUL_COMMIT"] = ci.repo.head();
  ci.repo.commit_file(kWorkflow, ci.repo.dir().read_file(kWorkflow) + "      - run: make check\n",
                      "Add a step");
  const auto states = states_of(ci.scan(variables).report, "pipeline");
  REQUIRE_FALSE(states.empty());
  for (const std::string& one : states) CHECK(one.ends_with(" unchanged"));
}

TEST_CASE("A range that changes keyhound's own configuration says so") {
  CiRepository ci;
  ci.repo.checkout(ci.start);
  ci.repo.write(".keyhound.toml", "").write(".keyhound-baseline", "");
  ci.repo.write(".keyhound/owners.yaml",
                "apiVersion: keyhound.dev/v1\nkind: CredentialRegistry\ncredentials: []\n");
  ci.repo.write("rules/own.toml", "");
  ci.repo.stage().commit("Configure");
  const ScanResult result = ci.scan(kBuild);
  CHECK(result.run.exit_code == 0);
  std::vector<std::string> changed;
  for (const auto& one : result.report.diagnostics) {
    if (one.kind != "configuration-changed") continue;
    changed.push_back(one.subject);
    CHECK_FALSE(one.incomplete);
  }
  CHECK(changed ==
        std::vector<std::string>{".keyhound-baseline", ".keyhound.toml", ".keyhound/owners.yaml"});
  ci.repo.remove(".keyhound-baseline").stage();
  const std::string before = ci.repo.head();
  ci.repo.commit("Drop the baseline");
  Variables variables = kBuild;
  variables["GIT_PREVIOUS_SUCCESSFUL_COMMIT"] = before;
  CHECK(ci.scan(variables).report.diagnoses(".keyhound-baseline"));
}

TEST_CASE("Files that the configuration names are its own as well") {
  CiRepository ci;
  ci.repo.checkout(ci.start);
  ci.repo.write("conf/shared.toml", "[scan]\nbaseline = \"conf/accepted\"\n");
  ci.repo.write("conf/own.toml", "");
  ci.repo.write(".keyhound.toml",
                "extends = [\"conf/shared.toml\"]\n[rules]\nfiles = [\"conf/own.toml\"]\n"
                "[policies]\npaths = [\"conf/policies\"]\n");
  ci.repo.write("conf/policies/a.yaml",
                "apiVersion: keyhound.dev/v1\nkind: PolicySettings\npolicies: {}\n");
  ci.repo.write("conf/accepted", "");
  ci.repo.stage().commit("Configure");
  const ScanResult result = ci.scan(kBuild);
  INFO(result.run.describe());
  std::vector<std::string> changed;
  for (const auto& one : result.report.diagnostics)
    if (one.kind == "configuration-changed") changed.push_back(one.subject);
  CHECK(changed == std::vector<std::string>{".keyhound.toml", "conf/accepted", "conf/own.toml",
                                            "conf/policies/a.yaml", "conf/shared.toml"});
}

TEST_CASE("Policies fail a run by their level") {
  CiRepository ci;
  ci.repo.checkout(ci.topic);
  // Nobody owns the new token: that is a verdict about it.
  const std::string registry = ci.outside / "owners.yaml";
  ci.outside.write_file("owners.yaml",
                        "apiVersion: keyhound.dev/v1\nkind: CredentialRegistry\ncredentials: []\n");
  const auto code = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--registry", registry});
    return ci.run(kBuild, arguments).exit_code;
  };
  CHECK(code({"--fail-on", "none"}) == 0);
  CHECK(code({"--fail-on", "none", "--fail-on-level", "error"}) == 1);
  CHECK(code({"--fail-on-level", "loud"}) == 2);
}

TEST_CASE("A policy finding of a registry that the range does not touch is old") {
  CiRepository ci;
  const std::string expired =
      "apiVersion: keyhound.dev/v1\nkind: CredentialRegistry\ncredentials:\n"
      "  - {id: pay-key, review: {period: P30D}}\n";
  ci.repo.checkout(ci.start);
  ci.repo.commit_file("keyhound-registry.yaml", expired, "Register");
  const std::string registered = ci.repo.head();
  ci.repo.commit_file("other.env", "TOKEN=" + github_pat(3) + "\n", "Leak");
  Variables variables = kBuild;
  variables["GIT_PREVIOUS_SUCCESSFUL_COMMIT"] = registered;
  const ScanResult untouched = ci.scan(variables);
  REQUIRE(untouched.report.finding_of("RVW1001") != nullptr);
  CHECK(untouched.report.finding_of("RVW1001")->json["baseline_state"] == "unchanged");
  // That nobody owns the new token is new.
  REQUIRE(untouched.report.finding_of("OWN1001") != nullptr);
  CHECK(untouched.report.finding_of("OWN1001")->json["baseline_state"] == "new");
  variables["GIT_PREVIOUS_SUCCESSFUL_COMMIT"] = ci.start;
  const ScanResult touched = ci.scan(variables);
  for (const Finding& finding : touched.report.findings)
    if (finding.kind == "policy") CHECK(finding.json.value("baseline_state", "") == "new");
}

}  // namespace keyhound::testing
