// SPDX-License-Identifier: Apache-2.0
// What macros answer stands in conformance/macros.txt; here is what they do with variables.
#include <doctest/doctest.h>

#include "cel_test_support.h"

namespace keyhound {
namespace {

TEST_CASE("Macros go over lists and maps that a caller made, errors inside included") {
  CelEnvironment environment;
  environment.variables = {{"list", kCelList}, {"map", kCelMap}};
  CelArena arena;
  const CelValue list[] = {CelValue::error("unread"), CelValue::integer(2)};
  const CelMapEntry entries[] = {{CelValue::text("b"), CelValue::integer(1)},
                                 {CelValue::text("a"), CelValue::error("unread")}};
  const std::vector<CelValue> values = {CelValue::list(list), CelValue::map(arena.map_of(entries))};
  const auto value = [&](std::string_view text) { return evaluated(text, environment, values); };
  CHECK(value("list.exists(x, x == 2)") == "true");
  CHECK(value("list.all(x, x == 2)") == "error: unread");
  CHECK(value("list.map(x, x)") == "error: unread");
  CHECK(value("list.size()") == "2");
  CHECK(value("map.map(k, k)") == R"(["a","b"])");
  CHECK(value("map.exists(k, map[k] == 1)") == "true");
  CHECK(value("map.all(k, map[k] == 1)") == "error: unread");
  CHECK(value("map.b") == "1");
}

TEST_CASE("A macro inside of another sees both variables, one behind another its own") {
  CHECK(evaluated("[1, 2].map(x, [3, 4].map(y, [x, y]))[1][0]") == "[2,3]");
  CHECK(evaluated("[1, 2].map(x, x + 1).filter(x, x > 2).map(y, [y].map(x, x + y))") == "[[6]]");
}

}  // namespace
}  // namespace keyhound
