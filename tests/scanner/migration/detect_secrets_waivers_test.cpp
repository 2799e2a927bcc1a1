// SPDX-License-Identifier: Apache-2.0
#include "scanner/migration/detect_secrets_waivers.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

Status check(std::string_view regex) {
  if (regex.find("(?!") == std::string_view::npos) return {};
  return fail(ErrorKind::kConfiguration, "invalid perl operator: (?!");
}

}  // namespace

TEST_CASE("Results of a detect-secrets baseline are waivers with the hash of their secret") {
  const auto read = read_detect_secrets_baseline(
      R"({"version":"1.5.0","results":{"a\\b.py":[
            {"type":"Secret Keyword","hashed_secret":"ABCD","line_number":4,"is_secret":false},
            {"type":"AWS Access Key","hashed_secret":"ef","line_number":9,"is_secret":true},
            {"type":"Base64 High Entropy String","hashed_secret":"12"}]}})",
      ".secrets.baseline", check);
  REQUIRE(read.has_value());
  REQUIRE(read->waivers.size() == 3);
  CHECK(read->waivers[0].path == "a/b.py");
  CHECK(read->waivers[0].secret_sha1 == "abcd");
  CHECK(read->waivers[0].verdict == "false-positive");
  CHECK(read->waivers[1].verdict == "accepted");
  CHECK(read->waivers[1].line == 9);
  CHECK(read->waivers[2].line == 0);
}

TEST_CASE("Filters of detect-secrets become allowlists, and those that cannot are told") {
  const auto read = read_detect_secrets_baseline(
      R"({"results":{},"filters_used":[
            {"path":"detect_secrets.filters.heuristic.is_sequential_string"},
            {"path":"detect_secrets.filters.regex.should_exclude_file","pattern":["^vendor/","x"]},
            {"path":"detect_secrets.filters.regex.should_exclude_line","pattern":"nosecret"},
            {"path":"detect_secrets.filters.regex.should_exclude_secret","pattern":["(?!a)b"]},
            {"path":"detect_secrets.filters.wordlist.should_exclude_secret","file_name":"w"},
            {"path":"file://own.py::filter"}],
          "plugins_used":[{"name":"AWSKeyDetector"},{"name":"Own","path":"file://own.py"}]})",
      "b", check);
  REQUIRE(read.has_value());
  REQUIRE(read->allowlists.size() == 3);
  CHECK(read->allowlists[0].paths == std::vector<std::string>{"^vendor/"});
  CHECK(read->allowlists[2].regexes == std::vector<std::string>{"nosecret"});
  CHECK(read->allowlists[2].target == Allowlist::Target::kLine);
  CHECK(read->notes.size() == 4);
}

TEST_CASE("The older form of a detect-secrets baseline names what it excludes") {
  const auto read = read_detect_secrets_baseline(
      R"({"results":{},"exclude":{"files":"^a$","lines":null}})", "b", check);
  REQUIRE(read.has_value());
  REQUIRE(read->allowlists.size() == 1);
  CHECK(read->allowlists.front().paths == std::vector<std::string>{"^a$"});
}

TEST_CASE("What is no detect-secrets baseline is an error that names the file") {
  for (const char* text : {"[]", "{}", "{\"results\":[]}", "nothing"}) {
    CAPTURE(text);
    const auto read = read_detect_secrets_baseline(text, "b", check);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().message.rfind("b: ", 0) == 0);
  }
}

}  // namespace keyhound
