// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/scan_run.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "tests/scanner/scan/scan_fixture.h"
#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

Finding finding_of(Severity severity, Confidence confidence = Confidence::kHigh) {
  Finding finding;
  finding.severity = severity;
  finding.confidence = confidence;
  finding.occurrences.resize(1);
  return finding;
}

ExitCode code_of(std::vector<Finding> findings, bool is_complete,
                 std::optional<Severity> threshold = Severity::kLow) {
  ScanResult result;
  result.findings = std::move(findings);
  if (!is_complete) result.diagnostics.push_back({"unreadable-file", "a", "no", true});
  return exit_code_for(result, {Confidence::kMedium, threshold});
}

}  // namespace

TEST_CASE("The exit code tells findings from an incomplete scan from a clean one") {
  CHECK(code_of({}, true) == kExitClean);
  CHECK(code_of({}, false) == kExitIncomplete);
  CHECK(code_of({finding_of(Severity::kLow)}, true) == kExitFindings);
  CHECK(code_of({finding_of(Severity::kLow)}, false) == kExitFindings);
  CHECK(code_of({finding_of(Severity::kInfo)}, true) == kExitClean);
  CHECK(code_of({finding_of(Severity::kInfo)}, false) == kExitIncomplete);
  CHECK(code_of({finding_of(Severity::kHigh)}, true, Severity::kCritical) == kExitClean);
  CHECK(code_of({finding_of(Severity::kHigh), finding_of(Severity::kCritical)}, true,
                Severity::kCritical) == kExitFindings);
  CHECK(code_of({finding_of(Severity::kCritical)}, true, std::nullopt) == kExitClean);
  CHECK(code_of({finding_of(Severity::kCritical)}, false, std::nullopt) == kExitIncomplete);
  Finding waived = finding_of(Severity::kCritical);
  waived.waived = true;
  CHECK(code_of({waived}, true) == kExitClean);
}

TEST_CASE("What the base has already, and what is accepted, counts only where it is asked for") {
  Finding old = finding_of(Severity::kCritical);
  old.baseline_state = BaselineState::kUnchanged;
  Finding accepted = finding_of(Severity::kCritical);
  accepted.accepted.emplace();
  ScanResult result;
  result.findings = {old, accepted};
  ReportThresholds thresholds;
  CHECK(exit_code_for(result, thresholds) == kExitFindings);
  thresholds.ignores_old = true;
  CHECK(exit_code_for(result, thresholds) == kExitClean);
  result.findings[0].baseline_state = BaselineState::kNew;
  CHECK(exit_code_for(result, thresholds) == kExitFindings);
}

TEST_CASE("Verdicts that fail count from a level on, whatever the severity of their finding") {
  ScanResult result;
  result.findings = {finding_of(Severity::kInfo)};
  result.findings[0].policies = {{"X1", Outcome::kFail, "", "", "", Level::kWarning},
                                 {"X2", Outcome::kWaived, "", "", "", Level::kError}};
  ReportThresholds thresholds;
  thresholds.severity.reset();
  CHECK(exit_code_for(result, thresholds) == kExitClean);
  thresholds.policy_level = Level::kError;
  CHECK(exit_code_for(result, thresholds) == kExitClean);
  thresholds.policy_level = Level::kWarning;
  CHECK(exit_code_for(result, thresholds) == kExitFindings);
}

TEST_CASE("Findings that are less sure are dropped and counted, the others stay in their order") {
  ScanResult result;
  result.findings = {finding_of(Severity::kLow, Confidence::kHigh),
                     finding_of(Severity::kLow, Confidence::kLow),
                     finding_of(Severity::kHigh, Confidence::kMedium)};
  const std::uint64_t& dropped =
      result.scan.drops[static_cast<std::size_t>(DropReason::kLowConfidence)];
  drop_below(Confidence::kLow, result);
  CHECK(result.findings.size() == 3);
  CHECK(dropped == 0);
  drop_below(Confidence::kMedium, result);
  REQUIRE(result.findings.size() == 2);
  CHECK(result.findings[1].severity == Severity::kHigh);
  CHECK(dropped == 1);
  drop_below(Confidence::kHigh, result);
  CHECK(result.findings.size() == 1);
  CHECK(dropped == 2);
}

TEST_CASE("The fingerprint key comes from the environment, and a wrong one is an error") {
  const ScanFixture fixture;
  ::unsetenv("KEYHOUND_FINGERPRINT_KEY");
  CHECK(make_scan_context(fixture.engine())->key().is_default());
  ::setenv("KEYHOUND_FINGERPRINT_KEY", "", 1);
  CHECK(make_scan_context(fixture.engine())->key().is_default());
  ::setenv("KEYHOUND_FINGERPRINT_KEY", ("team:" + std::string(64, 'a')).c_str(), 1);
  CHECK(make_scan_context(fixture.engine())->key().id() == "team");
  ::setenv("KEYHOUND_FINGERPRINT_KEY", "team", 1);
  const auto wrong = make_scan_context(fixture.engine());
  ::unsetenv("KEYHOUND_FINGERPRINT_KEY");
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().kind == ErrorKind::kConfiguration);
  CHECK(wrong.error().message.starts_with("KEYHOUND_FINGERPRINT_KEY: "));
}

}  // namespace keyhound
