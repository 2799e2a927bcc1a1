// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/run_baseline.h"

#include <doctest/doctest.h>

#include "scanner/baseline/update.h"
#include "tests/scanner/scan/scan_fixture.h"
#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

Finding finding_of(const std::string& secret) {
  Finding finding;
  finding.rule_id = "acme";
  finding.fingerprint = fingerprint(FingerprintKey(), "acme", secret);
  finding.occurrences.emplace_back();
  return finding;
}

std::string baseline_text(const std::vector<Finding>& findings) {
  return write_baseline(
      update_baseline({}, findings, key_check_of(FingerprintKey()), false).baseline);
}

}  // namespace

TEST_CASE("No baseline is no error, one that is named and missing is") {
  const testing::TempDir dir;
  const auto none = RunBaseline::load({}, dir.str());
  REQUIRE(none);
  CHECK_FALSE(*none);
  const auto missing = RunBaseline::load({dir / "none", false}, dir.str());
  REQUIRE_FALSE(missing);
  CHECK(missing.error().kind == ErrorKind::kConfiguration);
  dir.write_file(".keyhound-baseline", "nonsense");
  CHECK_FALSE(RunBaseline::load({}, dir.str()));
  const auto off = RunBaseline::load({"", true}, dir.str());
  REQUIRE(off);
  CHECK_FALSE(*off);
}

TEST_CASE("A run's findings are accepted, and what is of no use is told when it saw everything") {
  const ScanFixture fixture;
  const testing::TempDir dir;
  dir.write_file(".keyhound-baseline", baseline_text({finding_of("a"), finding_of("gone")}));
  const auto baseline = RunBaseline::load({}, dir.str());
  REQUIRE(baseline);
  REQUIRE(*baseline);
  CHECK((*baseline)->path() == ".keyhound-baseline");
  ScanResult result;
  result.findings = {finding_of("a"), finding_of("b")};
  (*baseline)->accept(fixture.context(), true, result);
  CHECK(result.findings[0].accepted);
  CHECK_FALSE(result.findings[1].accepted);
  REQUIRE(result.diagnostics.size() == 1);
  CHECK(result.diagnostics[0].kind == "unused-baseline-entry");
  CHECK(result.diagnostics[0].subject == ".keyhound-baseline");
  CHECK(result.complete());

  ScanResult partial;
  (*baseline)->accept(fixture.context(), false, partial);
  CHECK(partial.diagnostics.empty());
  ScanResult broken;
  broken.diagnostics.push_back({"unreadable-file", "a", "", true});
  (*baseline)->accept(fixture.context(), true, broken);
  CHECK(broken.diagnostics.size() == 1);
}

}  // namespace keyhound
