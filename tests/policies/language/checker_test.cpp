// SPDX-License-Identifier: Apache-2.0
#include "policies/language/checker.h"

#include <doctest/doctest.h>

#include "cel_test_support.h"
#include "credential_record.h"

namespace keyhound {
namespace {

std::string type_of(std::string_view text) {
  const auto program = CelProgram::compile(text, credential_environment());
  return program ? to_string(program->type()) : program.error().message;
}

TEST_CASE("Expressions have the types of their parts") {
  CHECK(type_of("1 + 2") == "int");
  CHECK(type_of("now - now") == "duration");
  CHECK(type_of("now - params.grace") == "timestamp");
  CHECK(type_of("params.grace + now") == "timestamp");
  CHECK(type_of("[1, 2]") == "list(int)");
  CHECK(type_of("[1, 'a']") == "list(dyn)");
  CHECK(type_of("[1, null]") == "list(int?)");
  CHECK(type_of("[[1], ['a']]") == "list(list(dyn))");
  CHECK(type_of("{'a': 1}") == "map(int)");
  CHECK(type_of("{'a': 1}.a") == "int");
  CHECK(type_of("[1][0]") == "int");
  CHECK(type_of("true ? 1 : null") == "int?");
  CHECK(type_of("true ? 1 : 'a'") == "dyn");
  CHECK(type_of("cred.history[0]") == "record lifecycle");
  CHECK(type_of("cred.history + cred.history") == "list(record lifecycle)");
  CHECK(type_of("dyn(1) + dyn(2)") == "dyn");
  CHECK(type_of("dyn(1) - now") == "duration");
}

TEST_CASE("A variable of a macro hides others of its name, and ends with the macro") {
  CHECK(type_of("[1].map(cred, cred)") == "list(int)");
  CHECK(type_of("['a'].map(params, params)") == "list(string)");
  CHECK(type_of("[{'period': 1}].map(params, params.period)") == "list(int)");
  CHECK(type_of("[1].map(x, ['a'].map(x, x))") == "list(list(string))");
  CHECK(type_of("[1].map(x, x) + [x]") == "1:18: unknown variable 'x'");
}

TEST_CASE("has() of a variable with dots asks whether it is null") {
  CelEnvironment environment;
  environment.variables = {{"params.a", cel_nullable(kCelInt)}, {"params.b.c", kCelInt}};
  const std::vector<CelValue> values = {CelValue::null(), CelValue::integer(2)};
  CHECK(evaluated("has(params.a)", environment, values) == "false");
  CHECK(evaluated("has(params.b.c)", environment, values) == "true");
  CHECK(evaluated("params.b.c", environment, values) == "2");
}

}  // namespace
}  // namespace keyhound
