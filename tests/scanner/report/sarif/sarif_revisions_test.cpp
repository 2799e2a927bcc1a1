// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/sarif/sarif_revisions.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/scanner/report/sample_result.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("SarifRevisions names the tree of an older commit, and HEAD's SRCROOT") {
  Finding finding = secret_finding(
      {occurrence_at("a", 1), occurrence_at("b", 1, kSecondCommit), occurrence_at("c", 1, "")});
  finding.occurrences[1].in_head = true;
  const std::vector<const Finding*> findings = {&finding};
  const ScanResult result = clean_result();
  const SarifRevisions revisions(result.scan, findings);
  CHECK(revisions.base_id(finding.occurrences[0]) == "REV-111111111111");
  CHECK(revisions.base_id(finding.occurrences[1]) == "SRCROOT");
  CHECK(revisions.base_id(finding.occurrences[2]) == "SRCROOT");
  CHECK(revisions.base_id(occurrence_at("", 1, "")) == "");
  CHECK(revisions.base_ids().size() == 2);
  CHECK(revisions.provenance().size() == 2);
  CHECK(revisions.provenance()[1]["revisionId"] == kFirstCommit);
}

TEST_CASE("SarifRevisions without a remote names trees but no repository") {
  ScanInfo scan = clean_result().scan;
  scan.repository_uri = "/srv/git/pay";
  const SarifRevisions revisions(scan, {});
  CHECK(revisions.base_ids().size() == 1);
  CHECK(revisions.provenance().empty());
}

TEST_CASE("SarifRevisions beyond the limit keeps the commits that introduced a credential") {
  std::vector<Finding> owned;
  for (int i = 0; i < 300; ++i) {
    const std::string introduced = fmt::format("{:012x}{:028x}", 2 * i, 1);
    const std::string other = fmt::format("{:012x}{:028x}", 2 * i + 1, 1);
    owned.push_back(
        secret_finding({occurrence_at("a", 1, introduced), occurrence_at("a", 1, other)}));
  }
  std::vector<const Finding*> findings;
  for (const Finding& finding : owned) findings.push_back(&finding);
  const ScanResult result = clean_result();
  const SarifRevisions revisions(result.scan, findings);
  CHECK(revisions.base_ids().size() == 302);  // SRCROOT, one each, HISTORY
  CHECK(revisions.base_id(owned[299].occurrences[0]) == "REV-000000000256");
  CHECK(revisions.base_id(owned[299].occurrences[1]) == "HISTORY");
  CHECK(revisions.provenance().size() == 302);
}

TEST_CASE("primary_occurrence is the one in HEAD, else the first") {
  Finding finding = secret_finding({occurrence_at("a", 1), occurrence_at("b", 2)});
  CHECK(&primary_occurrence(finding) == &finding.occurrences[0]);
  finding.occurrences[1].in_head = true;
  CHECK(&primary_occurrence(finding) == &finding.occurrences[1]);
  finding.occurrences[1].location.part = LocationPart::kCommitMessage;
  CHECK(&primary_occurrence(finding) == &finding.occurrences[0]);
}
