// SPDX-License-Identifier: Apache-2.0
#include "policies/language/cel_program.h"

#include <doctest/doctest.h>

#include "cel_test_support.h"
#include "credential_record.h"

namespace keyhound {
namespace {

TEST_CASE("A condition reads fields of records, through fields that may be null") {
  const TestCredential credential = rotated_credential();
  const CelEnvironment environment = credential_environment();
  const auto values = credential_values(&credential);
  const auto value = [&](std::string_view text) { return evaluated(text, environment, values); };
  CHECK(value("cred.id") == "\"prod-db\"");
  CHECK(value("cred != null && cred.lifecycle.last_rotated != null") == "true");
  CHECK(value("now - cred.lifecycle.last_rotated > params.period + params.grace") == "true");
  CHECK(value("'web' in cred.tags") == "true");
  CHECK(value("cred.tags.exists(t, t.startsWith('we'))") == "true");
  CHECK(value("cred.history.map(h, h.last_rotated)") == R"(["2026-01-01T00:00:00Z",null])");
  CHECK(value("cred.history.filter(h, h.last_rotated != null).size()") == "1");
  CHECK(value("has(cred.lifecycle)") == "true");
  CHECK(value("cred == cred && cred in [cred]") == "true");
  CHECK(value("[cred][0].id") == "\"prod-db\"");
  CHECK(value("dyn(cred).id") == "\"prod-db\"");
  CHECK(value("dyn(cred).nothing") == "error: credential has no field 'nothing'");
}

TEST_CASE("A field of null is an error that names what is null, never a silent value") {
  const CelEnvironment environment = credential_environment();
  const auto values = credential_values(nullptr);
  const auto value = [&](std::string_view text) { return evaluated(text, environment, values); };
  CHECK(value("cred == null") == "true");
  CHECK(value("cred != null && cred.id == 'a'") == "false");
  CHECK(value("cred.id == 'a'") == "error: 'cred' is null here");
  CHECK(value("has(cred.lifecycle)") == "error: 'cred' is null here");
  CHECK(value("cred.id == 'a' || true") == "true");
  TestCredential bare;
  const auto bare_values = credential_values(&bare);
  const auto bare_value = [&](std::string_view text) {
    return evaluated(text, environment, bare_values);
  };
  CHECK(bare_value("has(cred.lifecycle)") == "false");
  CHECK(bare_value("cred.lifecycle.last_rotated < now") == "error: 'cred.lifecycle' is null here");
  bare.lifecycle = std::make_unique<TestLifecycle>();
  CHECK(bare_value("cred.lifecycle.last_rotated < now") ==
        "error: 'cred.lifecycle.last_rotated' is null here");
  CHECK(bare_value("now - cred.lifecycle.last_rotated > params.period") ==
        "error: 'cred.lifecycle.last_rotated' is null here");
  CHECK(bare_value("cred.lifecycle.last_rotated == null") == "true");
}

TEST_CASE("What is wrong is found at load, with its place and the nearest name") {
  struct Row {
    const char* text;
    const char* reason;
  };
  const Row kRows[] = {
      {"", "1:1: the expression ends too early"},
      {"crde.id", "1:1: unknown variable 'crde', did you mean 'cred'?"},
      {"cred.idd", "1:6: credential has no field 'idd', did you mean 'id'?"},
      {"cred.lifecycle.lastrotated",
       "1:16: lifecycle has no field 'lastrotated', did you mean "
       "'last_rotated'?"},
      {"params.perod", "1:8: unknown variable 'params.perod', did you mean 'params.period'?"},
      {"params", "1:1: unknown variable 'params'"},
      {"cred.id.startswith('a')", "1:9: unknown function 'startswith', did you mean 'startsWith'?"},
      {"true &&\n  cred.id", "2:8: '&&' needs a bool, and this is string"},
      {"'\u00e9\u00e9' + 1", "1:6: '+' is not defined for string and int"},
      {"now > params.period", "1:5: '>' is not defined for timestamp and duration"},
      {"cred.id == null", "1:9: string and null are never equal"},
      {"cred.lifecycle == 1", "1:16: record lifecycle? and int are never equal"},
      {"cred.history.all(h, h.lst == null)", "1:23: lifecycle has no field 'lst'"},
      {"duration('1x') > params.grace",
       "1:1: the text is no duration: write \"90m\", \"1.5s\" or "
       "\"P90D\""},
      {"cred.id.matches('(')", "1:17: this is no regular expression: bad pattern"},
  };
  const StdRegexCompiler regexes;
  CelEnvironment environment = credential_environment();
  environment.regexes = &regexes;
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    const auto program = CelProgram::compile(row.text, environment);
    REQUIRE(!program);
    CHECK(program.error().kind == ErrorKind::kConfiguration);
    const std::string& message = program.error().message;
    CHECK(message.substr(0, std::string(row.reason).size()) == row.reason);
  }
}

TEST_CASE("A program knows its type and which variables it mentions") {
  const auto program =
      CelProgram::compile("cred != null ? cred.tags : []", credential_environment());
  REQUIRE(program);
  CHECK(to_string(program->type()) == "list(dyn)");
  CHECK(program->uses(0));
  CHECK(!program->uses(1));
  CHECK(!program->uses(99));
  const auto nullable =
      CelProgram::compile("cred.lifecycle.last_rotated", credential_environment());
  REQUIRE(nullable);
  CHECK(to_string(nullable->type()) == "timestamp?");
}

TEST_CASE("An error in a variable surfaces only where the variable is used") {
  CelEnvironment environment;
  environment.variables = {{"a", kCelBool}, {"b", kCelBool}};
  const std::vector<CelValue> values = {CelValue::error("a is unknown"), CelValue::boolean(true)};
  CHECK(evaluated("b", environment, values) == "true");
  CHECK(evaluated("a || b", environment, values) == "true");
  CHECK(evaluated("a && b", environment, values) == "error: a is unknown");
  CHECK(evaluated("[a]", environment, values) == "error: a is unknown");
  CHECK(evaluated("a == b", environment, values) == "error: a is unknown");
}

TEST_CASE("A value of another type than was declared is an error or read by name") {
  const TestCredential credential = rotated_credential();
  CelEnvironment environment = credential_environment();
  auto values = credential_values(&credential);
  values[0] = CelValue::integer(1);
  CHECK(evaluated("cred.id", environment, values) == "error: '.id' is not defined for int");
  values[0] = CelValue::record(kTestLifecycle, credential.lifecycle.get());
  CHECK(evaluated("cred.id", environment, values) == "error: lifecycle has no field 'id'");
}

TEST_CASE("A program outlives the text that it was made from, and can be copied") {
  CelArena arena;
  std::string text = "'abc' + \"\\n\"";
  auto program = CelProgram::compile(text, {});
  REQUIRE(program);
  text.assign(text.size(), '?');
  const CelProgram copy = *program;
  CHECK(to_json_text(copy.evaluate({}, arena)) == "\"abc\\n\"");
}

TEST_CASE("matches() without a compiler of regular expressions is refused at load") {
  CHECK(evaluated("'a'.matches('a')").starts_with("refused: 1:5: matches() cannot be used"));
}

TEST_CASE("Patterns that are literals are compiled once, at load") {
  const StdRegexCompiler regexes;
  CelEnvironment environment;
  environment.regexes = &regexes;
  environment.variables = {{"s", kCelString}};
  const auto program = CelProgram::compile("s.matches('^a')", environment);
  REQUIRE(program);
  CHECK(regexes.compiled == 1);
  CelArena arena;
  const CelValue text[] = {CelValue::text("abc")};
  CHECK(program->evaluate(text, arena).as_bool());
  CHECK(program->evaluate(text, arena).as_bool());
  CHECK(regexes.compiled == 1);
  std::string many = "s.matches('a')";
  for (int i = 0; i < 64; ++i) many += " || s.matches('a')";
  CHECK(evaluated(many, environment, {CelValue::text("")}).find("64 regular") != std::string::npos);
}

}  // namespace
}  // namespace keyhound
