// SPDX-License-Identifier: Apache-2.0
#include "policies/importers/csv_table.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

std::string problem(std::string_view text) {
  const Result<CsvTable> table = CsvTable::parse(text);
  return table ? "" : table.error().message;
}

}  // namespace

TEST_CASE("CsvTable reads quotes, separators and line ends in fields, and knows their places") {
  const Result<CsvTable> table = CsvTable::parse(
      "\xEF\xBB\xBFid, Name ,\"x\"\"y\"\r\n"
      "1,\"a,\"\"b\"\"\r\nc\",\xC3\xA4\xC3\xA4z\r\n"
      "\r\n"
      "2,,\n"
      "3,\"\",last");
  REQUIRE(table);
  CHECK(table->column("name") == 1);
  CHECK(table->column(" X\"y ") == 2);
  CHECK_FALSE(table->column("missing").has_value());
  REQUIRE(table->rows().size() == 3);
  const auto& first = table->rows()[0];
  CHECK(first[1].text == "a,\"b\"\nc");
  CHECK(first[1].line == 2);
  CHECK(first[1].column == 3);
  CHECK(first[2].text == "\xC3\xA4\xC3\xA4z");
  CHECK(first[2].line == 3);
  CHECK(table->rows()[1][2].text.empty());
  CHECK(table->rows()[1][0].line == 5);
  CHECK(table->rows()[2][2].text == "last");
}

TEST_CASE("CsvTable takes semicolons and tabs where the head has no comma, and old line ends") {
  CHECK(CsvTable::parse("a;b\n1,5;2\n")->rows().at(0).at(0).text == "1,5");
  CHECK(CsvTable::parse("a\tb\r1\t2\r")->rows().at(0).at(1).text == "2");
  CHECK(CsvTable::parse("a\n1\n2\n")->rows().size() == 2);
}

TEST_CASE("CsvTable tells where a file is no CSV, without quoting it") {
  CHECK(problem("") == "1:1: it is empty; the first line names the columns");
  CHECK(problem("\n \n").find("1:1:") == 0);
  CHECK(problem("a,b\n1,\"open\n\n") == "2:3: this quote is never closed");
  CHECK(problem("a,b\n1,\"x\"y\n").find("2:6: text behind a closing quote") == 0);
  CHECK(problem("a,b\n1\n") == "2:1: this row has 1 fields, and the head line has 2");
  CHECK(problem(std::string("a,b\n1,\0\n", 8)).find("2:3: a NUL byte") == 0);
  CHECK(problem("a,b\n\xC3\xA4,\xFF\n").find("2:3: this is no UTF-8") == 0);
  CHECK(problem("\xFF\xFE"
                "a")
            .find("1:1: this is UTF-16") == 0);
  CHECK(problem("a\n\"" + std::string(70'000, 'x') + "\"\n").find("a field of more than 64 KB") !=
        std::string::npos);
  CHECK(problem("a" + std::string(600, ',')).find("more than 500 fields") != std::string::npos);
}

TEST_CASE("CsvTable bounds the rows") {
  std::string text = "a\n";
  for (int i = 0; i < 200'001; ++i) text += "1\n";
  CHECK(problem(text).find("200002:1: more than 200000 rows") == 0);
}

}  // namespace keyhound
