// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/model/board_model.h"

#include <doctest/doctest.h>

using namespace keyhound;

TEST_CASE("A tally counts as open what is new, goes on or came back") {
  BoardTally tally;
  tally.add("new", 4, 2);
  tally.add("existing", 3, 3);
  tally.add("regressed", 0, 1);
  tally.add("waived", 4, 7);
  tally.add("fixed", 4, 9);
  CHECK(tally.open() == 6);
  CHECK(tally.urgent() == 5);
  CHECK(tally.waived == 7);
  CHECK(tally.fixed == 9);
  CHECK(board_severity(4) == "critical");
  CHECK(board_severity(99) == "critical");
}

TEST_CASE("A repository is covered when it was read to the end, or left out for a reason") {
  BoardRepository one;
  for (const auto& [outcome, is_covered] : {std::pair<const char*, bool>{"excluded", true},
                                            {"unchanged", true},
                                            {"failed", false},
                                            {"pending", false},
                                            {"scanned", false},
                                            {"", true}}) {
    CAPTURE(outcome);
    one.target.outcome = outcome;
    CHECK(one.is_covered() == is_covered);
  }
  one.target.outcome = "scanned";
  one.scan = BoardScan();
  CHECK(one.is_covered());
  one.scan->is_complete = false;
  CHECK_FALSE(one.is_covered());
}

TEST_CASE("A total that a run has not is none") {
  BoardRun run;
  run.totals["findings.open"] = 3;
  CHECK(run.total("findings.open") == 3);
  CHECK(run.total("findings.new") == 0);
}
