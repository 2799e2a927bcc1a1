// SPDX-License-Identifier: Apache-2.0
// The tables in conformance/: a row is an expression, " ==> " and its result: JSON, "error" (it is
// one when it runs) or "refused" (it is one at load). What they say comes from the specification,
// https://github.com/google/cel-spec/blob/master/doc/langdef.md.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "cel_test_support.h"
#include "policies/json.h"
#include "tests/support/build_places.h"

namespace keyhound {
namespace {

// JSON with texts in one spelling, and numbers in theirs.
std::string normalized(const std::string& text) {
  const bool has_text = text.find('"') != std::string::npos;
  if (!has_text) return text;
  const auto json = parse_json(text);
  return json ? json->dump() : text;
}

std::string kind_of_answer(const std::string& answer) {
  for (const char* kind : {"error", "refused"})
    if (answer.starts_with(std::string(kind) + ": ")) return kind;
  return normalized(answer);
}

TEST_CASE("Every expression of the conformance tables has the result that stands beside it") {
  const StdRegexCompiler regexes;
  CelEnvironment environment;
  environment.regexes = &regexes;
  const std::filesystem::path folder =
      std::filesystem::path(testing::kSourceDir) / "tests/policies/language/conformance";
  std::size_t rows = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path());
    std::string line;
    while (std::getline(file, line)) {
      const std::size_t arrow = line.rfind(" ==> ");
      if (arrow == std::string::npos) {
        CHECK((line.empty() || line.front() == '#'));
        continue;
      }
      ++rows;
      CAPTURE(entry.path().filename().string());
      CAPTURE(line);
      const std::string answer = evaluated(line.substr(0, arrow), environment);
      CAPTURE(answer);
      const std::string expected = line.substr(arrow + 5);
      CHECK(kind_of_answer(answer) == normalized(expected));
    }
  }
  CHECK(rows >= 900);
}

}  // namespace
}  // namespace keyhound
