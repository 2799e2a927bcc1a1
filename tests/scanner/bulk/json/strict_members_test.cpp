// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/json/strict_members.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

// The message of reading { text, flag, number, list } from it; empty: it was read.
std::string problem_of(const char* json) {
  const auto value = parse_strictly(json);
  if (!value) return value.error().message;
  std::string text;
  bool flag = false;
  int number = 0;
  double real = 0;
  std::vector<std::string> list;
  StrictMembers members(*value, "job");
  members.read("text", text);
  members.read("flag", flag);
  members.read("number", number);
  members.read("real", real);
  members.read("list", list);
  const Status read = members.finish();
  return read ? std::string() : read.error().message;
}

}  // namespace

TEST_CASE("Strict members accept exactly the members that they know") {
  CHECK(problem_of(R"({"text":"a","flag":true,"number":3,"real":1.5,"list":["x"]})").empty());
  struct Row {
    const char* json;
    const char* problem;
  };
  const Row rows[] = {
      {R"({"flag":true,"number":3,"real":1,"list":[]})", "job.text: it is missing"},
      {R"({"text":1,"flag":true,"number":3,"real":1,"list":[]})", "job.text: expected a text"},
      {R"({"text":"","flag":1,"number":3,"real":1,"list":[]})", "job.flag: expected true or false"},
      {R"({"text":"","flag":true,"number":-3,"real":1,"list":[]})",
       "job.number: expected a whole number from 0"},
      {R"({"text":"","flag":true,"number":9999999999,"real":1,"list":[]})",
       "job.number: the number is too large"},
      {R"({"text":"","flag":true,"number":3,"real":"1","list":[]})", "job.real: expected a number"},
      {R"({"text":"","flag":true,"number":3,"real":1,"list":[1]})",
       "job.list: expected a list of texts"},
      {R"({"text":"","flag":true,"number":3,"real":1,"list":[],"more":1})",
       "job: it has a member that is not known"},
      {R"(["text"])", "job: expected an object"},
      {R"({"text":)", "byte 9: this is no JSON"},
      {R"([[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]])", "JSON nested deeper than 16 levels"}};
  for (const Row& row : rows) {
    CAPTURE(row.json);
    CHECK(problem_of(row.json) == row.problem);
  }
}

TEST_CASE("A line of JSON is ASCII, and no command to a CI system") {
  CHECK(json_line("##[group]\xC3\xA9\xFF\x1b") == R"("\u0023#[group]\u00e9\ufffd\u001b")");
}

}  // namespace keyhound
