// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/support/rendered_query.h"

namespace keyhound::testing {

TEST_CASE("JSON has the columns with their types, and the rows by their names") {
  on_question_stores([](QuestionStore& store) {
    QueryRequest request = query_of("new");
    request.since = "night-3";
    request.severity = Severity::kHigh;
    const std::string text = rendered_query(store, request, make_query_json);
    for (const char c : text) CHECK((c == '\n' || (c >= ' ' && c < 0x7f)));
    const auto json = nlohmann::json::parse(text);
    CHECK(json["schema"] == "keyhound/query/v1");
    CHECK(json["question"] == "new");
    CHECK(json["asked"] == "2026-11-30T12:00:00Z");
    CHECK(json["since"]["run"] == "night-3");
    CHECK(json["filters"]["severity"] == "high");
    REQUIRE(json["rows"].size() == 1);
    CHECK(json["count"] == 1);
    CHECK(json["has_more"] == false);
    CHECK(json["columns"][4]["type"] == "number");
    const auto& row = json["rows"][0];
    CHECK(row.size() == json["columns"].size());
    CHECK(row["line"] == 7);
    CHECK(row["in_head"] == true);
    CHECK(row["fixed"].is_null());
    CHECK(row["path"] == "src/\x1b[31mred.env");
    CHECK(row["author"] == "::error::\u202e");
  });
}

TEST_CASE("JSON without rows is whole, too") {
  on_question_stores([](QuestionStore& store) {
    QueryRequest request = query_of("new");
    request.rules = {"none"};
    const auto json = nlohmann::json::parse(rendered_query(store, request, make_query_json));
    CHECK(json["rows"].empty());
    CHECK(json["count"] == 0);
  });
}

}  // namespace keyhound::testing
