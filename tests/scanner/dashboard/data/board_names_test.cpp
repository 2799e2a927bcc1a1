// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/dashboard/board_of_questions.h"
#include "tests/scanner/dashboard/data/written_files.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("Names give numbers their meaning") {
  const BoardModel model = board_of_questions();
  WrittenFiles written;
  REQUIRE(write_names_file(model, written.sink()).has_value());
  const std::string& text = written.files().at("names.js");
  REQUIRE(text.starts_with("khData.setNames("));
  const auto names = nlohmann::json::parse(text.substr(16, text.size() - 19));
  const BoardNames index(model);
  CHECK(names["now"] == kBoardNow.seconds);
  CHECK(names["rules"][static_cast<std::size_t>(index.rule("aws-key"))][1] == "AWS key");
  CHECK(names["owners"][static_cast<std::size_t>(index.owner("team-web"))] == "team-web");
  CHECK(names["owners"][static_cast<std::size_t>(index.owner(""))].is_null());
  CHECK(names["policies"][static_cast<std::size_t>(index.policy("USE1001"))][0] == "USE1001");
  CHECK(index.policy("NONE") == -1);
  CHECK(names["repositories"][1] == nlohmann::json({"github.com/acme/pay", 0, 3}));
}
