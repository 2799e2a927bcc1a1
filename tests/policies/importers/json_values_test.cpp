// SPDX-License-Identifier: Apache-2.0
#include "policies/importers/json_values.h"

#include "tests/policies/importers/imports.h"

namespace keyhound {
namespace {

struct Reading {
  std::vector<std::string> entries;  // "<place> <value>"
  std::vector<std::string> problems;
};

Reading read(const std::string& text) {
  const ImportOptions options = testing::import_options();
  ImportBuilder builder(*find_importer("gitleaks"), options);
  Reading reading;
  for (const JsonEntry& entry : read_json_entries(make_import_file("in", text), builder)) {
    reading.entries.push_back(entry.place + " " + entry.value.dump());
  }
  reading.problems = builder.problems();
  return reading;
}

}  // namespace

TEST_CASE("JSON is read as one value, as lines, as values behind each other and as pages") {
  const std::vector<std::string> two = {"in:1: entry 1 {\"a\":1}", "in:1: entry 2 {\"b\":\"]\"}"};
  CHECK(read("[{\"a\":1},{\"b\":\"]\"}]").entries == two);
  CHECK(read("[[{\"a\":1}],[{\"b\":\"]\"}]]").entries == two);
  CHECK(read("\xEF\xBB\xBF{\"a\":1} {\"b\":\"]\"}\n").entries == two);
  CHECK(read("{\"a\":1}\n\n{\n\"b\":\"]\"}").entries ==
        std::vector<std::string>{"in:1: entry 1 {\"a\":1}", "in:3: entry 2 {\"b\":\"]\"}"});
}

TEST_CASE("What is no JSON is told with line and column, and what stood before it is kept") {
  const Reading reading = read("{\"a\":1}\n{\"b\":\n  x}\n{\"c\":1}");
  CHECK(reading.entries.size() == 1);
  REQUIRE(reading.problems.size() == 1);
  CHECK(reading.problems[0] == "in:3:3: this is no JSON");
  CHECK(read("").problems.at(0) == "in:1:1: it is empty; expected JSON");
  CHECK(read("{\"a\":").problems.at(0).find("in:1:") == 0);
  CHECK(read(std::string(100, '[') + std::string(100, ']')).problems.at(0).find("nested deeper") !=
        std::string::npos);
  CHECK(read("{\"a\":\"\xFF\"}").problems.size() == 1);
}

TEST_CASE("EntryFields tells the builder its first problem, with the entry's place") {
  const ImportOptions options = testing::import_options();
  ImportBuilder builder(*find_importer("gitleaks"), options);
  {
    const JsonEntry entry{Json::parse(R"({"a": 1, "b": "x\u0000y", "c": "ok"})"), "in:1: entry 1"};
    EntryFields fields(entry, builder);
    CHECK(fields.name("c") == "ok");
    CHECK_FALSE(fields.has_problem());
    CHECK(fields.name("b").size() == 3);
    CHECK(fields.has_problem());
    CHECK(fields.name("a").empty());
  }
  CHECK(builder.problems() == std::vector<std::string>{"in:1: entry 1: b: it has a NUL character"});
}

}  // namespace keyhound
