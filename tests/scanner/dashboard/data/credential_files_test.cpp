// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/dashboard/board_of_questions.h"
#include "tests/scanner/dashboard/data/written_files.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("A credential has one row with its places in all repositories") {
  const BoardModel model = board_of_questions();
  WrittenFiles written;
  REQUIRE(write_credential_files(model, BoardNames(model), written.sink()).has_value());
  const auto rows = written.rows("credentials-0.js");
  REQUIRE(rows.size() == 5);
  CHECK(rows[0]["fingerprint"] == "kh1:aaaa");
  CHECK(rows[0]["repositories"] == 2);
  CHECK(rows[0]["open"] == 2);
  CHECK(rows[0]["severity"] == 4);
  REQUIRE(rows[0]["places"].size() == 2);
  CHECK(rows[0]["places"][1][0] == 2);
  CHECK(rows[0]["places"][1][4] == model.findings[3].key);
}
