// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/gitlab/gitlab_details.h"

#include "tests/scanner/report/covered_result.h"
#include "tests/scanner/report/golden.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("GitLab details say only what there is to say") {
  const Json details = gitlab_details(secret_finding({occurrence_at("a.env", 1)}));
  CHECK(details["exposure"]["value"] == "in history only");
  CHECK(details["introduced"]["type"] == "commit");
  for (const char* absent : {"owner", "credential", "validity", "policies", "places", "baseline"})
    CHECK_FALSE(details.contains(absent));
}

TEST_CASE("GitLab details list further places within a limit, and say how many are left") {
  Finding finding = secret_finding({occurrence_at("a.env", 1)});
  for (std::uint64_t line = 2; line <= 60; ++line)
    finding.occurrences.push_back(occurrence_at("b.env", line));
  finding.occurrences.push_back(occurrence_at("", 1));
  const Json items = gitlab_details(finding)["places"]["items"];
  REQUIRE(items.size() == 51);
  CHECK(items[0]["type"] == "file-location");
  CHECK(items[50]["value"] == "and 10 more places");
}
