// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/query/sql_statement.h"

#include <doctest/doctest.h>

namespace keyhound::testing {

TEST_CASE("Everything from outside becomes a parameter, and parameters are numbered as they come") {
  QueryRequest request;
  request.question = find_question("new");
  request.owners = {"'; DROP TABLE findings; --", "b"};
  request.rules = {"{values}"};
  request.severity = Severity::kHigh;
  request.limit = 10;
  QueryScope scope;
  scope.since = "2026-11-30T00:00:00Z";
  scope.repository_ids = {7, 9};
  const SqlStatement statement = make_statement(request, scope).value();
  CHECK(statement.text().find("DROP") == std::string::npos);
  CHECK(statement.text().find('{') == std::string::npos);
  CHECK(statement.text().find("f.first_seen >= $1 AND f.severity_rank >= $2 AND f.repository_id IN "
                              "($3, $4)") != std::string::npos);
  REQUIRE(statement.parameters().size() == 8);
  CHECK(whole_number(statement.parameters()[1]) == 3);
  CHECK(text_of(statement.parameters()[4]) == "'; DROP TABLE findings; --");
  CHECK(text_of(statement.parameters()[6]) == "{values}");
  CHECK(whole_number(statement.parameters()[7]) == 11);
}

TEST_CASE("A value that a question names twice is bound once") {
  QueryRequest request;
  request.question = find_question("coverage");
  QueryScope scope;
  scope.subject_id = 42;
  const SqlStatement statement = make_statement(request, scope).value();
  REQUIRE(statement.parameters().size() == 1);
  CHECK(whole_number(statement.parameters()[0]) == 42);
}

}  // namespace keyhound::testing
