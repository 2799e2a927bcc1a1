// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/query/path_glob.h"

#include <doctest/doctest.h>

#include "scanner/store/query/sql_statement.h"

namespace keyhound::testing {
namespace {

struct Condition {
  std::string sql;
  std::vector<std::string> values;
};

Condition condition_of(std::string_view glob) {
  SqlStatement statement;
  append_path_condition(statement, "path", glob);
  Condition condition{statement.text(), {}};
  for (const SqlValue& value : statement.parameters())
    condition.values.emplace_back(text_of(value));
  return condition;
}

}  // namespace

TEST_CASE("A glob that begins with plain text becomes a range, which an index serves") {
  CHECK(plain_beginning("src/**/*.env") == "src/");
  const Condition condition = condition_of("src/**/*.env");
  CHECK(condition.sql == " AND path >= $1 AND path < $2 AND path LIKE $3 ESCAPE '!'");
  CHECK(condition.values == std::vector<std::string>{"src/", "src0", "src/%.env"});
}

TEST_CASE("A glob without special characters is the path") {
  const Condition condition = condition_of("src/a.env");
  CHECK(condition.sql == " AND path = $1");
  CHECK(condition.values == std::vector<std::string>{"src/a.env"});
}

TEST_CASE("What LIKE takes for special is taken literally") {
  CHECK(like_pattern("100%_!*") == "100!%!_!!%");
  CHECK(like_pattern("a?\\*b") == "a_*b");
  CHECK(like_pattern("**/x") == "%x");
  CHECK(condition_of("*").sql == " AND path LIKE $1 ESCAPE '!'");
}

TEST_CASE("The end of a range is valid UTF-8") {
  CHECK(condition_of("\xc3\xa9*").sql == " AND path >= $1 AND path LIKE $2 ESCAPE '!'");
  CHECK(condition_of("a\xc3\xa9*").values[1] == "b");
}

}  // namespace keyhound::testing
