// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/expressions/github_expression.h"

#include <doctest/doctest.h>

#include <array>
#include <chrono>
#include <string>

namespace keyhound {
namespace {

using Kind = GithubNodeKind;

// The tree as text: (kind-or-name child child), every literal and name as written.
std::string shape_of(const GithubExpression& expression, GithubNodeId id) {
  const GithubNode& node = expression.nodes[id];
  constexpr std::array<const char*, 18> kNames = {
      "null", "bool", "number", "string", "context", ".",  "[]", ".*", "call",
      "!",    "<",    "<=",     ">",      ">=",      "==", "!=", "&&", "||"};
  std::string out = kNames[static_cast<std::size_t>(node.kind)];
  if (!node.name.empty()) out += " " + std::string(expression.name_of(id));
  for (GithubNodeId child = node.first_child; child != kNoGithubNode;
       child = expression.nodes[child].next) {
    out += " (" + shape_of(expression, child) + ")";
  }
  return out;
}

std::string shape_of(std::string_view text) {
  const auto parsed = parse_github_expression(text);
  return parsed ? shape_of(*parsed, parsed->root) : parsed.error().message;
}

std::string slice(const GithubExpression& expression, TextRange range) {
  return expression.text.substr(range.begin, range.size());
}

TEST_CASE("Names may hold dashes and underscores") {
  CHECK(shape_of("needs.git-secrets.outputs._x") ==
        ". _x (. outputs (. git-secrets (context needs)))");
}

TEST_CASE("Not binds tighter than comparing, that than equality, that than and, that than or") {
  CHECK(shape_of("!a < b == c && d || e") ==
        "|| (&& (== (< (! (context a)) (context b)) (context c)) (context d)) (context e)");
}

TEST_CASE("A chain of the same and is one node, one in brackets is its own") {
  CHECK(shape_of("a && b && c") == "&& (context a) (context b) (context c)");
  CHECK(shape_of("a && (b && c)") == "&& (context a) (&& (context b) (context c))");
  CHECK(shape_of("(a && b) && c") == "&& (&& (context a) (context b)) (context c)");
}

TEST_CASE("What is selected by a name, an index and a wildcard are three kinds") {
  CHECK(shape_of("a['b'].*[*][0]") == "[] (.* (.* ([] (context a) (string b)))) (number 0)");
}

TEST_CASE("Calls keep their arguments in order") {
  CHECK(shape_of("format('{0}', a, b.c)") ==
        "call format (string {0}) (context a) (. c (context b))");
  CHECK(shape_of("always()") == "call always");
}

TEST_CASE("Ranges go from the first symbol of a part to its last") {
  const auto parsed = parse_github_expression(" fromJSON( secrets.A ).key  == (x) ");
  REQUIRE(parsed);
  const GithubNode& equal = parsed->nodes[parsed->root];
  CHECK(slice(*parsed, equal.range) == "fromJSON( secrets.A ).key  == (x)");
  const GithubNode& property = parsed->nodes[equal.first_child];
  CHECK(slice(*parsed, property.range) == "fromJSON( secrets.A ).key");
  CHECK(slice(*parsed, property.name) == "key");
  const GithubNode& call = parsed->nodes[property.first_child];
  CHECK(slice(*parsed, call.range) == "fromJSON( secrets.A )");
  CHECK(slice(*parsed, parsed->nodes[call.first_child].range) == "secrets.A");
}

TEST_CASE("Two quotes in a string are one") {
  const auto parsed = parse_github_expression("'it''s ''''' ");
  REQUIRE(parsed);
  CHECK(parsed->string_of(parsed->root) == "it's ''");
}

TEST_CASE("White space is what .NET calls so, and an empty text is a null") {
  CHECK(shape_of("\t\r\n") == "null");
  CHECK(shape_of("a\xC2\xA0==\xE3\x80\x80"
                 "b") == "== (context a) (context b)");
}

TEST_CASE("An error for showing holds no byte of the expression") {
  const auto parsed = parse_github_expression("format('{0}', 'PLACEHOLDER' 'x')");
  REQUIRE_FALSE(parsed);
  CHECK(parsed.error().kind == ErrorKind::kCorrupt);
  CHECK(parsed.error().message == "unexpected symbol at position 29 of the expression");
  const auto ended = parse_github_expression("a ==");
  REQUIRE_FALSE(ended);
  CHECK(ended.error().message ==
        "unexpected end behind the symbol at position 3 of the expression");
}

TEST_CASE("Positions count UTF-16 units, ranges bytes") {
  const auto read = read_github_expression("'\xF0\x9F\x98\x8A\xC3\xBC' b");
  REQUIRE_FALSE(read);
  CHECK(read.error().range == TextRange{9, 10});
  CHECK(read.error().summary == "unexpected symbol at position 7 of the expression");
}

TEST_CASE("Without a list of names every context and function will do") {
  CHECK(shape_of("mine.x && ours()") == "&& (. x (context mine)) (call ours)");
  CHECK(shape_of("contains('a')") == "call contains (string a)");
}

TEST_CASE("With a list, names count whatever their case, and so do numbers of arguments") {
  constexpr std::array<std::string_view, 1> kContexts = {"GitHub"};
  const GithubNames names{kContexts};
  CHECK(read_github_expression("GITHUB.sha && CONTAINS('a', 'b')", &names));
  CHECK_FALSE(read_github_expression("secrets.X", &names));
  CHECK_FALSE(read_github_expression("contains('a')", &names));
  CHECK_FALSE(read_github_expression("ours()", &names));
}

TEST_CASE("Nesting and length are bounded, and what is beyond is refused at once") {
  const auto repeat = [](std::string_view part, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += part;
    return text;
  };
  const auto begin = std::chrono::steady_clock::now();
  for (const char* part : {"(", "!", "a[", "f(", "a&&(", "a.b[", "'x'==("}) {
    CAPTURE(part);
    const auto parsed = parse_github_expression(repeat(part, 10'000).substr(0, 20'000));
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().kind == ErrorKind::kLimit);
  }
  CHECK(parse_github_expression("a" + repeat(".b", 10'000)).error().kind == ErrorKind::kLimit);
  CHECK(parse_github_expression("a" + repeat(" ==b", 5'000)).error().kind == ErrorKind::kLimit);
  CHECK(parse_github_expression("a" + repeat("||b", 6'000)));
  CHECK(parse_github_expression(repeat("(", 50) + "a" + repeat(")", 50)));
  CHECK_FALSE(parse_github_expression(repeat("(", 51) + "a" + repeat(")", 51)));
  CHECK(parse_github_expression("'" + repeat("\xC3\xBC", 20'998) + "'"));
  CHECK(parse_github_expression("'" + repeat("a", 20'999) + "'").error().kind == ErrorKind::kLimit);
  CHECK(parse_github_expression(repeat("\x80", 70'000)).error().kind == ErrorKind::kLimit);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
}

}  // namespace
}  // namespace keyhound
