// SPDX-License-Identifier: Apache-2.0
#include "scanner/baseline/accept.h"

#include <doctest/doctest.h>

#include "scanner/base/end_date.h"
#include "tests/scanner/baseline/baseline_findings.h"

namespace keyhound {
namespace {

const Timestamp kNow = *parse_timestamp("2026-12-01");

}  // namespace

TEST_CASE("A finding with an entry is accepted, wherever it stands") {
  std::vector<Finding> findings = {finding_of("a"), finding_of("b")};
  const Baseline baseline = baseline_of({entry_of("a", "accepted")});
  const BaselineUse use = accept_findings(baseline, "base", kNow, findings);
  CHECK(use.accepted == 1);
  CHECK(use.unused.empty());
  REQUIRE(findings[0].accepted);
  CHECK(findings[0].accepted->verdict == "accepted");
  CHECK(findings[0].accepted->path == "base");
  CHECK_FALSE(findings[0].is_open());
  CHECK_FALSE(findings[1].accepted);
}

TEST_CASE("An entry is about one rule, and never about what a policy found") {
  std::vector<Finding> findings = {finding_of("a"), finding_of("a", FindingKind::kPolicy)};
  findings[0].rule_id = "other";
  const BaselineUse use = accept_findings(baseline_of({entry_of("a")}), "base", kNow, findings);
  CHECK(use.accepted == 0);
  CHECK(use.unused.size() == 1);
}

TEST_CASE("An entry that ended accepts nothing and is told, not called unused") {
  std::vector<Finding> findings = {finding_of("a")};
  BaselineEntry entry = entry_of("a");
  entry.until = *parse_end_date("2026-11-30");
  const Baseline baseline = baseline_of({entry});
  const BaselineUse use = accept_findings(baseline, "base", kNow, findings);
  CHECK_FALSE(findings[0].accepted);
  CHECK(use.unused.empty());
  const auto told = diagnose_baseline(baseline, "base", use, true);
  REQUIRE(told.size() == 1);
  CHECK(told[0].kind == "expired-baseline-entry");
  CHECK(told[0].message.find("ended on 2026-11-30") != std::string::npos);
  CHECK_FALSE(told[0].incomplete);
}

TEST_CASE("An entry holds on its last day") {
  std::vector<Finding> findings = {finding_of("a")};
  BaselineEntry entry = entry_of("a");
  entry.until = *parse_end_date("2026-12-01");
  CHECK(accept_findings(baseline_of({entry}), "base", kNow, findings).accepted == 1);
}

TEST_CASE("Entries of no finding are told where the run saw everything, some by name") {
  std::vector<BaselineEntry> entries;
  for (int i = 0; i < 25; ++i) entries.push_back(entry_of(std::to_string(i)));
  const Baseline baseline = baseline_of(entries);
  std::vector<Finding> findings;
  const BaselineUse use = accept_findings(baseline, "base", kNow, findings);
  CHECK(use.unused.size() == 25);
  CHECK(diagnose_baseline(baseline, "base", use, false).empty());
  const auto told = diagnose_baseline(baseline, "base", use, true);
  REQUIRE(told.size() == 21);
  CHECK(told[0].message.starts_with("line 7: nothing that was scanned has kh1:"));
  CHECK(told.back().message == "and 5 more entries");
}

TEST_CASE("A finding is known under a key that served before") {
  const auto key = FingerprintKey::create("new", std::vector<std::uint8_t>(16, 1));
  Finding finding = finding_of("a");
  finding.previous_fingerprints = {finding.fingerprint.short_form()};
  finding.fingerprint = print_of("a", *key);
  std::vector<Finding> findings = {finding};
  const Baseline baseline = baseline_of({entry_of("a")});
  CHECK(accept_findings(baseline, "base", kNow, findings).accepted == 1);
  CHECK(fits_key(baseline, *key, {FingerprintKey()}));
  CHECK_FALSE(fits_key(baseline, *key, {}));
  CHECK(fits_key(Baseline(), *key, {}));
  CHECK(diagnose_wrong_key(baseline, "base").message.find("KEYHOUND_FINGERPRINT_KEY") !=
        std::string::npos);
}

}  // namespace keyhound
