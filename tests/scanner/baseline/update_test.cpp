// SPDX-License-Identifier: Apache-2.0
#include "scanner/baseline/update.h"

#include <doctest/doctest.h>

#include "tests/scanner/baseline/baseline_findings.h"

namespace keyhound {

TEST_CASE("What is new is added, and what was reviewed stays as it was") {
  BaselineEntry reviewed = entry_of("a", "accepted");
  reviewed.note = "a note";
  const std::vector<Finding> findings = {finding_of("a"), finding_of("b"), finding_of("b"),
                                         finding_of("c", FindingKind::kPolicy),
                                         finding_of("d", FindingKind::kPipeline)};
  const BaselineChange change = update_baseline(baseline_of({reviewed}), findings, "check", false);
  CHECK(change.added.size() == 2);
  CHECK(change.unused.empty());
  CHECK(change.baseline.key_check == "check");
  REQUIRE(change.baseline.entries.size() == 3);
  bool has_reviewed = false;
  for (const BaselineEntry& one : change.baseline.entries)
    has_reviewed = has_reviewed || (one.verdict == "accepted" && one.note == "a note");
  CHECK(has_reviewed);
}

TEST_CASE("Entries of no finding stay unless they are pruned, and are named both times") {
  const Baseline baseline = baseline_of({entry_of("a"), entry_of("gone")});
  const std::vector<Finding> findings = {finding_of("a")};
  const BaselineChange kept = update_baseline(baseline, findings, "", false);
  CHECK(kept.unused.size() == 1);
  CHECK(kept.baseline.entries.size() == 2);
  const BaselineChange pruned = update_baseline(baseline, findings, "", true);
  CHECK(pruned.unused.size() == 1);
  CHECK(pruned.baseline.entries.size() == 1);
}

TEST_CASE("An entry goes over to the new key with its verdict") {
  const auto key = FingerprintKey::create("new", std::vector<std::uint8_t>(16, 1));
  Finding finding = finding_of("a");
  finding.previous_fingerprints = {finding.fingerprint.short_form()};
  finding.fingerprint = print_of("a", *key);
  const BaselineChange change =
      update_baseline(baseline_of({entry_of("a", "accepted")}), {finding}, "", false);
  CHECK(change.rekeyed == 1);
  CHECK(change.added.empty());
  CHECK(change.unused.empty());
  REQUIRE(change.baseline.entries.size() == 1);
  CHECK(change.baseline.entries[0].fingerprint == print_of("a", *key).short_form());
  CHECK(change.baseline.entries[0].verdict == "accepted");
}

}  // namespace keyhound
