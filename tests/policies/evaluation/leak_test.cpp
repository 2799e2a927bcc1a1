// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/leak.h"

#include "tests/policies/evaluation/judged.h"

namespace keyhound::testing {

TEST_CASE("A leak is as old as its earliest commit, and as new as its latest") {
  Finding finding = sample_finding("s", 2000);
  finding.occurrences.push_back(sample_finding("s", 1000).occurrences[0]);
  finding.occurrences.push_back(sample_finding("s").occurrences[0]);  // of no commit
  CHECK(time_of_leak(finding) == Timestamp{1000});
  CHECK(time_of_last_leak(finding) == Timestamp{2000});
  CHECK_FALSE(time_of_leak(sample_finding("s")));
  CHECK_FALSE(time_of_last_leak(sample_finding("s")));
}

TEST_CASE("What a review found to be no credential is no leak, a risk that is taken is one") {
  Finding finding = sample_finding("s");
  finding.accepted = Acceptance{"false-positive", "", std::nullopt, ""};
  CHECK_FALSE(is_leak(finding));
  finding.accepted->verdict = "test-value";
  CHECK_FALSE(is_leak(finding));
  finding.accepted->verdict = "accepted";
  CHECK(is_leak(finding));
  finding.accepted->verdict = "";
  CHECK(is_leak(finding));
}

TEST_CASE("Published samples and policy findings are no leaks") {
  Finding finding = sample_finding("s");
  CHECK(is_leak(finding));
  finding.is_documentation = true;
  CHECK_FALSE(is_leak(finding));
  finding = sample_finding("s");
  finding.kind = FindingKind::kPolicy;
  CHECK_FALSE(is_leak(finding));
}

}  // namespace keyhound::testing
