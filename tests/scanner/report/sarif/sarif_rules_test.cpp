// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/sarif/sarif_rules.h"

#include "scanner/model/liveness_effect.h"
#include "tests/scanner/report/golden.h"
#include "tests/scanner/report/judged_result.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("SARIF lists the rules with results, by id, and each result points at its own") {
  const auto run = nlohmann::json::parse(render("sarif", full_result()))["runs"][0];
  const auto& rules = run["tool"]["driver"]["rules"];
  CHECK(rules.size() == 5);
  for (std::size_t i = 1; i < rules.size(); ++i) {
    CHECK(rules[i - 1]["id"].get<std::string>() < rules[i]["id"].get<std::string>());
  }
  for (const auto& result : run["results"]) {
    CHECK(rules[result["ruleIndex"].get<std::size_t>()]["id"] == result["ruleId"]);
  }
}

TEST_CASE("SARIF describes a rule that no rule set knows by its finding") {
  ScanResult result = full_result();
  result.rules = nullptr;
  result.policies = nullptr;
  const auto run = nlohmann::json::parse(render("sarif", result))["runs"][0];
  for (const auto& rule : run["tool"]["driver"]["rules"]) {
    CHECK_FALSE(rule["fullDescription"]["text"].get<std::string>().empty());
    CHECK_FALSE(rule["help"]["text"].get<std::string>().empty());
  }
}

TEST_CASE("SARIF lists the policies that were asked, and describes one that nobody knows") {
  ScanResult result = judged_result();
  result.policies = nullptr;
  SarifRules rules(result, {});
  rules.add_policies(result);
  CHECK(rules.index_of("EXC1001") == 0);
  CHECK(rules.index_of("USE1001") == 5);
  std::string text;
  const ReportSink sink = [&text](std::string_view piece) {
    text += piece;
    return true;
  };
  JsonStream out(sink);
  out.begin_object();
  rules.write(out, true);
  out.end_object();
  out.finish();
  for (const auto& rule : nlohmann::json::parse(text)["rules"]) {
    CHECK_FALSE(rule["help"]["text"].get<std::string>().empty());
    CHECK_FALSE(rule.contains("relationships"));
  }
}

TEST_CASE("SARIF gives a rule the severity of its worst finding where a check changed one") {
  ScanResult result = clean_result();
  result.findings = {secret_finding({occurrence_at("a", 1)}),
                     secret_finding({occurrence_at("b", 1)}, "another-secret")};
  const auto severity = [&] {
    const auto run = nlohmann::json::parse(render("sarif-github", result))["runs"][0];
    return run["tool"]["driver"]["rules"][0]["properties"]["security-severity"].get<std::string>();
  };
  CHECK(severity() == "9.5");
  apply_liveness(result.findings[0], {LivenessState::kRevoked, {}, "live-check", {}, {}, 401, {}});
  CHECK(severity() == "9.5");  // the other may work
  apply_liveness(result.findings[1], {LivenessState::kExpired, {}, "offline-proof", {}, {}, 0, {}});
  CHECK(severity() == "2.0");
  // A rule that a configuration made less severe keeps its own without a check.
  result.findings = {secret_finding({occurrence_at("a", 1)})};
  result.findings[0].severity = Severity::kMedium;
  result.findings[0].score = 5.5;
  CHECK(severity() == "9.5");
}
