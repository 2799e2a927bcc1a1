// SPDX-License-Identifier: Apache-2.0
#include "policies/language/parser.h"

#include <doctest/doctest.h>

#include <functional>

#include "cel_test_support.h"

namespace keyhound {
namespace {

std::string repeated(std::string_view part, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += part;
  return text;
}

TEST_CASE("Nesting is bounded at 64 levels, of every kind") {
  struct Row {
    const char* open;
    const char* inner;
    const char* close;
  };
  for (const Row& row :
       {Row{"(", "1", ")"}, Row{"[", "1", "]"}, Row{"{1:", "1", "}"}, Row{"size([", "1", "])"},
        Row{"true ? 1 : ", "1", ""}, Row{"[1].map(x, ", "1", ")"}, Row{"[1][", "0", "]"}}) {
    CAPTURE(row.open);
    const auto nested = [&row](int depth) {
      return repeated(row.open, depth) + row.inner + repeated(row.close, depth);
    };
    CHECK(!evaluated(nested(20)).starts_with("refused"));
    CHECK(evaluated(nested(64)).find("deeper than 64 levels") != std::string::npos);
    CHECK(evaluated(nested(1000)).starts_with("refused"));
  }
  CHECK(evaluated(repeated("(", 63) + "1" + repeated(")", 63)) == "1");
}

TEST_CASE("Long chains are allowed where they do not nest, and bounded where they do") {
  CHECK(evaluated("true" + repeated(" && true", 1500)) == "true");
  CHECK(evaluated("false" + repeated(" || false", 1500)) == "false");
  CHECK(evaluated("1" + repeated(" + 1", 255)) == "256");
  CHECK(evaluated("1" + repeated(" + 1", 256)).starts_with("refused"));
  CHECK(evaluated("1" + repeated(" + 1", 2000)).find("too many operators in a row") !=
        std::string::npos);
  CHECK(evaluated(repeated("!", 200) + "true") == "true");
  CHECK(evaluated(repeated("!", 8000) + "true").starts_with("refused"));
  CHECK(evaluated(repeated("- ", 8000) + "1").starts_with("refused"));
  CHECK(evaluated("{}" + repeated(".a", 5000)).starts_with("refused"));
  CHECK(evaluated("[]" + repeated("[0]", 5000)).starts_with("refused"));
  CHECK(evaluated("[1]" + repeated(".map(x,x)", 1500)).starts_with("refused"));
}

TEST_CASE("Every node says which part of the text it is") {
  const std::string text = "a.b[0] + f(c, -d) == (x ? y : [z, {1: 2}])";
  std::deque<std::string> strings;
  const auto syntax = parse_expression(text, strings);
  REQUIRE(syntax);
  std::vector<std::string> parts;
  for (const CelSyntaxNode& node : syntax->nodes)
    parts.push_back(text.substr(node.begin, node.end - node.begin));
  for (const char* part :
       {"a", "a.b", "a.b[0]", "f(c, -d)", "-d", "x ? y : [z, {1: 2}]", "{1: 2}", "[z, {1: 2}]"}) {
    CAPTURE(part);
    CHECK(std::find(parts.begin(), parts.end(), part) != parts.end());
  }
  CHECK(syntax->root == syntax->nodes.size() - 1);
}

TEST_CASE("Texts that are too long or no UTF-8 are refused") {
  CHECK(evaluated("'" + std::string(16384 - 2, 'a') + "'").size() == 16384);
  CHECK(evaluated("'" + std::string(16384 - 1, 'a') + "'") ==
        "refused: 1:1: the expression is longer than 16 KiB");
  CHECK(evaluated("'\xC3\xA9\xff'") == "refused: 1:3: this byte is no valid UTF-8");
  CHECK(evaluated("\xed\xa0\x80").starts_with("refused: 1:1:"));
  CHECK(evaluated(std::string_view("1\0", 2)).starts_with("refused: 1:2:"));
}

TEST_CASE("Words of the grammar are no names") {
  for (const char* word : {"as", "break", "for", "if", "in", "let", "package", "while"}) {
    CAPTURE(word);
    CHECK(evaluated(word).find("reserved") != std::string::npos);
    CHECK(evaluated(std::string(word) + "(1)").find("reserved") != std::string::npos);
  }
}

}  // namespace
}  // namespace keyhound
