// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "scanner/pipelines/hcl/hcl_reader.h"

namespace keyhound {
namespace {

// A value in short: "string", 1 true null, [list], {key:object}, <other>; references with @.
std::string show(std::string_view text, const HclValue& value) {
  std::string inside;
  for (const HclValue& item : value.items) inside += show(text, item);
  for (const HclEntry& entry : value.entries) inside += entry.key + ":" + show(text, entry.value);
  for (const TextRange reference : value.references) {
    inside += "@" + std::string(text.substr(reference.begin, reference.size()));
  }
  switch (value.kind) {
    case HclValueKind::kString:
    case HclValueKind::kHeredoc:
      return "\"" + value.text.text + "\"" + inside;
    case HclValueKind::kNumber:
    case HclValueKind::kBool:
    case HclValueKind::kNull:
      return std::string(text.substr(value.range.begin, value.range.size()));
    case HclValueKind::kList:
      return "[" + inside + "]";
    case HclValueKind::kObject:
      return "{" + inside + "}";
    case HclValueKind::kOther:
      break;
  }
  return "<" + inside + ">";
}

// The value of the expression, which stands on a line between two others.
std::string read(std::string_view expression) {
  const std::string text = "a = 1\nb = " + std::string(expression) + "\nc = 2\n";
  const HclFile file = read_hcl(text);
  CHECK(file.is_complete);
  REQUIRE(file.blocks[0].attributes.size() == 3);
  return show(text, file.blocks[0].attributes[1].value);
}

TEST_CASE("Literals are values") {
  CHECK(read("\"x\"") == "\"x\"");
  CHECK(read("-1.5e3") == "-1.5e3");
  CHECK(read("true") == "true");
  CHECK(read("null") == "null");
  CHECK(read("[]") == "[]");
  CHECK(read("{}") == "{}");
}

TEST_CASE("Lists and objects hold values, over several lines") {
  CHECK(read("[1, \"x\",\n [true], a.b,\n]") == "[1\"x\"[true]<@a.b>]");
  CHECK(read("{\n  k = \"x\"\n  \"l-m\" : 1, n.o = {}\n  (v.w) = z.y\n}") ==
        "{k:\"x\"l-m:1n.o:{}(v.w):<@z.y>@v.w}");
}

TEST_CASE("Other expressions keep the strings and collections in them") {
  CHECK(read("jsonencode({ k = \"x\" })") == "<{k:\"x\"}>");
  CHECK(read("x.y ? \"a\" : \"b\"") == "<\"a\"\"b\"@x.y>");
  CHECK(read("(\n  x.y &&\n  !z.w\n)") == "<@x.y@z.w>");
  CHECK(read("f(g(\"a\"), [\"b\"]...)") == "<\"a\"[\"b\"]>");
  CHECK(read("1 + 2") == "<>");
  CHECK(read("provider::aws::arn(\"x\")") == "<\"x\">");
}

TEST_CASE("For expressions are no collections") {
  CHECK(read("[for k in m.n : \"x\" if k.y != null]") == "<\"x\"@m.n@k.y>");
  CHECK(read("{ for k, v in m.n : k => { p = \"x\" } }") == "<{p:\"x\"}@m.n>");
  CHECK(read("[format]") == "[<>]");
}

TEST_CASE("References go on over literal keys, and other keys are read too") {
  CHECK(read("a.b[0].c[\"d\"].e.*.f[*].g") == "<@a.b[0].c[\"d\"].e.*.f[*].g>");
  CHECK(read("a.b[each.key].c") == "<@a.b@each.key>");
  CHECK(read("f(a.b)[\"password\"].c") == "<@a.b>");
  CHECK(read("name") == "<>");
}

TEST_CASE("An expression ends with its line, in brackets with them") {
  const HclFile file = read_hcl("a = b.c\nd = (1\n+ 2)\ne = \"x\" }");
  CHECK(file.blocks[0].attributes.size() == 3);
}

}  // namespace
}  // namespace keyhound
