// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/dashboard/board_of_questions.h"
#include "tests/scanner/dashboard/data/written_files.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("Owners, objections and exceptions are lists of their own") {
  const BoardModel model = board_of_questions();
  WrittenFiles written;
  REQUIRE(write_governance_files(model, written.sink()).has_value());
  CHECK(written.rows("owners-0.js").size() == 3);
  CHECK(written.rows("subjects-0.js")[1]["subject"] == "credential:web-key");
  const auto exceptions = written.rows("exceptions-0.js");
  REQUIRE(exceptions.size() == 4);
  CHECK(exceptions[0]["id"] == "EXC-2");
  CHECK(exceptions[0]["state"] == "ended");
  CHECK(exceptions[1]["findings"] == 1);
  CHECK(exceptions[2]["state"] == "not-in-force");
  CHECK(exceptions[3]["kind"] == "Suppression");
  CHECK(exceptions[3]["state"] == "ends-soon");
}

TEST_CASE("What waives findings and is not in the registry is an exception too") {
  BoardModel model = board_of_questions();
  BoardException baseline;
  baseline.id = "baseline";
  baseline.is_registered = false;
  baseline.is_in_force = true;
  model.exceptions = {baseline};
  WrittenFiles written;
  REQUIRE(write_governance_files(model, written.sink()).has_value());
  CHECK(written.rows("exceptions-0.js")[0]["kind"] == "Baseline");
}
