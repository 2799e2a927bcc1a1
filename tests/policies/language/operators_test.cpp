// SPDX-License-Identifier: Apache-2.0
// What operators answer stands in conformance/; here are their words.
#include "policies/language/operators.h"

#include <doctest/doctest.h>

#include "cel_test_support.h"

namespace keyhound {
namespace {

TEST_CASE("Every binary operator is found by how it is written") {
  for (const char* symbol : {"==", "!=", "<", "<=", ">", ">=", "in", "+", "-", "*", "/", "%"}) {
    CAPTURE(symbol);
    const auto op = binary_operator(symbol);
    REQUIRE(op);
    CHECK(operator_symbol(*op) == symbol);
  }
  CHECK(!binary_operator("&&"));
  CHECK(!binary_operator(""));
}

TEST_CASE("Errors of operators say what went wrong, and quote no value") {
  CHECK(evaluated("1 / 0") == "error: division by zero");
  CHECK(evaluated("9223372036854775807 + 1").starts_with("error: the number is out of range"));
  CHECK(evaluated("dyn('secret') + 1") == "error: '+' is not defined for string and int");
  CHECK(evaluated("dyn(null) + 1") == "error: a value is null where it must not be");
  CHECK(evaluated("1 in dyn('secret')") ==
        "error: 'in' looks into lists and maps, and this is string");
  CHECK(evaluated("timestamp('9999-12-31') + duration('24h')") ==
        "error: the time lies outside of the years 1 to 9999");
}

}  // namespace
}  // namespace keyhound
