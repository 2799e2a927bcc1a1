// SPDX-License-Identifier: Apache-2.0
// keyhound dashboard as people and scripts call it; tests/browser looks at its pages.
#include <doctest/doctest.h>

#include "tests/support/program.h"
#include "tests/support/question_store.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {

TEST_CASE("dashboard writes the pages of a store and says how large they are") {
  const TempDir temp;
  fill_question_store(temp / "store.db");
  const RunResult run =
      keyhound({"dashboard", "--store", temp / "store.db", "--output", temp / "board", "--now",
                "2026-11-30T12:00:00Z", "--title", "ACME & friends"});
  INFO(run.describe());
  CHECK(run.exit_code == 0);
  CHECK(run.out.find("/board: 4 repositories, 6 findings; ") != std::string::npos);
  CHECK(run.out.find(" MB\n") != std::string::npos);
  const std::string index = temp.read_file("board/index.html");
  CHECK(index.find("ACME &amp; friends") != std::string::npos);
  CHECK(index.find("As of 2026-11-30 12:00 UTC") != std::string::npos);
}

TEST_CASE("dashboard takes the store of the environment, and replaces its own pages") {
  const TempDir temp;
  fill_question_store(temp / "store.db");
  RunOptions options;
  options.environment["KEYHOUND_STORE"] = temp / "store.db";
  for (int i = 0; i < 2; ++i) {
    const RunResult run = keyhound({"dashboard", "--output", temp / "board"}, options);
    INFO(run.describe());
    CHECK(run.exit_code == 0);
  }
}

TEST_CASE("dashboard refuses a folder of something else unless it is forced") {
  const TempDir temp;
  fill_question_store(temp / "store.db");
  temp.write_file("site/index.html", "mine");
  temp.write_file("site/CNAME", "acme.example");
  const RunResult refused =
      keyhound({"dashboard", "--store", temp / "store.db", "--output", temp / "site"});
  CHECK(refused.exit_code == 2);
  CHECK(refused.err.find("--force") != std::string::npos);
  CHECK(temp.read_file("site/index.html") == "mine");
  const RunResult forced =
      keyhound({"dashboard", "--store", temp / "store.db", "--output", temp / "site", "--force"});
  CHECK(forced.exit_code == 0);
  CHECK(temp.read_file("site/CNAME") == "acme.example");
}

TEST_CASE("dashboard says what is wrong: no store, no time, no folder") {
  const TempDir temp;
  fill_question_store(temp / "store.db");
  const RunResult missing =
      keyhound({"dashboard", "--store", temp / "none.db", "--output", temp / "board"});
  CHECK(missing.exit_code != 0);
  CHECK(missing.err.find("none.db") != std::string::npos);
  CHECK_FALSE(temp.exists("board"));
  const RunResult time = keyhound(
      {"dashboard", "--store", temp / "store.db", "--output", temp / "board", "--now", "soon"});
  CHECK(time.exit_code == 2);
  CHECK(time.err.find("--now") != std::string::npos);
  CHECK(keyhound({"dashboard", "--store", temp / "store.db"}).exit_code == 2);
}

}  // namespace keyhound::testing
