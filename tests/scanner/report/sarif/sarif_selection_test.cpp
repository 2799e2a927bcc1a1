// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/sarif/sarif_selection.h"

#include <doctest/doctest.h>

#include "tests/scanner/report/judged_result.h"

using namespace keyhound;
using namespace keyhound::testing;

namespace {

ScanResult three_findings() {
  ScanResult result = clean_result();
  for (const Severity severity : {Severity::kLow, Severity::kCritical, Severity::kHigh}) {
    result.findings.push_back(secret_finding({occurrence_at("a", 1)}));
    result.findings.back().severity = severity;
  }
  return result;
}

}  // namespace

TEST_CASE("The worst findings are kept, in the order of the report") {
  const ScanResult result = three_findings();
  SarifProfile profile = kFullSarif;
  profile.max_results = 2;
  const SarifSelection selection = select_sarif_findings(result, profile);
  CHECK(selection.findings ==
        std::vector<const Finding*>{&result.findings[1], &result.findings[2]});
  CHECK(selection.over_results == 1);
  CHECK(sarif_omissions(selection) == Json({{"overResultLimit", 1}}));
}

TEST_CASE("Findings beyond the bytes are left out, the least severe first") {
  const ScanResult result = three_findings();
  SarifProfile profile = kGithubSarif;
  profile.max_bytes = 600;  // one fits, two do not
  const SarifSelection selection = select_sarif_findings(result, profile);
  CHECK(selection.findings == std::vector<const Finding*>{&result.findings[1]});
  CHECK(selection.over_bytes == 2);
}

TEST_CASE("Nothing left out is told by nothing") {
  const ScanResult result = three_findings();
  const SarifSelection selection = select_sarif_findings(result, kFullSarif);
  CHECK(selection.findings.size() == 3);
  CHECK(sarif_omissions(selection).empty());
  CHECK(sarif_diagnostics(result, kFullSarif, selection).empty());
}

TEST_CASE("Waived findings are left out for GitHub only") {
  const ScanResult result = judged_result();
  CHECK(select_sarif_findings(result, kFullSarif).waived == 0);
  const SarifSelection selection = select_sarif_findings(result, kGithubSarif);
  CHECK(selection.waived == 1);
  const auto diagnostics = sarif_diagnostics(result, kGithubSarif, selection);
  CHECK(diagnostics.size() == result.diagnostics.size() + 1);
  CHECK_FALSE(diagnostics.back().incomplete);
  CHECK(diagnostics.back().message.starts_with("1 waived finding is left out"));
}

TEST_CASE("Accepted findings are left out for GitHub alone, and counted") {
  ScanResult result = three_findings();
  result.findings[1].accepted = Acceptance();
  CHECK(select_sarif_findings(result, kFullSarif).findings.size() == 3);
  const SarifSelection selection = select_sarif_findings(result, kGithubSarif);
  CHECK(selection.findings.size() == 2);
  CHECK(sarif_omissions(selection) == Json({{"accepted", 1}}));
  const auto told = sarif_diagnostics(result, kGithubSarif, selection);
  REQUIRE(told.size() == 1);
  CHECK(told[0].kind == "sarif-accepted");
}
