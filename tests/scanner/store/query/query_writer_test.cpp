// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/query/query_writer.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/support/question_store.h"

namespace keyhound::testing {
namespace {

using Maker = std::function<std::unique_ptr<QueryWriter>(const QuerySink& sink)>;

std::string rendered(QuestionStore& store, const QueryRequest& request, const Maker& make) {
  std::string text;
  const QuerySink sink = [&text](std::string_view piece) {
    text += piece;
    return true;
  };
  const std::unique_ptr<QueryWriter> writer = make(sink);
  const auto answer = answer_query(store.database(), request, *writer);
  REQUIRE_MESSAGE(answer.has_value(), answer.error().message);
  return text;
}

Maker text_of_width(std::size_t width) {
  return [width](const QuerySink& sink) { return make_query_text(sink, width); };
}

std::size_t longest_line(const std::string& text) {
  std::size_t longest = 0;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::size_t length = 0;
    for (const char c : line) length += (static_cast<unsigned char>(c) & 0xC0U) != 0x80 ? 1 : 0;
    longest = std::max(longest, length);
  }
  return longest;
}

}  // namespace

TEST_CASE("A table has a head, its rows, and their number, with nothing that moves a cursor") {
  on_question_stores([](QuestionStore& store) {
    const std::string text = rendered(store, query_of("new"), text_of_width(0));
    CHECK(text ==
          "Findings that were not there before\n\n"
          "severity  rule        repository           path                 line  owner     first "
          "seen        fingerprint\n"
          "critical  github-pat  github.com/acme/web  src/\\x1B[31mred.env     7  team-pay  "
          "2026-11-30 02:15  kh1:aaaa\n\n1 row.\n");
    QueryRequest request = query_of("places");
    CHECK(rendered(store, request, text_of_width(0)).find(": :error::\\u{202E}") !=
          std::string::npos);
  });
}

TEST_CASE("A table fits the terminal: the widest columns give way, and paths keep their end") {
  on_question_stores([](QuestionStore& store) {
    for (const std::size_t width : {120U, 100U, 80U, 70U}) {
      CAPTURE(width);
      CHECK(longest_line(rendered(store, query_of("open"), text_of_width(width))) <= width);
    }
    const std::string text = rendered(store, query_of("open"), text_of_width(80));
    CHECK(text.find("\u2026") != std::string::npos);
    CHECK(text.find("/ci.yml ") != std::string::npos);
  });
}

TEST_CASE("No rows and rows that were left out are said") {
  on_question_stores([](QuestionStore& store) {
    QueryRequest request = query_of("open");
    request.limit = 1;
    CHECK(rendered(store, request, text_of_width(0)).find("The first 1 rows; there are more.") !=
          std::string::npos);
    request.rules = {"none"};
    CHECK(rendered(store, request, text_of_width(0)).ends_with("\n\nNo rows.\n"));
  });
}

TEST_CASE("JSON has the columns with their types, and the rows by their names") {
  on_question_stores([](QuestionStore& store) {
    QueryRequest request = query_of("new");
    request.since = "night-3";
    request.severity = Severity::kHigh;
    const std::string text = rendered(store, request, make_query_json);
    for (const char c : text) CHECK((c == '\n' || (c >= ' ' && c < 0x7f)));
    const auto json = nlohmann::json::parse(text);
    CHECK(json["schema"] == "keyhound/query/v1");
    CHECK(json["question"] == "new");
    CHECK(json["asked"] == "2026-11-30T12:00:00Z");
    CHECK(json["since"]["run"] == "night-3");
    CHECK(json["filters"]["severity"] == "high");
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
    const auto json = nlohmann::json::parse(rendered(store, request, make_query_json));
    CHECK(json["rows"].empty());
    CHECK(json["count"] == 0);
  });
}

TEST_CASE("CSV names its columns, and no cell is a formula or an escape") {
  on_question_stores([](QuestionStore& store) {
    const std::string text = rendered(store, query_of("waived"), make_query_csv);
    CHECK(text.starts_with("\"severity\",\"rule\",\"repository\","));
    CHECK(text.find("\"'=a value of a test\"") != std::string::npos);
    CHECK(text.find("\r\n") != std::string::npos);
    CHECK(rendered(store, query_of("open"), make_query_csv).find('\x1b') == std::string::npos);
  });
}

TEST_CASE("A sink that refuses ends the question with an error") {
  on_question_stores([](QuestionStore& store) {
    const QuerySink sink = [](std::string_view) { return false; };
    for (const Maker& make : {text_of_width(0), Maker(make_query_json), Maker(make_query_csv)}) {
      const std::unique_ptr<QueryWriter> writer = make(sink);
      CHECK_FALSE(answer_query(store.database(), query_of("open"), *writer).has_value());
    }
  });
}

}  // namespace keyhound::testing
