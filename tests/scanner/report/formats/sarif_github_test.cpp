// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/report/golden.h"
#include "tests/scanner/report/judged_result.h"

using namespace keyhound;
using namespace keyhound::testing;

namespace {

nlohmann::json run_of(const ScanResult& result) {
  return nlohmann::json::parse(render("sarif-github", result))["runs"][0];
}

// Every value of a member with this name, at any depth.
void collect(const nlohmann::json& value, std::string_view name, std::vector<std::string>& found) {
  for (const auto& [key, member] : value.items()) {
    if (value.is_object() && key == name && member.is_string()) found.push_back(member);
    if (member.is_structured()) collect(member, name, found);
  }
}

std::vector<std::string> kinds_of_notifications(const nlohmann::json& run) {
  std::vector<std::string> kinds;
  for (const auto& one : run["invocations"][0]["toolExecutionNotifications"]) {
    kinds.push_back(one["descriptor"]["id"]);
  }
  return kinds;
}

}  // namespace

TEST_CASE("GitHub's SARIF holds what code scanning reads, and tells what it leaves out") {
  check_golden("judged-github.sarif", render("sarif-github", judged_result()));
  const auto run = run_of(judged_result());
  CHECK(run["results"].size() == judged_result().findings.size() - 1);
  CHECK(run["properties"]["khLeftOut"] == nlohmann::json({{"waived", 1}}));
  const auto kinds = kinds_of_notifications(run);
  CHECK(std::count(kinds.begin(), kinds.end(), "sarif-waived") == 1);
  for (const char* name : {"originalUriBaseIds", "versionControlProvenance", "taxonomies"}) {
    CHECK_FALSE(run.contains(name));
  }
  for (const auto& result : run["results"]) {
    CHECK(result["kind"] == "fail");
    CHECK_FALSE(result.contains("suppressions"));
  }
  CHECK(run["automationDetails"]["id"] == "keyhound/history/");
}

TEST_CASE("GitHub's SARIF has no commit id in a URI or a rule id") {
  const auto run = run_of(judged_result());
  for (const char* name : {"uri", "ruleId", "id", "uriBaseId"}) {
    std::vector<std::string> values;
    collect(run, name, values);
    for (const std::string& value : values) {
      CAPTURE(value);
      CHECK(value.find(kFirstCommit.substr(0, 12)) == std::string::npos);
      CHECK(value.find(kSecondCommit.substr(0, 12)) == std::string::npos);
    }
  }
}

TEST_CASE("GitHub's SARIF keeps the 5,000 worst of more, in order") {
  ScanResult result = clean_result();
  for (std::uint64_t line = 1; line <= 5010; ++line) {
    result.findings.push_back(secret_finding({occurrence_at("a.txt", line)}));
    result.findings.back().severity = line <= 100 ? Severity::kLow : Severity::kHigh;
  }
  result.findings.back().severity = Severity::kCritical;
  const auto run = run_of(result);
  REQUIRE(run["results"].size() == 5000);
  CHECK(run["properties"]["khLeftOut"]["overResultLimit"] == 10);
  CHECK(run["properties"]["khFindings"] == 5010);
  CHECK(kinds_of_notifications(run) == std::vector<std::string>{"sarif-result-limit"});
  std::size_t notes = 0;
  std::int64_t last = 0;
  for (const auto& one : run["results"]) {
    const std::int64_t line = one["locations"][0]["physicalLocation"]["region"]["startLine"];
    CHECK(line > last);
    last = line;
    if (one["level"] == "note") ++notes;
  }
  CHECK(notes == 90);
  CHECK(last == 5010);
}

TEST_CASE("GitHub's SARIF stays below 10 MB, whatever the paths are") {
  ScanResult result = clean_result();
  for (std::uint64_t line = 1; line <= 3000; ++line) {
    std::string path(3000, '\xfe');
    result.findings.push_back(secret_finding({occurrence_at(path + std::to_string(line), line)}));
  }
  result.diagnostics.assign(5000, {"unreadable-file", std::string(300, 'x'), "why", true});
  const std::string text = render("sarif-github", result);
  CHECK(text.size() < 10'000'000);
  const auto run = nlohmann::json::parse(text)["runs"][0];
  const std::size_t left_out = run["properties"]["khLeftOut"]["overSizeLimit"];
  CHECK(left_out > 0);
  CHECK(run["results"].size() + left_out == 3000);
  CHECK(run["properties"]["khLeftOut"]["notifications"] == 4500);
  CHECK(run["invocations"][0]["toolExecutionNotifications"].size() == 502);
  CHECK(run["invocations"][0]["executionSuccessful"] == false);
}
