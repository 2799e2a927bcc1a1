// SPDX-License-Identifier: Apache-2.0
#include "scanner/migration/gitleaks_waivers.h"

#include <doctest/doctest.h>

#include "scanner/migration/json_input.h"

namespace keyhound {

TEST_CASE("Fingerprints of .gitleaksignore are read with and without a commit") {
  const std::string commit(40, 'a');
  const ForeignWaivers read =
      read_gitleaks_ignore("# accepted\r\n\n" + commit +
                               ":src\\a:b.c:generic-api-key:12\r\n./x.env:aws-access-token:3 \n",
                           ".gitleaksignore");
  REQUIRE(read.waivers.size() == 2);
  CHECK(read.waivers[0].commit == commit);
  CHECK(read.waivers[0].path == "src/a:b.c");
  CHECK(read.waivers[0].rule == "generic-api-key");
  CHECK(read.waivers[0].line == 12);
  CHECK(read.waivers[0].place == ".gitleaksignore:3");
  CHECK(read.waivers[1].commit.empty());
  CHECK(read.waivers[1].path == "x.env");
  CHECK(read.notes.empty());
}

TEST_CASE("A line of .gitleaksignore that is no fingerprint is told") {
  for (const std::string line :
       {"word", "a:b", "a:b:c", ":b:3", "a::3", "a:b:99999999999999999999", "a\xFF:b:3"}) {
    CAPTURE(line);
    const ForeignWaivers read = read_gitleaks_ignore(line, "i");
    CHECK(read.waivers.empty());
    REQUIRE(read.notes.size() == 1);
    CHECK(read.notes.front().place == "i:1");
  }
}

TEST_CASE("A gitleaks report is read in the keys of version 8 and of version 7") {
  const auto read = read_gitleaks_report(
      R"([{"RuleID":"r","File":"a.env","StartLine":3,"EndLine":5,"Commit":"AB","Secret":"s"},
          {"rule":"old","file":"b.env","lineNumber":7,"commit":"","offender":"s"},
          {"File":"c.env"}, 5])",
      "base.json");
  REQUIRE(read.has_value());
  REQUIRE(read->waivers.size() == 2);
  CHECK(read->waivers[0].line == 3);
  CHECK(read->waivers[0].end_line == 5);
  CHECK(read->waivers[0].commit == "ab");
  CHECK(read->waivers[1].rule == "old");
  CHECK(read->waivers[1].line == 7);
  CHECK(read->notes.size() == 2);
  CHECK(read_gitleaks_report("null", "base.json")->waivers.empty());
}

TEST_CASE("What is no gitleaks report is an error that names the file") {
  for (const char* text : {"{}", "", "[", "\"x\""}) {
    CAPTURE(text);
    const auto read = read_gitleaks_report(text, "base.json");
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().kind == ErrorKind::kConfiguration);
    CHECK(read.error().message.rfind("base.json: ", 0) == 0);
  }
}

TEST_CASE("JSON that is nested too deep is refused, not followed") {
  const std::string deep(100'000, '[');
  const auto parsed = parse_json_input(deep);
  REQUIRE_FALSE(parsed.has_value());
  const auto closed = parse_json_input(std::string(100, '[') + std::string(100, ']'));
  REQUIRE_FALSE(closed.has_value());
  CHECK(closed.error().message.find("64 levels") != std::string::npos);
}

}  // namespace keyhound
