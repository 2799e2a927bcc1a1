// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/json/finding_json.h"

#include <doctest/doctest.h>

#include "tests/scanner/report/sample_result.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("finding_json cuts the list of occurrences but not their number") {
  const Finding finding =
      secret_finding({occurrence_at("a", 1), occurrence_at("b", 2), occurrence_at("c", 3)});
  const Json cut = finding_json(finding, 2);
  CHECK(cut["occurrences"].size() == 2);
  CHECK(cut["occurrence_count"] == 3);
  CHECK(finding_json(finding, 0)["occurrences"].size() == 3);
}

TEST_CASE("finding_json leaves out what does not apply") {
  const Json json = finding_json(secret_finding({occurrence_at("a", 1, "")}), 0);
  for (const char* key : {"credential", "waived", "related", "identity", "also_matched"}) {
    CAPTURE(key);
    CHECK_FALSE(json.contains(key));
  }
  CHECK_FALSE(json["location"].contains("commit"));
  CHECK_FALSE(json["location"].contains("part"));
  CHECK_FALSE(json["location"].contains("path_bytes"));
  CHECK(json["occurrences"][0]["in_worktree"] == true);
  CHECK_FALSE(json["occurrences"][0].contains("reachable"));
}

TEST_CASE("diagnostic_json keeps the bytes of a subject that is not UTF-8") {
  const Json json = diagnostic_json({"unreadable-file", "a\xff", "why", true});
  CHECK(json["subject"] == "a\xef\xbf\xbd");
  CHECK(json["subject_bytes"] == "Yf8=");
  CHECK(json["incomplete"] == true);
}

TEST_CASE("finding_json has what accepts the finding") {
  Finding finding = secret_finding({occurrence_at("a", 1)});
  finding.accepted = Acceptance{"accepted", "known", parse_timestamp("2027-01-31").value(), "base"};
  CHECK(finding_json(finding, 0)["accepted"] == Json({{"verdict", "accepted"},
                                                      {"reason", "known"},
                                                      {"until", "2027-01-31T00:00:00Z"},
                                                      {"path", "base"}}));
  finding.accepted = Acceptance{"", "", std::nullopt, "base"};
  CHECK(finding_json(finding, 0)["accepted"] == Json({{"path", "base"}}));
}
