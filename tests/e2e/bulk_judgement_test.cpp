// SPDX-License-Identifier: Apache-2.0
// All repositories of a run are judged together, anew with each run, and the ledger tells of it.
#include "tests/e2e/judged_organisation.h"

namespace keyhound::testing {
namespace {

// What the policy says of the first finding; empty: nothing but that it is met.
std::string outcome_of(const nlohmann::json& report, std::string_view policy) {
  for (const auto& verdict : report["findings"][0]["verdicts"])
    if (verdict["policy"] == policy) return verdict["outcome"];
  return {};
}

}  // namespace

TEST_CASE("A registry and an exception change the verdicts of a run that scans nothing anew") {
  const JudgedOrganisation org;
  const RunResult first = org.run();
  INFO(first.describe());
  CHECK(first.exit_code == 1);
  nlohmann::json report = org.json();
  REQUIRE(report["credentials"].size() == 1);
  CHECK(report["credentials"][0]["repositories"] == 3);
  CHECK(report["credentials"][0]["places"].size() == 3);
  CHECK(report["owners"][0]["owner"].is_null());
  CHECK(outcome_of(report, "USE1001") == "fail");
  CHECK(outcome_of(report, "OWN1001") == "fail");

  org.register_token(report["credentials"][0]["fingerprint"], false);
  CHECK(org.run(org.judged()).exit_code == 1);
  report = org.json();
  CHECK(report["coverage"]["unchanged"] == 3);
  CHECK(report["owners"][0]["owner"] == "group:platform");
  CHECK(outcome_of(report, "USE1001") == "fail");
  CHECK(outcome_of(report, "OWN1001") == "");

  org.register_token(report["credentials"][0]["fingerprint"], true);
  org.run(org.judged());
  report = org.json();
  CHECK(report["coverage"]["scanned"] == 0);
  CHECK(outcome_of(report, "USE1001") == "waived");
  CHECK(report["exceptions"][0]["in_force"] == true);
}

TEST_CASE(
    "The evidence of a run verifies, signed, with its coverage; one cut off has a start only") {
  const JudgedOrganisation org;
  const std::string key = org.dir / "key";
  const std::string ledger = org.dir / "ledger.jsonl";
  REQUIRE(keyhound({"evidence", "keygen", "--output", key}).exit_code == 0);
  const RunResult made = keyhound({"evidence", "create", ledger, "--signing-key", key});
  INFO(made.describe());
  REQUIRE(made.exit_code == 0);
  const RunResult result = org.run({"--ledger", ledger, "--signing-key", key, "--fail-on", "none"});
  INFO(result.describe());
  CHECK(result.exit_code == 0);
  const RunResult verified = keyhound({"evidence", "verify", ledger});
  INFO(verified.describe());
  CHECK(verified.exit_code == 0);
  const std::string text = org.dir.read_file("ledger.jsonl");
  CHECK(text.find("\"planned\":3,\"scanned\":3") != std::string::npos);
  const nlohmann::json evidence = org.json()["evidence"];
  REQUIRE(evidence.size() == 2);
  CHECK(evidence[0]["event"] == "run.started");
  CHECK(evidence[1]["event"] == "run.finished");
  CHECK(text.find(evidence[1]["hash"].get<std::string>()) != std::string::npos);
}

TEST_CASE("Checks that policies raise count in a bulk run, and scan what is unchanged anew") {
  JudgedOrganisation org;
  GitRepoBuilder repo;
  repo.commit_file(".github/workflows/ci.yml",
                   "on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n"
                   "      - uses: actions/checkout@v4\n      - run: make\n",
                   "Build");
  org.add(repo, "workflow.git");
  const std::string policies = org.dir / "policies.yaml";
  const auto level = [&] {
    const nlohmann::json report = org.json();
    for (const auto& finding : report["findings"])
      if (finding["rule_id"] == "checkout-persists-credentials")
        return finding["level"].get<std::string>();
    return std::string();
  };
  CHECK(org.run().exit_code == 1);
  CHECK(level().empty());
  org.dir.write_file("policies.yaml", "kind: PolicySettings\nchecks: {P25: {level: error}}\n");
  CHECK(org.run({"--policies", policies}).exit_code == 1);
  CHECK(level() == "error");
  CHECK(org.run({"--policies", policies}).exit_code == 1);
  CHECK(org.json()["coverage"]["unchanged"] == 4);
  CHECK(level() == "error");
  org.dir.write_file("policies.yaml", "kind: PolicySettings\nchecks: {P99: {level: error}}\n");
  const RunResult wrong = org.run({"--policies", policies});
  CHECK(wrong.exit_code == 2);
  CHECK(wrong.err.find("policies.yaml:2:10: there is no such check") != std::string::npos);
}

}  // namespace keyhound::testing
