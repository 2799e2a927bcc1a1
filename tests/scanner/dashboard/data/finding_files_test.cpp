// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/dashboard/board_of_questions.h"
#include "tests/scanner/dashboard/data/written_files.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("Rows of findings and their details stand in the same order") {
  const BoardModel model = board_of_questions();
  WrittenFiles written;
  REQUIRE(write_finding_files(model, BoardNames(model), written.sink()).has_value());
  const auto rows = written.rows("findings-0.js");
  const auto details = written.rows("details-0.js");
  REQUIRE(rows.size() == 6);
  REQUIRE(details.size() == 6);
  CHECK(rows[0]["redacted"] == "ghp***1");
  CHECK(rows[0]["reuse"] == 2);
  CHECK(rows[0]["state"] == "existing");
  CHECK(rows[0]["policies"].size() == 2);
  CHECK(details[0]["fingerprint"] == "kh1:aaaa");
  CHECK(details[0]["spots"].size() == 2);
  CHECK(details[0]["verdicts"][0] ==
        nlohmann::json({"ROT1002", "fail", "not rotated since it leaked", nullptr}));
  CHECK(rows[3]["path"] == "src/\\x1B[31mred.env");
  CHECK(details[3]["author"] == "::error::\\u{202E}");
}

TEST_CASE("The key of a finding follows from what it is") {
  const BoardModel first = board_of_questions();
  const BoardModel second = board_of_questions();
  CHECK(first.findings[0].key == second.findings[0].key);
  CHECK(first.findings[0].key.size() == 16);
  CHECK(first.findings[0].key != first.findings[3].key);  // the same value elsewhere
}

TEST_CASE("An identity that is no object of texts is no reason to fail") {
  BoardModel model = board_of_questions();
  model.findings[0].identity = "{\"key_id\": \"K1\", \"n\": 3}";
  model.findings[1].identity = "{broken";
  WrittenFiles written;
  REQUIRE(write_finding_files(model, BoardNames(model), written.sink()).has_value());
  const auto details = written.rows("details-0.js");
  CHECK(details[0]["identity"] == nlohmann::json::array({{"key_id", "K1"}, {"n", "3"}}));
  CHECK(details[1]["identity"].empty());
}
