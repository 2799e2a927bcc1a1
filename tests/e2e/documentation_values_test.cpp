// SPDX-License-Identifier: Apache-2.0
// Published samples: reported as what they are, in every format, and never a reason to fail.
#include <doctest/doctest.h>

#include "tests/support/findings.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

namespace {

// Put together at run time, so that none stands here.
std::string sample_text() {
  const std::string example = "EXAMPLE";
  return "aws_access_key_id = AKIA" + std::string("IOSFODNN7") + example + "\n" +
         "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCY" + example + "KEY\n" +
         "token = ghp_16C7e42F292c6912E7710c" + "838347Ae178B4a\n" +
         "jwt = "
         "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gR" +
         "G9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c\n" +
         "stripe = sk_test_4eC39HqLyj" + "WDarjtT1zdp7dc\n";
}

}  // namespace

TEST_CASE("Published samples are information with a tag, and do not fail a scan") {
  TempDir dir;
  dir.write_file("in/a.txt", sample_text());
  const ScanResult result = scan({dir / "in"});
  CHECK(result.run.exit_code == 0);
  const Finding* pair = result.report.finding_of("aws-secret-access-key");
  REQUIRE(pair != nullptr);
  CHECK(pair->json["parts"][0]["rule_id"] == "aws-access-key-id");
  for (const std::string_view rule :
       {"aws-secret-access-key", "github-classic-pat", "jwt", "stripe-secret-key-test"}) {
    CAPTURE(rule);
    const Finding* finding = result.report.finding_of(rule);
    REQUIRE(finding != nullptr);
    CHECK(finding->json["severity"] == "info");
    CHECK(finding->json["level"] == "note");
    CHECK(finding->json["tags"].back() == "documentation-example");
    CHECK(finding->policies.empty());
  }
  CHECK(keyhound({"scan", dir / "in", "--fail-on", "info"}).exit_code == 1);
}

TEST_CASE("A leak beside published samples fails the scan, by itself") {
  TempDir dir;
  dir.write_file("in/a.txt", sample_text() + "token = " + github_pat(1) + "\n");
  const ScanResult result = scan({dir / "in"});
  CHECK(result.run.exit_code == 1);
  std::size_t leaks = 0;
  for (const Finding& finding : result.report.findings)
    leaks += finding.json["severity"] == "info" ? 0U : 1U;
  CHECK(leaks == 1);
}

TEST_CASE("Text and SARIF say that a sample is no leak") {
  TempDir dir;
  dir.write_file("in/a.txt", sample_text());
  CHECK(keyhound({"scan", dir / "in"}).out.find("published sample value, no leak") !=
        std::string::npos);
  const auto sarif = nlohmann::json::parse(keyhound({"scan", dir / "in", "--format", "sarif"}).out);
  for (const auto& one : sarif["runs"][0]["results"]) {
    if (one.contains("kind")) continue;  // a policy that passed or does not apply
    CHECK(one["level"] == "note");
    CHECK(one["message"]["text"].get<std::string>().find("sample value") != std::string::npos);
  }
}

}  // namespace keyhound::testing
