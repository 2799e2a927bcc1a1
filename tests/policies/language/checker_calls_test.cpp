// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "cel_test_support.h"
#include "credential_record.h"

namespace keyhound {
namespace {

std::string type_of(std::string_view text) {
  const auto program = CelProgram::compile(text, credential_environment());
  return program ? to_string(program->type()) : program.error().message;
}

TEST_CASE("Functions and macros have the types of their results") {
  CHECK(type_of("size('a')") == "int");
  CHECK(type_of("int(dyn(1))") == "int");
  CHECK(type_of("dyn(1)") == "dyn");
  CHECK(type_of("[1].all(x, true)") == "bool");
  CHECK(type_of("[1].filter(x, true)") == "list(int)");
  CHECK(type_of("[1].map(x, 'a')") == "list(string)");
  CHECK(type_of("[1].map(x, true, [x])") == "list(list(int))");
  CHECK(type_of("{'a': 1}.filter(k, true)") == "list(dyn)");
  CHECK(type_of("cred.history.map(h, h.last_rotated)") == "list(timestamp?)");
  CHECK(type_of("timestamp('2026-01-01')") == "timestamp");
  CHECK(type_of("has(cred.lifecycle)") == "bool");
}

TEST_CASE("Calls that cannot work are refused, and say how to write them") {
  CHECK(type_of("size(1)") == "1:1: size() is not defined for int");
  CHECK(type_of("'a'.contains(1)") == "1:5: contains() is not defined for string and int");
  CHECK(type_of("startsWith('a', 'b')") == "1:1: write x.startsWith(), not startsWith(x)");
  CHECK(type_of("'a'.int()") == "1:5: write int(x), not x.int()");
  CHECK(type_of("size()") == "1:1: size() takes 1 argument");
  CHECK(type_of("'a'.contains('b', 'c')") == "1:5: contains() takes 1 argument");
  CHECK(type_of("[1].all(x)") == "1:5: all() takes a variable and an expression: list.all(x, ...)");
  CHECK(type_of("[1].all(1, true)") == "1:9: all() needs the name of a variable here");
  CHECK(type_of("[1].exists(x, x)") == "1:15: exists() needs a bool, and this is int");
  CHECK(type_of("now.all(x, true)") ==
        "1:5: all() goes over a list or a map, and this is timestamp");
  CHECK(type_of("has(cred)") == "1:1: has() takes the selection of a field: has(x.field)");
  CHECK(type_of("has(cred.x)") == "1:10: credential has no field 'x'");
}

TEST_CASE("Times and durations that are literals are read at load, others when they run") {
  CHECK(type_of("false && duration('x') > params.grace").starts_with("1:10: the text is no"));
  CHECK(evaluated("duration('x' + '') > duration('1s')").starts_with("error: the text is no"));
}

}  // namespace
}  // namespace keyhound
