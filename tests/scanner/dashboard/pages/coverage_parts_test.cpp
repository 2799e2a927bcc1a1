// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/pages/coverage_parts.h"

#include "tests/scanner/dashboard/board_of_questions.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("Coverage counts what was read to its end, and is never rounded up") {
  const CoverageCounts counts = coverage_counts(board_of_questions());
  CHECK(counts.planned == 4);
  CHECK(counts.scanned == 2);
  CHECK(counts.incomplete == 1);
  CHECK_FALSE(counts.is_complete);
  CHECK(coverage_percent(counts) == "33.3\u00a0%");
  CHECK(coverage_words(counts) == "1 of 3 targets read");
  CoverageCounts most;
  most.planned = 100'000;
  most.unchanged = 99'999;
  CHECK(coverage_percent(most) == "99.9\u00a0%");
  CHECK(coverage_percent(CoverageCounts()) == "none");
}

TEST_CASE("A notice says what was not read, and nothing when all was") {
  BoardModel model = board_of_questions();
  const std::string notice = coverage_notice(model);
  CHECK(has_text(notice, "1 target failed"));
  CHECK(has_text(notice, "1 target was read in part"));
  CHECK(has_text(notice, "The list of targets broke off"));
  for (BoardRepository& one : model.repositories) one.target.outcome = "unchanged";
  model.runs.back().is_plan_complete = true;
  CHECK(coverage_notice(model).empty());
  model.repositories[0].target.outcome = "something new";
  CHECK(has_text(coverage_notice(model), "1 target is pending"));
  CHECK(has_text(coverage_notice(BoardModel()), "The store has no run yet."));
}
