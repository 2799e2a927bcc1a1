// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/sarif/sarif_locations.h"

#include <doctest/doctest.h>

#include "tests/scanner/report/sample_result.h"

using namespace keyhound;
using namespace keyhound::testing;

namespace {

Json region_of(const Finding& finding) {
  const ScanResult result = clean_result();
  const std::vector<const Finding*> findings = {&finding};
  const SarifRevisions revisions(result.scan, findings);
  return sarif_location(finding, revisions)["physicalLocation"]["region"];
}

}  // namespace

TEST_CASE("SARIF regions stay within what readers accept") {
  Finding finding = secret_finding({occurrence_at("a", 1)});
  Location& location = finding.occurrences[0].location;

  SUBCASE("no line or column 0") {
    location.start = {0, 0};
    location.end = {0, 0};
    CHECK(region_of(finding)["startLine"] == 1);
    CHECK(region_of(finding)["endColumn"] == 1);
  }
  SUBCASE("no end before the start") {
    location.start = {5, 7};
    location.end = {5, 3};
    CHECK(region_of(finding)["endColumn"] == 7);
  }
  SUBCASE("no number beyond 32 bits") {
    location.start.column = 3'000'000'000;
    location.end.column = 3'000'000'009;
    CHECK(region_of(finding)["startColumn"] == 2147483647);
  }
  SUBCASE("a file name is shown at the start of the file, without a snippet") {
    location.part = LocationPart::kPath;
    CHECK(region_of(finding)["startColumn"] == 1);
    CHECK_FALSE(region_of(finding).contains("snippet"));
  }
  SUBCASE("a snippet is redacted") {
    CHECK(region_of(finding)["snippet"]["text"] == finding.secret_redacted);
  }
}

TEST_CASE("SARIF related locations have ids from 1 and at most 100 places") {
  std::vector<Occurrence> places;
  for (std::uint64_t line = 1; line <= 150; ++line) places.push_back(occurrence_at("a", line));
  const Finding finding = secret_finding(places);
  const ScanResult result = clean_result();
  const std::vector<const Finding*> findings = {&finding};
  const Json related = sarif_related_locations(finding, SarifRevisions(result.scan, findings));
  REQUIRE(related.size() == 100);
  CHECK(related[0]["id"] == 1);
  CHECK(related[0]["physicalLocation"]["region"]["startLine"] == 2);
  CHECK(related[99]["id"] == 100);
}
