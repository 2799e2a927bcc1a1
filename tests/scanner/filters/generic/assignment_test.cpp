// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/generic/assignment.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound {
namespace {

// The assignment around the first `word` of the text.
std::optional<Assignment> read(std::string_view text, std::string_view word = "pass") {
  const std::size_t place = text.find(word);
  REQUIRE(place != std::string_view::npos);
  return read_assignment(text, place, place + word.size());
}

std::string value_in(std::string_view text, std::string_view word = "pass") {
  const auto found = read(text, word);
  return found ? std::string(text.substr(found->value_begin, found->value_end - found->value_begin))
               : "<none>";
}

struct Row {
  std::string text;
  std::string value;
  Operator op = Operator::kEquals;
};

}  // namespace

TEST_CASE("A value is read behind every operator that languages assign with") {
  for (const Row& row : std::initializer_list<Row>{
           {"pass = \"v1\"", "v1", Operator::kEquals},
           {"pass: 'v2'", "v2", Operator::kColon},
           {"pass := `v3`", "v3", Operator::kEquals},
           {"'pass' => 'v4'", "v4", Operator::kArrow},
           {"pass <- \"v5\"", "v5", Operator::kEquals},
           {"pass || 'v6'", "v6", Operator::kDefault},
           {"$ENV{pass} // 'v16'", "v16", Operator::kDefault},
           {"<key>pass</key>\n\t<string>v17</string>", "v17", Operator::kElement},
           {"pass == \"v7\"", "v7", Operator::kCompare},
           {"setpass(\"v8\")", "v8", Operator::kCall},
           {"define('DB_pass', 'v9')", "v9", Operator::kComma},
           {"<pass>v10</pass>", "v10", Operator::kElement},
           {"<add key=\"pass\" value=\"v11\"/>", "v11", Operator::kSibling},
           {"run --pass v12", "v12", Operator::kBlank},
           {"ENV pass v13", "v13", Operator::kBlank},
           {"pass is v14", "v14", Operator::kIs},
           {"a=1&pass%3Dv15", "v15", Operator::kEquals}}) {
    CAPTURE(row.text);
    const auto found = read(row.text);
    REQUIRE(found);
    CHECK(value_in(row.text) == row.value);
    CHECK(found->op == row.op);
  }
}

TEST_CASE("Types, functions and prefixes between the operator and the value are passed over") {
  CHECK(value_in("val pass: String = \"v1\"") == "v1");
  CHECK(value_in("const pass string = \"v2\"") == "v2");
  CHECK(value_in("pass: aws.String(\"v3\"),") == "v3");
  CHECK(value_in("pass = new Secret(\"v4\")") == "v4");
  CHECK(value_in("pass = b'v5'") == "v5");
  CHECK(value_in("pass: aGVsbG8gd29ybGQ=\n") == "aGVsbG8gd29ybGQ=");
  CHECK(value_in("pass = []byte(\"v8\")") == "v8");
  CHECK(value_in("pass = [\"v6\"]") == "v6");
  CHECK(value_in("pass =\n    \"v7\"") == "v7");
}

TEST_CASE("A quoted value ends at its own quote, escaped quotes included") {
  CHECK(value_in(R"(pass = "a'b")") == "a'b");
  CHECK(value_in(R"(pass = "a\"b")") == R"(a\"b)");
  CHECK(value_in(R"(x = "{\"pass\": \"inner\"}")") == "inner");
  CHECK(value_in("{&quot;pass&quot;: &quot;entity&quot;}") == "entity");
  CHECK(value_in("pass = \"not\nended\"") == "<none>");
}

TEST_CASE("A bare value ends at white space, and in a query at the next pair") {
  CHECK(value_in("pass: abc def") == "abc");
  CHECK(value_in("x?pass=abc&next=1") == "abc");
  CHECK(value_in("pass = get(\"x\")") == "x");
  CHECK(value_in("pass = other_name;") == "other_name");
}

TEST_CASE("The whole name around the keyword is known") {
  const std::string text = "  app.db_password_main = 'x'";
  const auto found = read(text, "password");
  REQUIRE(found);
  CHECK(text.substr(found->name_begin, found->name_end - found->name_begin) ==
        "app.db_password_main");
}

TEST_CASE("Without a value there is no assignment") {
  for (const std::string text :
       {"pass", "pass =", "pass = \"\"", "pass(user)", "pass through the door", "pass,"}) {
    CAPTURE(text);
    CHECK(value_in(text) == "<none>");
  }
}

TEST_CASE("Long input on all sides is read within bounds") {
  const std::string name(100000, 'a');
  const std::string blanks(100000, ' ');
  CHECK(value_in("pass =" + blanks + "x") == "<none>");
  const std::string text = name + "pass" + name + " = \"" + name + "\"";
  CHECK(value_in(text) == "<none>");
  const std::string long_value = "pass = \"" + name + "\"";
  const auto found = read(long_value);
  REQUIRE(found);
  CHECK(found->is_cut);
  CHECK(found->value_end - found->value_begin <= 512);
}

TEST_CASE("A value that a regex found gets the name and the quotes around it") {
  const std::string text = "secret: \"abc\"";
  const Assignment found = describe_value(text, 9, 12);
  CHECK(found.quoting == Quoting::kDouble);
  CHECK(text.substr(found.name_begin, found.name_end - found.name_begin) == "secret");
}

}  // namespace keyhound
