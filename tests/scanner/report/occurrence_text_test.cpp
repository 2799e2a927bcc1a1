// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/occurrence_text.h"

#include <doctest/doctest.h>

#include "tests/scanner/report/sample_result.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("describe_place names each kind of place") {
  Location location = occurrence_at("src/app.py", 3).location;
  CHECK(describe_place(location, kFirstCommit) == "src/app.py:3:12");
  location.part = LocationPart::kPath;
  CHECK(describe_place(location, kFirstCommit) == "file name src/app.py");
  location.part = LocationPart::kCommitMessage;
  CHECK(describe_place(location, kFirstCommit) == "commit message of 111111111111");
  location.part = LocationPart::kTagMessage;
  CHECK(describe_place(location, "") == "tag message");
  location = Location{};
  CHECK(describe_place(location, "") == "standard input:1:1");
}

TEST_CASE("count_of has separators and the right number") {
  CHECK(count_of(0, "file", "files") == "0 files");
  CHECK(count_of(1, "file", "files") == "1 file");
  CHECK(count_of(999, "file", "files") == "999 files");
  CHECK(count_of(1000, "file", "files") == "1,000 files");
  CHECK(count_of(12345678, "file", "files") == "12,345,678 files");
}

TEST_CASE("level_of a policy finding is the verdict's, of others the severity's") {
  Finding finding = policy_finding(false);
  PolicyVerdict verdict = finding.policies[0];
  verdict.level = Level::kWarning;
  finding.policies = {verdict};
  CHECK(level_of(finding) == Level::kWarning);
  CHECK(level_of(secret_finding({occurrence_at("a", 1)})) == Level::kError);
}
