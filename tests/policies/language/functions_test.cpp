// SPDX-License-Identifier: Apache-2.0
// What functions answer stands in conformance/; here is the table itself.
#include "policies/language/functions.h"

#include <doctest/doctest.h>

#include <set>

#include "cel_test_support.h"

namespace keyhound {
namespace {

TEST_CASE("Rows of one name stand together, agree in style and arity, and differ in types") {
  std::set<std::string_view> finished;
  const auto rows = cel_functions();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CAPTURE(rows[i].name);
    CHECK((rows[i].call != nullptr));
    CHECK((rows[i].arity == 1 || rows[i].arity == 2));
    CHECK(finished.count(rows[i].name) == 0);
    if (i + 1 == rows.size() || rows[i + 1].name != rows[i].name) {
      finished.insert(rows[i].name);
      continue;
    }
    CHECK(rows[i + 1].style == rows[i].style);
    CHECK(rows[i + 1].arity == rows[i].arity);
    CHECK(rows[i + 1].parameters != rows[i].parameters);
  }
  CHECK(function_names().size() == finished.size());
  CHECK(find_functions("int").size() == 4);
  CHECK(find_functions("getSeconds").size() == 2);
  CHECK(find_functions("nothing").empty());
}

TEST_CASE("Strings that are no UTF-8 are counted and searched without harm") {
  CelEnvironment environment;
  environment.variables = {{"s", kCelString}};
  const std::vector<CelValue> values = {CelValue::text("a\xff\xc3")};
  CHECK(evaluated("s.size()", environment, values) == "3");
  CHECK(evaluated("s.contains('a')", environment, values) == "true");
  CHECK(evaluated("s.lowerAscii() == s", environment, values) == "true");
}

TEST_CASE("A function of null says what is null") {
  CelEnvironment environment;
  environment.variables = {{"s", cel_nullable(kCelString)}};
  CHECK(evaluated("s.startsWith('a')", environment, {CelValue::null()}) ==
        "error: 's' is null here");
  CHECK(evaluated("'a'.startsWith(s)", environment, {CelValue::null()}) ==
        "error: 's' is null here");
  CHECK(evaluated("size(s)", environment, {CelValue::null()}) == "error: 's' is null here");
}

}  // namespace
}  // namespace keyhound
