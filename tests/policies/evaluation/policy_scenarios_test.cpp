// SPDX-License-Identifier: Apache-2.0
// Runs the scenarios of the policies: fixtures/policies/<id>/*.yaml against the expected.json
// beside them (KEYHOUND_UPDATE_GOLDEN=1 rewrites it), and the tests that each built-in policy
// carries.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "policies/evaluation/judge.h"
#include "policies/evaluation/scenario.h"
#include "scanner/yaml/document.h"
#include "tests/policies/evaluation/judged.h"
#include "tests/support/build_places.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

std::string read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file.good());
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// The findings of a scenario after the judgement, and what was said about every subject.
struct Judged {
  std::vector<Finding> findings;
  Assessment assessment;
};

Judged judged(const YamlDocument& document) {
  Result<Scenario> scenario = read_scenario(document, *document.roots().at(0), "scenario.yaml");
  if (!scenario) FAIL(scenario.error().message);
  Judged result;
  result.findings = scenario->findings;
  result.assessment = judge(scenario->input(testing::builtin_set()), result.findings);
  return result;
}

std::string place_of(const Location& location) {
  return location.path + ":" + std::to_string(location.start.line) + ":" +
         std::to_string(location.start.column);
}

// What the scenario says about one policy.
Json result_of(const YamlDocument& scenario, const std::string& policy) {
  Json result = {{"verdicts", Json::array()}, {"policy_findings", Json::array()}};
  const Judged all = judged(scenario);
  for (const Finding& finding : all.findings) {
    if (finding.kind == FindingKind::kSecret) {
      const PolicyVerdict* verdict = finding.policies.find(policy);
      if (verdict == nullptr) continue;
      Json row = {{"outcome", to_string(verdict->outcome)}, {"message", verdict->message}};
      if (!finding.credential.id.empty()) row["credential"] = finding.credential.id;
      if (!finding.credential.matched_by.empty()) row["by"] = finding.credential.matched_by;
      result["verdicts"].push_back(row);
    } else if (finding.rule_id == policy) {
      Json row = {{"outcome", to_string(finding.policies.find(policy)->outcome)},
                  {"waived", finding.waived},
                  {"place", place_of(finding.first().location)},
                  {"severity", to_string(finding.severity)},
                  {"message", finding.message}};
      for (const Location& leak : finding.related) row["related"].push_back(place_of(leak));
      CHECK_FALSE(finding.remedy.empty());
      CHECK(finding.message.find('{') == std::string::npos);
      CHECK(finding.message.find("(not recorded)") == std::string::npos);
      result["policy_findings"].push_back(row);
    }
  }
  for (const AssessedVerdict& one : all.assessment.verdicts) {
    if (one.verdict->policy_id != policy) continue;
    result["subjects"].push_back({{"subject", all.assessment.subjects[one.subject].id},
                                  {"outcome", to_string(one.verdict->outcome)},
                                  {"message", one.verdict->message}});
  }
  return result;
}

const fs::path kFixtures = fs::path(testing::kSourceDir) / "fixtures" / "policies";

std::map<std::string, Json> results_of_folder(const fs::path& folder) {
  std::map<std::string, Json> results;
  for (const auto& file : fs::directory_iterator(folder)) {
    if (file.path().extension() != ".yaml") continue;
    CAPTURE(file.path().string());
    const Result<YamlDocument> document = YamlDocument::parse(read_text(file.path()));
    if (!document) FAIL(document.error().message);
    results[file.path().stem().string()] = result_of(*document, folder.filename().string());
  }
  return results;
}

bool has_failure(const Json& result) {
  for (const char* list : {"verdicts", "policy_findings", "subjects"}) {
    if (!result.contains(list)) continue;
    for (const Json& row : result[list]) {
      if (row["outcome"] == "fail") return true;
    }
  }
  return false;
}

}  // namespace

TEST_CASE("Every policy says about its fixtures what expected.json says") {
  for (const PolicyInfo& policy : builtin_policies()) {
    CAPTURE(policy.id);
    const fs::path golden = kFixtures / policy.id / "expected.json";
    const Json results(results_of_folder(kFixtures / policy.id));
    if (std::getenv("KEYHOUND_UPDATE_GOLDEN") != nullptr) {
      std::ofstream(golden) << results.dump(2) << "\n";
    }
    const Json expected = Json::parse(read_text(golden));
    for (const auto& item : results.items()) {
      const std::string& name = item.key();
      const auto& result = item.value();
      CAPTURE(name);
      CHECK(result.dump(2) == (expected.contains(name) ? expected[name].dump(2) : "missing"));
    }
    CHECK(results.size() == expected.size());
  }
}

TEST_CASE("Every policy has a bad fixture that fails and a good one that is silent") {
  for (const PolicyInfo& policy : builtin_policies()) {
    CAPTURE(policy.id);
    const auto results = results_of_folder(kFixtures / policy.id);
    REQUIRE(results.contains("bad"));
    REQUIRE(results.contains("good"));
    CHECK(has_failure(results.at("bad")));
    CHECK_FALSE(results.at("bad")["policy_findings"].empty());
    CHECK_FALSE(has_failure(results.at("good")));
    CHECK(results.at("good")["policy_findings"].empty());
  }
}

TEST_CASE("Every policy passes the tests that it carries, at least one for each side") {
  for (const Policy& policy : testing::builtin_set().policies()) {
    CAPTURE(policy.definition().info.id);
    const auto results = run_policy_tests(policy, testing::builtin_set());
    REQUIRE(results);
    std::set<Outcome> seen;
    for (const PolicyTestResult& result : *results) {
      CAPTURE(result.name);
      CAPTURE(result.message);
      CHECK(to_string(result.actual) == to_string(result.expected));
      seen.insert(result.expected);
    }
    CHECK(seen.contains(Outcome::kFail));
    CHECK(seen.contains(Outcome::kPass));
  }
}

TEST_CASE("A test that expects the wrong outcome is told, with what the policy said") {
  PolicyDefinition definition = testing::builtin_set().find("ROT1001")->definition();
  const std::size_t at = definition.text.find("expect: fail");
  definition.text.replace(at, 12, "expect: pass");
  const auto policy = Policy::compile(definition, nullptr);
  REQUIRE(policy);
  const auto results = run_policy_tests(*policy, testing::builtin_set());
  REQUIRE(results);
  CHECK_FALSE(results->front().is_met());
  CHECK(results->front().actual == Outcome::kFail);
  CHECK(results->front().message.find("overdue") != std::string::npos);
}

}  // namespace keyhound
