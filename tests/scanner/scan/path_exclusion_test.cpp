// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/path_exclusion.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

Occurrence at(const std::string& path) {
  Occurrence occurrence;
  occurrence.location.path = path;
  return occurrence;
}

}  // namespace

TEST_CASE("Globs are over paths from the root, and a slash at the end means a directory") {
  const std::vector<std::string> globs = {"vendor/**", "docs/", "**/*.lock", "a?.txt"};
  const PathExclusion exclusion(globs, "");
  for (const char* path : {"vendor/a", "vendor/x/y/z", "docs/a.md", "x/y.lock", "y.lock", "ab.txt"})
    CHECK_MESSAGE(exclusion.covers(path), path);
  for (const char* path : {"src/vendor/a", "vendor", "docs", "xdocs/a", "a/b.txt", ""})
    CHECK_MESSAGE(!exclusion.covers(path), path);
  CHECK(exclusion.covers_directory("vendor"));
  CHECK(exclusion.covers_directory("docs"));
  CHECK_FALSE(exclusion.covers_directory("src"));
  CHECK_FALSE(PathExclusion({}, "").covers("vendor/a"));
}

TEST_CASE("Paths below a part of the repository are asked about from its root") {
  const std::vector<std::string> globs = {"src/vendor/**"};
  CHECK(PathExclusion(globs, "src/").covers("vendor/a"));
  CHECK(PathExclusion(globs, "src/").covers_directory("vendor"));
  CHECK_FALSE(PathExclusion(globs, "").covers("vendor/a"));
}

TEST_CASE("Findings lose their excluded places, and vanish with the last") {
  ScanResult result;
  result.findings.resize(3);
  result.findings[0].occurrences = {at("vendor/a"), at("src/a")};
  result.findings[1].occurrences = {at("vendor/a"), at("vendor/b")};
  result.findings[2].occurrences = {at("vendor/config")};
  result.findings[2].occurrences[0].location.part = LocationPart::kGitConfig;
  result.references.emplace().resize(2);
  result.references->at(0).location.path = "vendor/ci.yml";
  result.references->at(1).location.path = "ci.yml";
  const std::vector<std::string> globs = {"vendor/**"};
  drop_excluded(PathExclusion(globs, ""), result);
  REQUIRE(result.findings.size() == 2);
  REQUIRE(result.findings[0].occurrences.size() == 1);
  CHECK(result.findings[0].first().location.path == "src/a");
  CHECK(result.references->size() == 1);
  CHECK(result.scan.drops[static_cast<std::size_t>(DropReason::kPath)] == 1);
}

}  // namespace keyhound
