// SPDX-License-Identifier: Apache-2.0
// The organisation's report, over runs in which targets fail and change, and what it never holds.
#include <algorithm>

#include "tests/e2e/judged_organisation.h"

namespace keyhound::testing {
namespace {

namespace fs = std::filesystem;

void check_sums(const nlohmann::json& report) {
  const auto& coverage = report["coverage"];
  std::map<std::string, int> outcomes;
  for (const auto& target : report["targets"]) ++outcomes[target["outcome"]];
  int planned = 0;
  for (const char* outcome : {"scanned", "unchanged", "failed", "excluded", "pending"}) {
    CAPTURE(outcome);
    CHECK(coverage[outcome] == outcomes[outcome]);
    planned += outcomes[outcome];
  }
  CHECK(coverage["planned"] == planned);
  const auto& totals = report["totals"]["findings"];
  CHECK(totals["open"] ==
        totals["new"].get<int>() + totals["existing"].get<int>() + totals["regressed"].get<int>());
  for (const char* state : {"new", "existing", "regressed", "waived", "fixed"}) {
    int sum = 0;
    for (const auto& repository : report["repositories"]) sum += repository[state].get<int>();
    CAPTURE(state);
    CHECK(totals[state] == sum);
    CHECK(totals[state] ==
          std::count_if(report["findings"].begin(), report["findings"].end(),
                        [state](const nlohmann::json& one) { return one["state"] == state; }));
  }
}

}  // namespace

TEST_CASE("Totals add up, whatever became of the targets, and the report is as its schema says") {
  JudgedOrganisation org;
  CHECK(org.run().exit_code == 1);
  check_sums(org.json());
  org.dir.make_directory("plain");
  org.paths.push_back(org.dir / "plain");
  org.paths.push_back(org.dir / "missing");
  fs::remove_all(org.paths[0]);
  CHECK(org.run({"--fail-on", "none"}).exit_code == 3);
  const nlohmann::json report = org.json();
  check_sums(report);
  CHECK(report["coverage"]["failed"] == 3);
  CHECK(report["coverage"]["complete"] == false);
  CHECK(report["totals"]["findings"]["open"] == 3);
  for (const auto& target : report["targets"])
    if (target["outcome"] == "failed") CHECK(target["reason"].is_string());

  org.dir.write_file("organisation.json", report.dump());
  const std::string source = kSourceDir;
  const RunResult valid =
      run({"python3", source + "/tests/schemas/validate_json.py",
           source + "/docs/schemas/organisation.schema.json", org.dir / "organisation.json"});
  if (valid.exit_code == 77) {
    MESSAGE("python3-jsonschema is not there; the report is not held against its schema");
  } else {
    INFO(valid.describe());
    CHECK(valid.exit_code == 0);
  }
}

TEST_CASE("Each format tells the findings of all repositories") {
  const JudgedOrganisation org;
  CHECK(org.run().exit_code == 1);
  const RunResult csv = org.report({"--format", "csv"});
  CHECK(std::count(csv.out.begin(), csv.out.end(), '\n') == 4);
  const RunResult text = org.report();
  CHECK(text.out.find("3 repositories planned: 3 scanned") != std::string::npos);
  CHECK(text.out.find("USE1001") != std::string::npos);
  CHECK(org.report({"--format", "yaml"}).exit_code == 2);
  const RunResult none = keyhound({"bulk", "report", "--store", org.dir / "none.db"});
  CHECK(none.exit_code == 2);
  CHECK_FALSE(org.dir.exists("none.db"));
}

TEST_CASE("No secret stands in anything that a run and its reports write") {
  JudgedOrganisation org;
  GitRepoBuilder repo;
  const auto planted = planted_secrets();
  for (const PlantedSecret& one : planted)
    repo.commit_file("files/" + one.name + ".txt", one.text, "Add " + one.name);
  const TempDir mirrors;
  repo.git({"clone", "--quiet", "--mirror", repo.path(), mirrors / "planted.git"});
  org.paths.push_back(mirrors / "planted.git");
  REQUIRE(keyhound({"evidence", "create", org.dir / "ledger.jsonl"}).exit_code == 0);
  const RunResult result =
      org.run({"--ledger", org.dir / "ledger.jsonl", "--output", org.dir / "out", "--json-log"});
  INFO(result.describe());
  CHECK(result.exit_code == 1);
  org.dir.write_file("run.txt", result.out + result.err);
  for (const char* format : {"json", "csv", "text"})
    CHECK(org.report({"--format", format, "--output", org.dir / (std::string("report.") + format)})
              .exit_code == 0);
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(org.dir.path())) {
    const std::string path = entry.path().string();
    if (!entry.is_regular_file() || path.find(".git/") != std::string::npos) continue;
    ++files;
    const std::string bytes = read_whole_file(entry.path());
    for (const PlantedSecret& one : planted) {
      CAPTURE(path);
      CAPTURE(one.name);
      CHECK(bytes.find(one.secret) == std::string::npos);
    }
  }
  CHECK(files >= 10);
}

}  // namespace keyhound::testing
