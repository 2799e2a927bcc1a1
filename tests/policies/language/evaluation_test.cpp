// SPDX-License-Identifier: Apache-2.0
// Hostile expressions: whatever they ask for, they end within the budget.
#include "policies/language/evaluation.h"

#include <doctest/doctest.h>

#include "cel_test_support.h"

namespace keyhound {
namespace {

constexpr const char* kSteps = "error: the expression took too many steps";
constexpr const char* kMemory = "error: the expression needs too much memory";

std::string repeated(std::string_view part, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += part;
  return text;
}

bool is_out_of_budget(const std::string& answer) { return answer == kSteps || answer == kMemory; }

TEST_CASE("Nested macros run out of steps, also where an operator would absorb the error") {
  std::string list = "[" + repeated("1,", 100) + "1]";
  std::string nested = "1 == 1";
  for (const char* name : {"a", "b", "c", "d"})
    nested = list + ".all(" + name + ", " + nested + ")";
  CHECK(evaluated(nested) == kSteps);
  CHECK(evaluated(nested + " || true") == kSteps);
  CHECK(evaluated("true || " + nested) == "true");
  CHECK(evaluated("[1].exists(x, " + nested + ") ? 1 : 1") == kSteps);
  for (const char* macro : {"exists", "exists_one", "filter", "map"}) {
    std::string other = "1 == 2";
    for (const char* name : {"a", "b", "c", "d"})
      other = list + "." + macro + "(" + name + ", " +
              (other == "1 == 2" ? other : "size([" + other + "]) == 2") + ")";
    CAPTURE(macro);
    CHECK(is_out_of_budget(evaluated(other)));
  }
}

TEST_CASE("Strings and lists that double run out of memory or steps") {
  std::string text = "['0123456789abcdef']";
  std::string list = "[[1, 2, 3, 4]]";
  for (int i = 0; i < 40; ++i) {
    text += ".map(x, x + x)";
    list += ".map(x, x + x)";
  }
  CHECK(is_out_of_budget(evaluated(text)));
  CHECK(is_out_of_budget(evaluated(list)));
  CHECK(is_out_of_budget(evaluated("size(" + text + ") == 1 || true")));
}

TEST_CASE("Work on long strings counts by their length") {
  std::string text = "['" + repeated("a", 8000) + "']";
  for (int i = 0; i < 9; ++i) text += ".map(x, x + x)";  // 4 MB
  const std::string list = "[" + repeated("1,", 100) + "1]";
  for (const char* use : {"s.contains('b')", "s == s", "s < s", "s.size() == 1", "s.startsWith(s)",
                          "s.endsWith(s)", "s.lowerAscii() == ''", "s in [s]", "s in {s: 1}",
                          "{s: 1} == {s: 2}", "{s: 1}[s] == 2", "s + s == s"}) {
    CAPTURE(use);
    CHECK(is_out_of_budget(
        evaluated(text + ".all(s, " + list + ".map(i, " + use + ").size() == 1)")));
  }
}

TEST_CASE("Patterns made at run time cost steps and are bounded in length") {
  const StdRegexCompiler regexes;
  CelEnvironment environment;
  environment.regexes = &regexes;
  const std::string list = "[" + repeated("1,", 2000) + "1]";
  CHECK(evaluated(list + ".map(i, 'b'.matches('a' + 'b')).size()", environment) == kSteps);
  CHECK(regexes.compiled <= 500);
  CHECK(evaluated("'a'.matches('" + repeated("a", 1000) + "' + 'a')", environment)
            .starts_with("error: the pattern of matches() is longer"));
}

TEST_CASE("A small arena bounds an evaluation, and the next one is free of it") {
  const auto program = CelProgram::compile("size('0123456789' + '0123456789')", {});
  REQUIRE(program);
  CelArena arena(16);
  CHECK(program->evaluate({}, arena).error_reason() == "the expression needs too much memory");
  CelArena roomy(32);
  CHECK(program->evaluate({}, roomy).as_int() == 20);
  roomy.reset();
  CHECK(program->evaluate({}, roomy).as_int() == 20);
}

}  // namespace
}  // namespace keyhound
