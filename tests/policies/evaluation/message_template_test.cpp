// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/message_template.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

std::string render(std::string_view text, CelValue value = CelValue::text("x")) {
  CelEnvironment environment;
  environment.variables.push_back({"v", kCelDyn});
  const auto message = MessageTemplate::compile(text, environment);
  if (!message) return message.error().message;
  CelArena arena;
  const CelValue values[] = {value};
  return message->render(values, arena);
}

}  // namespace

TEST_CASE("Expressions in braces are filled in, doubled braces stand for themselves") {
  CHECK(render("a {v} b") == "a x b");
  CHECK(render("{v}{v}") == "xx");
  CHECK(render("{{v}}") == "{v}");
  CHECK(render("{v + '}' + \"{\"}") == "x}{");
  CHECK(render("{ {'a': v}['a'] }") == "x");
}

TEST_CASE("What is null or goes wrong reads as not recorded") {
  CHECK(render("on {v}.", CelValue::null()) == "on (not recorded).");
  CHECK(render("on {v}.", CelValue::error("gone")) == "on (not recorded).");
  CHECK(render("on {v}.", CelValue::time({86400})) == "on 1970-01-02.");
}

TEST_CASE(
    "A brace without its partner, and an expression that is none, are told with their place") {
  CHECK(render("ab {v") == "1:4: this { has no }; write it twice to mean the character");
  CHECK(render("a\nb }") == "2:3: this } has no {; write it twice to mean the character");
  CHECK(render("ab {nope}").find("1:4: in this expression, at 1:1: ") == 0);
}

}  // namespace keyhound
