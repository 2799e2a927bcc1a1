// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/dashboard/board_of_questions.h"
#include "tests/scanner/dashboard/data/written_files.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("Each repository has a row, each target of the last run one, and what its view adds") {
  const BoardModel model = board_of_questions();
  WrittenFiles written;
  REQUIRE(write_repository_files(model, written.sink()).has_value());
  const auto rows = written.rows("repositories-0.js");
  REQUIRE(rows.size() == 4);
  CHECK(rows[1]["open"] == nlohmann::json({0, 0, 0, 1, 1}));
  CHECK(rows[1]["fixed"] == 1);
  CHECK(rows[2]["covered"] == 0);
  const auto targets = written.rows("targets-0.js");
  REQUIRE(targets.size() == 4);
  CHECK(targets[0]["reason"] == "archived");
  CHECK(targets[2]["incomplete"] == 1);
  CHECK(targets[2]["message"] == "it is not there");
  CHECK(targets[3]["seconds"] == 600.0);
  const auto about = written.rows("about-0.js");
  CHECK(about[1]["former"] == "github.com/acme/payments");
  CHECK(about[1]["suppressions"].size() == 1);
  CHECK(about[1]["suppression_count"] == 1);
  CHECK(about[2]["diagnostics"][0][1] == "abcdef");
  CHECK(about[2]["diagnostic_count"] == 1);
  CHECK(about[2]["unread_count"] == 1);
  CHECK(about[0]["scan"].is_null());
}

TEST_CASE("A repository that the last run did not plan is no target of it") {
  BoardModel model = board_of_questions();
  model.repositories[0].target = {};
  WrittenFiles written;
  REQUIRE(write_repository_files(model, written.sink()).has_value());
  CHECK(written.rows("targets-0.js").size() == 3);
}
