// SPDX-License-Identifier: Apache-2.0
// All formats are made of one model, so their numbers agree: findings, and verdicts by policy and
// outcome. What a format leaves out on purpose is in docs/exports.md, and stands here by name.
#include <map>
#include <set>
#include <sstream>

#include "tests/scanner/report/covered_result.h"
#include "tests/scanner/report/golden.h"

using namespace keyhound;
using namespace keyhound::testing;

namespace {

using Json = nlohmann::json;
// "ROT1002 waived" to how many subjects. Zeros are not listed.
using Counts = std::map<std::string, std::uint64_t>;

Counts only(const Counts& counts, std::initializer_list<std::string_view> outcomes) {
  Counts kept;
  for (const auto& [key, count] : counts) {
    for (const std::string_view outcome : outcomes) {
      if (key.ends_with(" " + std::string(outcome))) kept[key] = count;
    }
  }
  return kept;
}

Counts counts_of_model(const ScanResult& result) {
  Counts counts;
  for (const PolicyCounts& one : result.assessment->counts) {
    for (std::size_t i = 0; i < kOutcomes; ++i) {
      if (one.outcomes[i] == 0) continue;
      counts[one.policy_id + " " + std::string(to_string(static_cast<Outcome>(i)))] =
          one.outcomes[i];
    }
  }
  return counts;
}

// From a list of {"id": ..., "pass": 1, "fail": 0, ...}.
Counts counts_of_list(const Json& list) {
  Counts counts;
  for (const Json& one : list) {
    for (const auto& [name, value] : one.items()) {
      if (value.is_number() && value > 0) {
        counts[one["id"].get<std::string>() + " " + name] = value.get<std::uint64_t>();
      }
    }
  }
  return counts;
}

std::string prop_of(const Json& object, std::string_view name) {
  for (const Json& prop : object["props"]) {
    if (prop["name"] == name) return prop["value"];
  }
  return "";
}

// From OSCAL observations, risks or items: each is one verdict.
Counts counts_of_props(const Json& list) {
  Counts counts;
  for (const Json& one : list) {
    const std::string policy = one.contains("props") ? prop_of(one, "policy-id") : "";
    if (!policy.empty()) ++counts[policy + " " + prop_of(one, "outcome")];
  }
  return counts;
}

// From the numbers that OSCAL findings have as props.
Counts counts_of_findings(const Json& findings) {
  Counts counts;
  for (const Json& finding : findings) {
    for (std::size_t i = 0; i < kOutcomes; ++i) {
      const std::string name(to_string(static_cast<Outcome>(i)));
      const std::uint64_t count = std::stoull(prop_of(finding, name));
      if (count > 0) counts[prop_of(finding, "policy-id") + " " + name] = count;
    }
  }
  return counts;
}

// SARIF's results of passed policies.
Counts counts_of_passes(const Json& results) {
  Counts counts;
  for (const Json& result : results) {
    if (result["kind"] == "pass") ++counts[result["ruleId"].get<std::string>() + " pass"];
  }
  return counts;
}

std::size_t count_kind(const Json& results, std::string_view kind) {
  std::size_t count = 0;
  for (const Json& result : results) count += result["kind"] == kind ? 1U : 0U;
  return count;
}

// From the lines "OWN1001  1 failed, 1 undecided" of the text report.
Counts counts_of_text(const std::string& text, const Counts& expected) {
  static const std::map<std::string, std::string> kOutcome = {
      {"failed", "fail"}, {"undecided", "error"}, {"waived", "waived"}, {"passed", "pass"}};
  std::set<std::string> policies;
  for (const auto& [key, count] : expected) policies.insert(key.substr(0, key.find(' ')));
  Counts counts;
  for (std::string line : lines_of(text)) {
    std::replace(line.begin(), line.end(), ',', ' ');
    std::istringstream words(line);
    std::string policy;
    std::string word;
    words >> policy;
    if (policies.count(policy) == 0) continue;
    for (std::uint64_t count = 0; words >> count >> word;) {
      counts[policy + " " + kOutcome.at(word)] = count;
    }
  }
  return counts;
}

std::size_t count_of_text(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos;
       at = text.find(part, at + part.size())) {
    ++count;
  }
  return count;
}

