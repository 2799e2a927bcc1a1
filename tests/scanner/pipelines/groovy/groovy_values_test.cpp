// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "scanner/pipelines/groovy/groovy_calls.h"

namespace keyhound {
namespace {

// A value in short: 'string', call(), [list], [key: map], {closure}, <expression>.
std::string show(const GroovyScript& script, const GroovyValue& value) {
  std::string text;
  switch (value.kind) {
    case GroovyValueKind::kString:
      return "'" + script.strings[value.index].value.text + "'";
    case GroovyValueKind::kCall:
      return script.nodes[value.index].path + "()";
    case GroovyValueKind::kClosure:
      return "{}";
    case GroovyValueKind::kList:
    case GroovyValueKind::kMap:
    case GroovyValueKind::kExpression:
      break;
  }
  for (const GroovyValue& item : value.items) text += " " + show(script, item);
  for (const GroovyEntry& entry : value.entries) {
    text += " " + entry.name + ":" + show(script, entry.value);
  }
  const bool is_expression = value.kind == GroovyValueKind::kExpression;
  return is_expression ? "<" + text + " >" : "[" + text + " ]";
}

// The arguments of the first node.
std::string arguments(std::string_view text) {
  const GroovyScript script = read_groovy(text);
  REQUIRE_FALSE(script.nodes.empty());
  std::string all;
  for (const GroovyValue& value : script.nodes[0].arguments) all += show(script, value) + " ";
  for (const GroovyEntry& entry : script.nodes[0].named) {
    all += entry.name + ":" + show(script, entry.value) + " ";
  }
  return all;
}

TEST_CASE("Arguments stand in parentheses or behind the name, over several lines") {
  CHECK(arguments("f('a', b: 'c')") == "'a' b:'c' ");
  CHECK(arguments("f 'a',\n  b: 'c',\n  'd'\ng 'e'") == "'a' 'd' b:'c' ");
  CHECK(arguments("f(\n  a:\n    'b',\n  \"c\": g(1)\n)") == "a:'b' c:g() ");
  CHECK(arguments("f ['a', 'b']") == "[ 'a' 'b' ] ");
  CHECK(arguments("f g('x'), 'y'") == "g() 'y' ");
  CHECK(arguments("f((x): 'a')") == "(x):'a' ");
}

TEST_CASE("Lists and maps nest") {
  CHECK(arguments("f([[$class: 'A', id: 'b'], [:], []])") == "[ [ $class:'A' id:'b' ] [ ] [ ] ] ");
  CHECK(read_groovy("f([:])").nodes[0].arguments[0].kind == GroovyValueKind::kMap);
}

TEST_CASE("An expression keeps the strings and calls that it is made of") {
  CHECK(arguments("f 'a' + x + \"b\"") == "< 'a' 'b' > ");
  CHECK(arguments("f(c ? 'a' : g('b'), 'd')") == "< 'a' g() > 'd' ");
  CHECK(arguments("f('a' +\n 'b')") == "< 'a' 'b' > ");
  CHECK(arguments("f 'a'\n  + 'b'") == "'a' ");
  CHECK(arguments("x = a\n ? 'b'\n : 'c'") == "< 'b' 'c' > ");
  CHECK(arguments("f(x as String)") == "< > ");
  CHECK(arguments("f(new A('b'))") == "< A() > ");
}

TEST_CASE("A closure in the arguments is a value") {
  CHECK(arguments("f('a', { sh 'b' })") == "'a' {} ");
  CHECK(arguments("x = { sh 'b' }") == "{} ");
}

TEST_CASE("An assignment may call without parentheses, and return the last call of a chain") {
  CHECK(arguments("x = sh script: 'a', returnStdout: true") == "sh() ");
  CHECK(arguments("x = a('b').c('d').e()") == ".e() ");
  CHECK(arguments("x = a('b')\n  .c('d')") == ".c() ");
}

TEST_CASE("An index is no argument") {
  CHECK(read_groovy("a[1]").nodes.empty());
  CHECK(read_groovy("a ['b']").nodes.size() == 1);
}

}  // namespace
}  // namespace keyhound
