// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/query/question.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "tests/support/build_places.h"
#include "tests/support/question_store.h"

namespace keyhound::testing {
namespace {

std::string read_document(const char* path) {
  std::ifstream stream(std::filesystem::path(kSourceDir) / path);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

// What stands below "### name" of docs/store.md, up to the next heading.
std::string section_of(const std::string& document, const std::string& name) {
  const std::size_t begin = document.find("\n### " + name + "\n");
  if (begin == std::string::npos) return {};
  const std::size_t end = document.find("\n#", begin + 4);
  return document.substr(begin, end - begin);
}

}  // namespace

TEST_CASE("Each question has a name of its own, a line about it, and columns with descriptions") {
  std::set<std::string_view> names;
  for (const Question* question : questions()) {
    CAPTURE(std::string(question->name));
    CHECK(names.insert(question->name).second);
    CHECK(std::regex_match(std::string(question->name), std::regex("[a-z]+(-[a-z]+)*")));
    CHECK(question->description.size() > 10);
    CHECK(question->description.size() < 80);
    CHECK_FALSE(question->description.ends_with('.'));
    CHECK_FALSE(question->order_by.empty());
    std::set<std::string_view> columns;
    for (const QuestionColumn& column : question->columns) {
      CAPTURE(std::string(column.name));
      CHECK(columns.insert(column.name).second);
      CHECK(std::regex_match(std::string(column.name), std::regex("[a-z]+(_[a-z]+)*")));
      CHECK_FALSE(column.description.empty());
    }
    CHECK(find_question(question->name) == question);
  }
  CHECK(names.size() >= 16);
  CHECK(find_question("nonsense") == nullptr);
}

TEST_CASE("Each question is documented with its columns") {
  const std::string document = read_document("docs/store.md");
  for (const Question* question : questions()) {
    const std::string section = section_of(document, std::string(question->name));
    CAPTURE(std::string(question->name));
    REQUIRE_FALSE(section.empty());
    for (const QuestionColumn& column : question->columns) {
      CAPTURE(std::string(column.name));
      const bool is_finding_list = section.find("the columns of findings") != std::string::npos;
      const std::string& where = is_finding_list ? document : section;
      CHECK(where.find("`" + std::string(column.name) + "`") != std::string::npos);
    }
  }
}

TEST_CASE("Every question can be asked with each of its filters and sorted by each column") {
  on_question_stores([](QuestionStore& store) {
    for (const Question* question : questions()) {
      CAPTURE(std::string(question->name));
      QueryRequest request = query_of(question->name);
      if (question->subject == SubjectKind::kCredential) request.subject = "kh1:aaaa";
      if (question->subject == SubjectKind::kRepository) request.subject = "acme/pay";
      const std::vector<std::string_view> first = {question->columns.front().name};
      for (const std::uint64_t limit : {0U, 2U}) {
        request.limit = limit;
        const QueryRows rows = store.ask(request, first);
        CHECK_FALSE(rows.empty());
        for (const QuestionColumn& column : question->columns) {
          CAPTURE(std::string(column.name));
          QueryRequest sorted = request;
          sorted.sort = std::string(column.name) + ":desc";
          CHECK(store.ask(sorted, first).size() == rows.size());
        }
      }
      QueryRequest filtered = request;
      filtered.limit = 0;
      if (takes(*question, FilterKind::kSeverity)) filtered.severity = Severity::kCritical;
      if (takes(*question, FilterKind::kRepository)) filtered.repositories = {"**/pay", "**/web"};
      if (takes(*question, FilterKind::kOwner)) filtered.owners = {"a", "b'; DROP TABLE runs; --"};
      if (takes(*question, FilterKind::kPolicy)) filtered.policies = {"X", "Y"};
      if (takes(*question, FilterKind::kRule)) filtered.rules = {"x", "y"};
      if (takes(*question, FilterKind::kSinceTime)) filtered.since = "yesterday";
      const QueryRows rows = store.ask(filtered, first);
      CHECK((rows.empty() || !rows.front().starts_with("error:")));
    }
  });
}

TEST_CASE("The types of columns have names") {
  CHECK(to_string(CellType::kText) == "text");
  CHECK(to_string(CellType::kFlag) == "flag");
}

}  // namespace keyhound::testing
