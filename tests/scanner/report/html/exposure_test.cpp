// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/html/exposure.h"

#include <doctest/doctest.h>

#include "tests/scanner/report/sample_result.h"

using namespace keyhound;
using namespace keyhound::testing;

namespace {

Occurrence committed_at(std::int64_t seconds) {
  Occurrence place = occurrence_at("a.env", 1);
  place.commit.committed = {seconds};
  return place;
}

Occurrence removed_at(std::int64_t introduced, std::int64_t removed) {
  Occurrence place = committed_at(introduced);
  place.removed = std::make_shared<const CommitInfo>(
      CommitInfo{std::string(kSecondCommit), "Bo", "bo@example.org", {removed}});
  return place;
}

}  // namespace

TEST_CASE("A secret is exposed from its oldest commit to the removal of its last place") {
  const FindingExposure exposure =
      exposure_of(secret_finding({removed_at(300, 500), removed_at(100, 400)}));
  CHECK(exposure.introduced == Timestamp{100});
  CHECK(exposure.removed == Timestamp{500});
  CHECK(exposure.standing == Standing::kHistory);
}

TEST_CASE("While one place stands the exposure has no end") {
  Occurrence standing = committed_at(300);
  SUBCASE("in HEAD") { standing.in_head = true; }
  SUBCASE("in the work tree") { standing.in_worktree = true; }
  const FindingExposure exposure = exposure_of(secret_finding({removed_at(100, 400), standing}));
  CHECK(exposure.introduced == Timestamp{100});
  CHECK_FALSE(exposure.removed);
  CHECK(exposure.standing == Standing::kCurrent);
}

TEST_CASE("What was removed and stands in the work tree again is exposed") {
  Occurrence again = removed_at(100, 400);
  again.in_worktree = true;
  CHECK_FALSE(exposure_of(secret_finding({again})).removed);
}

TEST_CASE("A place of another branch is in the history, and nobody removed it") {
  const FindingExposure exposure = exposure_of(secret_finding({committed_at(100)}));
  CHECK_FALSE(exposure.removed);
  CHECK(exposure.standing == Standing::kHistory);
}

TEST_CASE("What no commit has is current and has no beginning") {
  const FindingExposure exposure = exposure_of(secret_finding({occurrence_at("a.env", 1, "")}));
  CHECK_FALSE(exposure.introduced);
  CHECK(exposure.standing == Standing::kCurrent);
}

TEST_CASE("What no ref reaches is told apart") {
  Occurrence lost = committed_at(100);
  lost.reachable = false;
  CHECK(exposure_of(secret_finding({lost})).standing == Standing::kUnreachable);
  CHECK(to_string(Standing::kUnreachable) == "unreachable");
}