std::set<std::string> policies_in(const Counts& counts) {
  std::set<std::string> ids;
  for (const auto& [key, count] : counts) ids.insert(key.substr(0, key.find(' ')));
  return ids;
}

}  // namespace

TEST_CASE("The sample has every kind of finding and every outcome, also of policies") {
  const ScanResult result = judged_result();
  std::set<FindingKind> kinds;
  for (const Finding& finding : result.findings) kinds.insert(finding.kind);
  CHECK(kinds.size() == 3);
  const Counts counts = counts_of_model(result);
  for (std::size_t i = 0; i < kOutcomes; ++i) {
    CHECK_FALSE(only(counts, {to_string(static_cast<Outcome>(i))}).empty());
  }
  // The verdicts are those that the counts count.
  Counts verdicts = only(counts, {"not-applicable"});
  for (const AssessedVerdict& one : result.assessment->verdicts) {
    ++verdicts[one.verdict->policy_id + " " + std::string(to_string(one.verdict->outcome))];
  }
  CHECK(verdicts == counts);
}

TEST_CASE("JSON has the numbers of the model") {
  const ScanResult result = judged_result();
  const Json report = Json::parse(render("json", result));
  CHECK(report["findings"].size() == result.findings.size());
  CHECK(counts_of_list(report["assessment"]["policies"]) == counts_of_model(result));
}

TEST_CASE("The data of the HTML page has the numbers of the model, and of the JSON report") {
  const ScanResult result = judged_result();
  const std::string page = render("html", result);
  const std::string start = "<script type=\"application/json\" id=\"data\">";
  const std::size_t at = page.find(start) + start.size();
  const Json data = Json::parse(page.substr(at, page.find("</script>", at) - at));
  const Json report = Json::parse(render("json", result));
  CHECK(data["findings"].size() == result.findings.size());
  CHECK(data["left_out"] == 0);
  CHECK(counts_of_list(data["policies"]) == counts_of_model(result));
  CHECK(data["credentials"].size() == report["assessment"]["credentials"]);
  CHECK(data["exceptions"].size() == report["assessment"]["exceptions"]);
  CHECK(data["diagnostics"].size() == report["diagnostics"].size());
  CHECK(data["references"].size() == report["references"].size());
  CHECK(data["suppressions"].size() == report["suppressions"].size());
  for (std::size_t i = 0; i < report["findings"].size(); ++i) {
    const Json& one = data["findings"][i];
    const Json& other = report["findings"][i];
    CHECK(data["rules"][one["rule"].get<std::size_t>()]["id"] == other["rule_id"]);
    CHECK(one["severity"] == other["severity"]);
    CHECK(one["fingerprint"] == other["fingerprint"]);
    CHECK(one.value("waived", false) == other.value("waived", false));
    CHECK(one.value("place_count", one["places"].size()) == other["occurrence_count"]);
  }
}

TEST_CASE("SARIF has the numbers of the model, and passed policies as results") {
  const ScanResult result = judged_result();
  const Json run = Json::parse(render("sarif", result))["runs"][0];
  CHECK(count_kind(run["results"], "fail") == result.findings.size());
  CHECK(counts_of_list(run["properties"]["khPolicies"]) == counts_of_model(result));
  CHECK(counts_of_passes(run["results"]) == only(counts_of_model(result), {"pass"}));
}

