// SPDX-License-Identifier: Apache-2.0
// Runs the scenarios of the policies: fixtures/policies/<id>/*.yaml against the expected.json
// beside them (KEYHOUND_UPDATE_GOLDEN=1 rewrites it), and the tests that each built-in policy
// carries.
//
//   now: 2026-11-23                  repository: acme/pay (optional)
//   registry: |                      (optional) {fingerprint:NAME} and {long-fingerprint:NAME}
//   stand
//     ...                            for those of the secret called NAME
//   findings: [{secret: NAME, rule: R, path: P, committed: [times], identity: {name: value}}]
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "policies/evaluation/judge.h"
#include "policies/evaluation/policy_definition.h"
#include "scanner/yaml/document.h"

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

std::string text_of(const YamlNode& node, std::string_view key, std::string fallback) {
  const YamlNode* value = node.find(key);
  return value ? value->text : fallback;
}

Timestamp time_in(const std::string& text) {
  const Result<Timestamp> time = parse_timestamp(text);
  REQUIRE(time);
  return *time;
}

Fingerprint fingerprint_of(std::string_view secret) {
  return fingerprint(FingerprintKey(), "sample", secret);
}

std::string with_fingerprints(std::string text) {
  for (const bool is_long : {true, false}) {
    const std::string open = is_long ? "{long-fingerprint:" : "{fingerprint:";
    for (std::size_t at = text.find(open); at != std::string::npos; at = text.find(open, at)) {
      const std::size_t end = text.find('}', at);
      const Fingerprint value =
          fingerprint_of(text.substr(at + open.size(), end - at - open.size()));
      text.replace(at, end + 1 - at, is_long ? value.long_form() : value.short_form());
    }
  }
  return text;
}

Finding finding_in(const YamlNode& node) {
  Finding finding;
  finding.rule_id = text_of(node, "rule", "sample-key");
  finding.fingerprint = fingerprint_of(text_of(node, "secret", "sample"));
  std::vector<std::string> times;
  if (const YamlNode* committed = node.find("committed")) {
    if (committed->kind == YamlKind::kScalar) times.push_back(committed->text);
    for (const YamlNode* time : committed->items) times.push_back(time->text);
  }
  if (times.empty()) times.emplace_back();
  for (const std::string& time : times) {
    Occurrence occurrence;
    occurrence.location.path = text_of(node, "path", "app.env");
    if (!time.empty()) occurrence.commit = {"c0ffee", "Ana", "", time_in(time)};
    finding.occurrences.push_back(occurrence);
  }
  if (const YamlNode* identity = node.find("identity")) {
    for (const auto& [name, value] : identity->entries) {
      finding.identity.emplace_back(name->text, value->text);
    }
  }
  return finding;
}

// The findings of a scenario after the judgement.
std::vector<Finding> judged(const YamlNode& scenario) {
  JudgeInput input;
  input.now = time_in(text_of(scenario, "now", ""));
  input.repository = text_of(scenario, "repository", "");
  Registry registry;
  if (const YamlNode* text = scenario.find("registry")) {
    Result<Registry> loaded = parse_registry(with_fingerprints(text->text), "registry.yaml");
    if (!loaded) FAIL(loaded.error().message);
    registry = std::move(*loaded);
    input.registry = &registry;
  }
  std::vector<Finding> findings;
  if (const YamlNode* list = scenario.find("findings")) {
    for (const YamlNode* item : list->items) findings.push_back(finding_in(item->resolved()));
  }
  judge(input, findings);
  return findings;
}

const PolicyVerdict& verdict_of(const Finding& finding, std::string_view policy) {
  const auto found = std::find_if(finding.policies.begin(), finding.policies.end(),
                                  [policy](const auto& one) { return one.policy_id == policy; });
  REQUIRE(found != finding.policies.end());
  return *found;
}

std::string place_of(const Location& location) {
  return location.path + ":" + std::to_string(location.start.line) + ":" +
         std::to_string(location.start.column);
}

// What the scenario says about one policy.
Json result_of(const YamlNode& scenario, const std::string& policy) {
  Json result = {{"verdicts", Json::array()}, {"policy_findings", Json::array()}};
  for (const Finding& finding : judged(scenario)) {
    if (finding.kind == FindingKind::kSecret) {
      const PolicyVerdict& verdict = verdict_of(finding, policy);
      Json row = {{"outcome", to_string(verdict.outcome)}, {"message", verdict.message}};
      if (!finding.credential.id.empty()) row["credential"] = finding.credential.id;
      if (!finding.credential.matched_by.empty()) row["by"] = finding.credential.matched_by;
      result["verdicts"].push_back(row);
    } else if (finding.rule_id == policy) {
      Json row = {{"outcome", to_string(verdict_of(finding, policy).outcome)},
                  {"waived", finding.waived},
                  {"place", place_of(finding.first().location)},
                  {"severity", to_string(finding.severity)},
                  {"message", finding.message}};
      for (const Location& leak : finding.related) row["related"].push_back(place_of(leak));
      CHECK_FALSE(finding.remedy.empty());
      CHECK(finding.message.find('{') == std::string::npos);
      result["policy_findings"].push_back(row);
    }
  }
  return result;
}

const fs::path kFixtures = fs::path(KEYHOUND_SOURCE_DIR) / "fixtures" / "policies";

std::map<std::string, Json> results_of_folder(const fs::path& folder) {
  std::map<std::string, Json> results;
  for (const auto& file : fs::directory_iterator(folder)) {
    if (file.path().extension() != ".yaml") continue;
    CAPTURE(file.path().string());
    const Result<YamlDocument> document = YamlDocument::parse(read_text(file.path()));
    if (!document) FAIL(document.error().message);
    results[file.path().stem().string()] =
        result_of(*document->roots().at(0), folder.filename().string());
  }
  return results;
}

bool has_failure(const Json& result) {
  for (const char* list : {"verdicts", "policy_findings"}) {
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
    for (const auto& [name, result] : results.items()) {
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
  for (const EmbeddedText& file : builtin_policy_files()) {
    CAPTURE(file.name);
    const Result<YamlDocument> document = YamlDocument::parse(file.content);
    REQUIRE(document);
    const YamlNode& policy = *document->roots().at(0);
    std::set<std::string> seen;
    for (const YamlNode* test : policy.find("tests")->items) {
      CAPTURE(text_of(*test, "name", ""));
      const std::string expected = text_of(*test, "expect", "");
      seen.insert(expected);
      const Json result = result_of(*test, text_of(policy, "id", ""));
      CHECK(has_failure(result) == (expected == "fail"));
      for (const Json& verdict : result["verdicts"]) CHECK(verdict["outcome"] == expected);
    }
    CHECK(seen.contains("fail"));
    CHECK(seen.contains("pass"));
  }
}

}  // namespace keyhound
