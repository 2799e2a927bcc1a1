// SPDX-License-Identifier: Apache-2.0
#include "scanner/ci/ci_run.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("An id of zeros names no commit, whatever its length; an empty one is none") {
  CHECK(is_zero_id("0000000000000000000000000000000000000000"));
  CHECK_FALSE(is_zero_id("0000000000000000000000000000000000000001"));
  CHECK_FALSE(is_zero_id(""));
}

TEST_CASE("A branch is named with and without its folder of refs") {
  CHECK(branch_of_ref("refs/heads/release/1") == "release/1");
  CHECK(branch_of_ref("main") == "main");
}

TEST_CASE("Each event has a name for people") {
  CHECK(to_string(CiEvent::kPullRequest) == "pull request");
  CHECK(to_string(CiEvent::kMergeQueue) == "merge queue");
  CHECK(to_string(CiEvent::kPush) == "push");
  CHECK(to_string(CiEvent::kTag) == "tag");
  CHECK(to_string(CiEvent::kSchedule) == "schedule");
  CHECK(to_string(CiEvent::kManual) == "manual run");
  CHECK(to_string(CiEvent::kOther) == "run");
}

}  // namespace keyhound