TEST_CASE("GitHub's SARIF has the numbers of the model, less waived findings") {
  const ScanResult result = judged_result();
  const Json run = Json::parse(render("sarif-github", result))["runs"][0];
  const std::size_t waived = run["properties"]["khLeftOut"]["waived"];
  CHECK(run["results"].size() + waived == result.findings.size());
  CHECK(count_kind(run["results"], "fail") == run["results"].size());
  CHECK(counts_of_list(run["properties"]["khPolicies"]) == counts_of_model(result));
}

TEST_CASE("OSCAL assessment results have the numbers of the model") {
  const ScanResult result = judged_result();
  const Counts counts = counts_of_model(result);
  const Json report = Json::parse(render("oscal-ar", result))["assessment-results"]["results"][0];
  CHECK(prop_of(report, "scan-findings") == std::to_string(result.findings.size()));
  CHECK(counts_of_findings(report["findings"]) == counts);
  CHECK(counts_of_props(report["observations"]) ==
        only(counts, {"pass", "fail", "waived", "error"}));
  CHECK(counts_of_props(report["risks"]) == only(counts, {"fail", "waived"}));
  CHECK(report["observations"].size() ==
        result.assessment->verdicts.size() + result.diagnostics.size());
  CHECK(report["local-definitions"]["inventory-items"].size() ==
        result.assessment->credentials.size());
}

TEST_CASE("An OSCAL plan of action has the failed and waived verdicts of the model") {
  const ScanResult result = judged_result();
  const Counts expected = only(counts_of_model(result), {"fail", "waived"});
  const Json plan = Json::parse(render("oscal-poam", result))["plan-of-action-and-milestones"];
  CHECK(counts_of_props(plan["poam-items"]) == expected);
  CHECK(counts_of_props(plan["risks"]) == expected);
  CHECK(counts_of_props(plan["observations"]) == expected);
}

TEST_CASE("An in-toto statement sorts the policies of the model that had a subject") {
  const ScanResult result = judged_result();
  const Counts counts = counts_of_model(result);
  const Json predicate = Json::parse(render("in-toto", result))["predicate"];
  CHECK(predicate["keyhound_findings"] == result.findings.size());
  std::set<std::string> told;
  std::set<std::string> objected;
  for (const char* name : {"passedTests", "warnedTests", "failedTests"}) {
    for (const Json& id : predicate[name]) {
      CHECK(told.insert(id).second);  // in one list only
      if (std::string_view(name) != "passedTests") objected.insert(id);
    }
  }
  CHECK(told == policies_in(only(counts, {"pass", "fail", "waived", "error"})));
  CHECK(objected == policies_in(only(counts, {"fail", "waived", "error"})));
}

TEST_CASE("The text report has the numbers of the model for policies that object") {
  const ScanResult result = judged_result();
  const Counts counts = counts_of_model(result);
  ReportOptions wide;
  wide.width = 1000;
  const std::string text = render("text", result, wide);
  std::size_t places = 0;
  for (const std::string& line : lines_of(text)) places += line.starts_with("  place ") ? 1U : 0U;
  CHECK(places == result.findings.size());
  const std::set<std::string> objecting = policies_in(only(counts, {"fail", "waived", "error"}));
  Counts expected;
  std::uint64_t passed = 0;
  for (const auto& [key, count] : only(counts, {"fail", "waived", "error", "pass"})) {
    if (objecting.count(key.substr(0, key.find(' '))) > 0) expected[key] = count;
    if (key.ends_with(" pass")) passed += count;
  }
  CHECK(counts_of_text(text, counts) == expected);
  CHECK(text.find(std::to_string(passed) + " passed.") != std::string::npos);
}

