// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "scanner/report/gitlab/gitlab_scan.h"
#include "scanner/report/gitlab/gitlab_vulnerability.h"
#include "tests/scanner/report/covered_result.h"
#include "tests/scanner/report/golden.h"

using namespace keyhound;
using namespace keyhound::testing;

namespace {

Json report_of(const ScanResult& result) { return Json::parse(render("gitlab", result)); }

}  // namespace

TEST_CASE("GitLab report has a vulnerability for each open finding, with its details") {
  check_golden("covered-gitlab.json", render("gitlab", covered_result()));
  const Json report = report_of(covered_result());
  CHECK(report["vulnerabilities"].size() == count_open(covered_result()));
  CHECK(report["scan"]["messages"][0]["value"].get<std::string>().starts_with(
      "1 waived and 2 accepted findings left out"));
}

TEST_CASE("GitLab report never holds the source of a secret, and ids are unique") {
  std::set<std::string> ids;
  const Json report = report_of(judged_result());
  for (const Json& one : report["vulnerabilities"]) {
    CHECK_FALSE(one.contains("raw_source_code_extract"));
    CHECK(ids.insert(one["id"]).second);
    CHECK(one["name"].get<std::string>().size() <= 255);
    CHECK(one["identifiers"][0]["type"] == "keyhound_rule_id");
    CHECK(one["location"]["commit"]["sha"].get<std::string>().size() == 40);
  }
}

TEST_CASE("GitLab report says success only of a scan that read everything") {
  CHECK(report_of(clean_result())["scan"]["status"] == "success");
  const Json report = report_of(incomplete_result());
  CHECK(report["scan"]["status"] == "failure");
  CHECK(report["scan"]["messages"].size() == 3);
  CHECK(report["scan"]["messages"][0]["level"] == "warn");
  CHECK(report["scan"]["messages"][1]["level"] == "info");
}

TEST_CASE("GitLab report of a range is partial, so that GitLab takes nothing for gone") {
  ScanResult result = clean_result();
  CHECK_FALSE(report_of(result)["scan"].contains("partial_scan"));
  result.scan.kind = "range";
  CHECK(report_of(result)["scan"]["partial_scan"]["mode"] == "differential");
}

TEST_CASE("GitLab report lists every rule and policy that could have been reported") {
  std::set<std::string> ids;
  const Json report = report_of(judged_result());
  for (const Json& one : report["scan"]["primary_identifiers"])
    CHECK(ids.insert(one["value"]).second);
  for (const char* id : {"example-token", "generic-password", "OWN1001", "TPY1001"})
    CHECK(ids.count(id) == 1);
}

TEST_CASE("GitLab report flags published samples and doubtful findings") {
  ScanResult result = clean_result();
  result.findings = {sample_value(), secret_finding({occurrence_at("a.env", 1)}),
                     secret_finding({occurrence_at("b.env", 1)}, "doubtful")};
  result.findings[2].confidence = Confidence::kLow;
  const Json list = report_of(result)["vulnerabilities"];
  CHECK(list[0]["flags"][0]["type"] == "flagged-as-likely-false-positive");
  CHECK_FALSE(list[1].contains("flags"));
  CHECK(list[2].contains("flags"));
}

TEST_CASE("GitLab report puts a place without a commit at HEAD, or at none") {
  ScanResult result = clean_result();
  result.findings = {secret_finding({occurrence_at("a.env", 1, "")})};
  CHECK(report_of(result)["vulnerabilities"][0]["location"]["commit"]["sha"] == kSecondCommit);
  result.scan.head.clear();
  CHECK(report_of(result)["vulnerabilities"][0]["location"]["commit"]["sha"] == "0000000");
}

TEST_CASE("GitLab report of hostile names has neither Markdown nor control characters") {
  ScanResult result = hostile_result();
  result.findings[0].message = "See [this](https://evil.example.org) <img src=x> @all\n/close";
  const std::string text = render("gitlab", result);
  check_golden("hostile-gitlab.json", text);
  CHECK(is_valid_utf8(text));
  const Json one = Json::parse(text)["vulnerabilities"][0];
  const std::string description = one["description"];
  CHECK(description ==
        "See \\[this\\](https`://`evil.example.org) \\<img src=x\\> `@`all\\\\n/close.");
  CHECK(text.find("\\u001b") == std::string::npos);
}
