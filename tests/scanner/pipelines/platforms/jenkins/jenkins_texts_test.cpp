// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/jenkins/jenkins_texts.h"

#include <doctest/doctest.h>

#include "tests/support/definition_facts.h"

namespace keyhound {
namespace {

using testing::Lines;

TEST_CASE("Code names variables of the environment, not members, calls or arguments") {
  CHECK(variables_in("env.TOKEN") == Lines{"TOKEN"});
  CHECK(variables_in("TOKEN.trim() + config.token") == Lines{"TOKEN", "config"});
  CHECK(variables_in("call(a: B)") == Lines{"B"});
  CHECK(variables_in("params.X + 3").empty());
  CHECK(variables_in("").empty());
}

TEST_CASE("Code may be one variable and nothing else") {
  for (const std::string_view code : {"X", "env.X", "\"$X\"", "\"${X}\"", "\"${env.X}\""})
    CHECK(variable_named_by(code) == "X");
  for (const std::string_view code : {"X.y", "\"a-$X\"", "X + Y", "x()", "\"${X}${Y}\"", ""})
    CHECK(variable_named_by(code).empty());
}

TEST_CASE("A text is the strings of a value, with the code between them as templates") {
  const std::string file = "sh 'a ' + B + \"c ${env.D}\"";
  const GroovyScript script = read_groovy(file);
  REQUIRE(script.nodes.size() == 1);
  const auto text = read_jenkins_text(script, file, script.nodes[0].arguments[0]);
  REQUIRE(text);
  CHECK(text->text.text == "a Bc ${env.D}");
  REQUIRE(text->templates.size() == 2);
  CHECK(text->templates[0].variables == Lines{"B"});
  CHECK(text->templates[1].variables == Lines{"D"});
  CHECK(text->is_interpolated);
  const JenkinsText inside = captured(*text);
  CHECK(inside.text.text == "output=$(\na Bc ${env.D}\n)");
  CHECK(inside.templates[0].range.begin == text->templates[0].range.begin + 10);
}

TEST_CASE("A value without a string is no text, but can be printed") {
  const std::string file = "echo(TOKEN)";
  const GroovyScript script = read_groovy(file);
  const GroovyValue& value = script.nodes[0].arguments[0];
  CHECK_FALSE(read_jenkins_text(script, file, value));
  const JenkinsText text = read_jenkins_echo(script, file, value);
  CHECK(text.text.text == "echo 'TOKEN'");
  CHECK(plain_text(script, value) == nullptr);
}

}  // namespace
}  // namespace keyhound