TEST_CASE("GitLab's reports and JUnit have the open findings of the model, and count the others") {
  const ScanResult result = covered_result();
  const std::size_t open = count_open(result);
  REQUIRE(open < result.findings.size());
  const Json vulnerabilities = Json::parse(render("gitlab", result))["vulnerabilities"];
  const Json issues = Json::parse(render("gitlab-codequality", result));
  const std::string junit = render("junit", result);
  CHECK(vulnerabilities.size() == open);
  // Beside the findings: each diagnostic, and one issue that counts what is left out.
  CHECK(issues.size() == open + result.diagnostics.size() + 1);
  CHECK(count_of_text(junit, "<failure ") == open);
  CHECK(junit.find("failures=\"" + std::to_string(open) + "\"") != std::string::npos);
  const std::string left_out = "1 waived and 2 accepted findings";
  REQUIRE(open + 3 == result.findings.size());
  CHECK(render("gitlab", result).find(left_out) != std::string::npos);
  CHECK(issues.back()["description"].get<std::string>().find(left_out) != std::string::npos);
  CHECK(junit.find(left_out) != std::string::npos);
}

TEST_CASE("GitLab's details have the verdicts of the model about each open finding") {
  const ScanResult result = covered_result();
  Counts expected;
  Counts told;
  for (const Finding& finding : result.findings) {
    if (!finding.is_open()) continue;
    for (const PolicyVerdict& one : finding.policies) {
      if (one.outcome != Outcome::kNotApplicable)
        ++expected[one.policy_id + " " + std::string(to_string(one.outcome))];
    }
  }
  const Json report = Json::parse(render("gitlab", result));
  for (const Json& one : report["vulnerabilities"]) {
    if (!one["details"].contains("policies")) continue;
    for (const Json& row : one["details"]["policies"]["rows"])
      ++told[row[0]["value"].get<std::string>() + " " + row[1]["value"].get<std::string>()];
  }
  CHECK(told == expected);
}

TEST_CASE("CSV has a line for each finding of the model, with its state") {
  const ScanResult result = covered_result();
  const std::string text = render("csv", result);
  CHECK(count_of_text(text, "\"finding\",") == result.findings.size());
  CHECK(count_of_text(text, "\"finding\",\"open\"") == count_open(result));
  CHECK(count_of_text(text, "\"finding\",\"waived\"") == 1);
  CHECK(count_of_text(text, "\"finding\",\"accepted\"") == 2);
  CHECK(count_of_text(text, "\"diagnostic\",") == result.diagnostics.size());
}

TEST_CASE("Markdown has the numbers of the model, for policies that object") {
  const ScanResult result = covered_result();
  const std::string text = render("markdown", result);
  const std::size_t open = count_open(result);
  CHECK(text.starts_with("### keyhound: " + std::to_string(open) + " open findings ("));
  CHECK(text.find("Not listed: 1 waived and 2 accepted findings.") != std::string::npos);
  CHECK(count_of_text(text, "- **Rule:** ") == open);  // one in each finding's details
  for (const PolicyCounts& one : result.assessment->counts) {
    const bool objects =
        one.of(Outcome::kFail) + one.of(Outcome::kError) + one.of(Outcome::kWaived) > 0;
    std::string row = "\n| " + one.policy_id + " |";
    for (const Outcome outcome :
         {Outcome::kFail, Outcome::kError, Outcome::kWaived, Outcome::kPass})
      row += " " + std::to_string(one.of(outcome)) + " |";
    CAPTURE(row);
    CHECK((text.find(row) != std::string::npos) == objects);
  }
}

TEST_CASE("Every format of the sample is valid UTF-8 without control characters") {
  for (const ReportFormat* format : report_formats()) {
    CAPTURE(format->name);
    const std::string text = render(format->name, judged_result());
    const bool is_csv = format->name == "csv";  // its lines end in \r\n
    CHECK(is_valid_utf8(text));
    for (const char c : text) {
      const bool is_line_end = c == '\n' || (is_csv && c == '\r');
      if (static_cast<unsigned char>(c) < 0x20 && !is_line_end) FAIL_CHECK("control character");
    }
    CHECK(text.find("\n::error::") == std::string::npos);
    CHECK(text.find("\xe2\x80\xae") == std::string::npos);
  }
}
