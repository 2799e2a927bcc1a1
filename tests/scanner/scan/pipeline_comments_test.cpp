// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/pipeline_comments.h"

#include <doctest/doctest.h>

#include "scanner/scan/scan_session.h"
#include "tests/scanner/scan/scan_fixture.h"
#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

constexpr std::string_view kPath = ".github/workflows/ci.yml";

std::string workflow(const std::string& value, const std::string& comment) {
  return "on: push\njobs:\n  build:\n    runs-on: x\n    env:\n      TOKEN: " + value + comment +
         "\n";
}

ScanResult scan(const std::string& text) {
  const ScanFixture fixture;
  const testing::TempDir dir;
  dir.write_file(kPath, text);
  ScanRequest request;
  request.target = dir.str();
  auto result = run_scan(fixture.context(), request);
  REQUIRE(result);
  return std::move(*result);
}

std::vector<std::string> rules_of(const ScanResult& result) {
  std::vector<std::string> rules;
  for (const Finding& finding : result.findings) rules.push_back(finding.rule_id);
  return rules;
}

}  // namespace

TEST_CASE("A check's finding is silenced by a comment on its line that names the check") {
  const std::string all = "${{ toJSON(secrets) }}";
  const ScanResult plain = scan(workflow(all, ""));
  REQUIRE(plain.findings.size() == 1);
  const std::string check = plain.findings[0].rule_id;
  const ScanResult silent = scan(workflow(all, " # keyhound:allow " + check));
  CHECK(silent.findings.empty());
  REQUIRE(silent.suppressions);
  REQUIRE(silent.suppressions->size() == 1);
  CHECK(silent.suppressions->front().rule_id == check);
  CHECK(silent.suppressions->front().location.path == kPath);
  CHECK(silent.suppressions->front().location.start.line == 6);
  CHECK(silent.scan.drops[static_cast<std::size_t>(DropReason::kSuppressed)] == 1);
  CHECK(scan(workflow(all, " # keyhound:allow *")).findings.empty());
}

TEST_CASE("Comments about other checks, and other scanners' comments, silence no check") {
  const std::string all = "${{ toJSON(secrets) }}";
  CHECK(scan(workflow(all, " # keyhound:allow acme")).findings.size() == 1);
  CHECK(scan(workflow(all, " # gitleaks:allow")).findings.size() == 1);
  const ScanResult broken = scan(workflow(all, " # keyhound:allow"));
  CHECK(broken.findings.size() == 1);
  REQUIRE(broken.diagnostics.size() == 1);
  CHECK(broken.diagnostics[0].kind == "inline-comment");
}

TEST_CASE("A literal whose secret a comment silences is no finding of a check either") {
  CHECK(scan(workflow(acme_token(1), "")).findings.size() >= 1);
  CHECK(rules_of(scan(workflow(acme_token(1), " # keyhound:allow acme"))).empty());
  CHECK(rules_of(scan(workflow(acme_token(1), " # gitleaks:allow"))).empty());
}

TEST_CASE("A literal that joins another beside a comment is found, and its value is not told") {
  const std::string one = "{DB_PASSWORD: hunter2-and-more}";
  const std::string two = "{DB_PASSWORD: hunter2-and-more, API_PASSWORD: swordfish-9}";
  const auto env = [](const std::string& values, const std::string& comment) {
    return "on: push\njobs:\n  build:\n    runs-on: x\n    env: " + values + comment + "\n";
  };
  const ScanResult plain = scan(env(one, ""));
  REQUIRE(plain.findings.size() == 1);
  const std::string comment = " # keyhound:allow " + plain.findings[0].rule_id;
  CHECK(scan(env(one, comment)).findings.empty());
  const ScanResult both = scan(env(two, comment));
  CHECK(both.findings.size() == 2);
  bool is_told = false;
  for (const Diagnostic& diagnostic : both.diagnostics) {
    is_told |= diagnostic.message.find("2 stand beside it") != std::string::npos;
    CHECK(diagnostic.message.find("hunter2") == std::string::npos);
  }
  CHECK(is_told);
  CHECK(scan(env(two, comment + " count=2")).findings.empty());
}

}  // namespace keyhound
