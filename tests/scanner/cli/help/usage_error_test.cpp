// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/help/usage_error.h"

#include <doctest/doctest.h>

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "scanner/cli/program.h"

namespace keyhound {
namespace {

// What the program says to a command line that it refuses.
std::string complaint(std::vector<const char*> words) {
  words.insert(words.begin(), "keyhound");
  const Program program = make_program();
  try {
    program.app->parse(static_cast<int>(words.size()), words.data());
  } catch (const CLI::ParseError& error) {
    return explain_usage_error(*program.app, error).message;
  }
  return "accepted";
}

}  // namespace

TEST_CASE("A mistyped option is answered with the nearest one, and where options are listed") {
  CHECK(complaint({"scan", "--stagd"}) ==
        "scan: there is no option '--stagd'. Did you mean --staged?\n"
        "'keyhound scan --help' lists the options and shows examples.");
  CHECK(complaint({"scan", "--fromat=json", "."}).find("Did you mean --format?") !=
        std::string::npos);
  CHECK(complaint({"rules", "list", "--ruels", "x"})
            .find("rules list: there is no option '--ruels'. "
                  "Did you mean --rules?") == 0);
  CHECK(complaint({"--verison"}).find("Did you mean --version?") != std::string::npos);
}

TEST_CASE("A mistyped command is answered with the nearest one") {
  CHECK(complaint({"scna", "."}) ==
        "there is no command 'scna'. Did you mean 'scan'?\n"
        "'keyhound --help' lists the commands and shows examples.");
  CHECK(
      complaint({"rules", "lst"}).find("rules: there is no command 'lst'. Did you mean 'list'?") ==
      0);
  CHECK(complaint({"frobnicate"}).find("there is no command 'frobnicate'\n") == 0);
  CHECK(complaint({"rules", "frobnicate"}).find("choose from list, show, test") !=
        std::string::npos);
}

TEST_CASE("An option that is given twice is not said to lack a value") {
  CHECK(complaint({"ci", "--output-dir", "a", "--output-dir", "b"})
            .find("--output-dir is given twice") != std::string::npos);
}

TEST_CASE("An option of another command, or in front of its command, is told apart") {
  CHECK(complaint({"pipelines", "--dry-run"})
            .find("it belongs to 'keyhound scan', 'keyhound verify'") != std::string::npos);
  CHECK(complaint({"--staged", "scan"})
            .find("'--staged' belongs behind the command: 'keyhound scan --staged'") == 0);
  CHECK(complaint({"scan", "-x"}).find("scan: there is no option '-x'\n") == 0);
}

TEST_CASE("What is missing is named with what it is for") {
  CHECK(complaint({"rules"}).find("rules: a command is missing; choose from list, show") == 0);
  CHECK(complaint({"explain"}).find("explain: PLACE is missing: FILE:LINE") == 0);
  CHECK(complaint({"scan", "--format"}).find("scan: --format needs a value: Report format") == 0);
  CHECK(complaint({"evidence", "export", "l.jsonl"}).find("evidence export: --format is missing") ==
        0);
  CHECK(complaint({"scan", "--archive-limit", "1GB"}).find("--archive-limit requires --archives") !=
        std::string::npos);
}

TEST_CASE("A wrong value is named with what is allowed") {
  CHECK(
      complaint({"scan", "--color", "alwys"})
          .find("scan: --color: 'alwys' is none of auto, always, never. Did you mean 'always'?") ==
      0);
  CHECK(complaint({"scan", "--threads", "many"})
            .find("scan: --threads: 'many' is not between 0 and 1024\n") == 0);
  CHECK(complaint({"scan", "--threads", "9999"})
            .find("scan: --threads: '9999' is not between 0 and 1024\n") == 0);
}

TEST_CASE("A value that has been taken apart, and a bound that is none, are not shown") {
  CHECK(complaint({"scan", "--memory-limit", "x"})
            .find("scan: --memory-limit: the value is no SIZE") == 0);
  CHECK(complaint({"scan", "--max-occurrences", "-1"})
            .find("scan: --max-occurrences: '-1' is not 0 or more\n") == 0);
}

TEST_CASE("An argument too many is named") {
  CHECK(complaint({"scan", "a", "b"}).find("scan: 'b' is one argument too many\n") == 0);
  CHECK(complaint({"version", "now"}).find("version: 'now' is one argument too many\n") == 0);
}

}  // namespace keyhound
