// SPDX-License-Identifier: Apache-2.0
#include "scanner/rules/context_regex.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "scanner/rules/rule_file.h"

namespace keyhound {
namespace {

std::string compose(const std::string& value) {
  return compose_context_regex(std::vector<std::string>{"acme"}, value);
}

// The bytes that must not follow the value: what stands in the class at the regex's end.
std::string end_of(const std::string& regex) { return regex.substr(regex.rfind("(?:[")); }

TEST_CASE("A context regex holds the words in any case and the value as its first group") {
  const std::string regex =
      compose_context_regex(std::vector<std::string>{"acme", "ac_?me"}, "x{8}");
  CHECK(regex.starts_with("(?i:acme|ac_?me)["));
  CHECK(regex.find("(x{8})(?:") != std::string::npos);
}

TEST_CASE("What ends a value cannot go on with it") {
  struct Row {
    const char* value;
    const char* end;
  };
  for (const Row& row : {
           Row{"[0-9a-f]{32}", R"((?:[^0-9a-f\w.(+/=-]|$))"},
           Row{"[0-9A-Za-z_~-]{40}", R"((?:[^0-9A-Za-z_~\w.(+/=-]|$))"},
           Row{R"([a-z~\-]{8,40})", R"((?:[^a-z~\w.(+/=-]|$))"},
           Row{"[[:alpha:]!]{9}", R"((?:[^[:alpha:]!\w.(+/=-]|$))"},
           Row{R"([^\s"]{8,40})", R"((?:[\s"]|$))"},
           Row{"[~]{4}==", R"((?:[^\w.(+/=-]|$))"},
           Row{"acme_key", R"((?:[^\w.(+/=-]|$))"},
       }) {
    CAPTURE(std::string(row.value));
    CHECK(end_of(compose(row.value)) == row.end);
  }
}

TEST_CASE("Words and values that make no bounded regex with one secret are refused") {
  struct Row {
    const char* text;
    const char* fault;  // how it begins
  };
  for (const Row& row : {
           Row{"", "must not be empty"},
           Row{"(a)", "must not have a group"},
           Row{"a)(?:b", "has brackets that do not match"},
           Row{"(?:a", "has brackets that do not match"},
           Row{"[a", "has brackets that do not match"},
           Row{"a\\", "has brackets that do not match"},
           Row{R"(\Qa.b\E)", "must not use"},
       }) {
    CAPTURE(std::string(row.text));
    CHECK(context_word_fault(row.text).starts_with(row.fault));
    CHECK(context_value_fault(row.text).starts_with(row.fault));
  }
  for (const char* open : {"a+", "[a-z]*", "a{3,}", "(?:b*c)"}) {
    CAPTURE(std::string(open));
    CHECK(context_word_fault(open).starts_with("must not repeat without bound"));
    CHECK(context_value_fault(open).empty());
    CHECK(has_open_repeat(open));
  }
  for (const char* good : {"a", "a.?(?:b|c)", R"([+*(\]]{2}\+\()", "[]+]", "a{3}", "x{0,9}"}) {
    CAPTURE(std::string(good));
    CHECK(context_word_fault(good).empty());
    CHECK(context_value_fault(good).empty());
    CHECK(!has_open_repeat(good));
  }
  CHECK(context_value_fault("(?P<id>[0-9]{4})-[0-9a-f]{8}").empty());
  CHECK(context_word_fault("(?P<id>a)").starts_with("must not have a group"));
}

TEST_CASE("A context rule keeps its words and value beside the regex made of them") {
  const auto file = parse_rule_file(
      "[[rules]]\nid = 'a'\ncontext = ['acme', 'ac-me']\nvalue = '[0-9a-f]{32}'\n", "my.toml");
  REQUIRE(file);
  const Rule& rule = file->rules[0];
  CHECK(rule.context == std::vector<std::string>{"acme", "ac-me"});
  CHECK(rule.value == "[0-9a-f]{32}");
  CHECK(rule.regex == compose_context_regex(rule.context, rule.value));
  CHECK(rule.secret_group == 1);
}

TEST_CASE("A mistake in a context rule is an error with its place") {
  struct Row {
    const char* toml;
    const char* message;
  };
  const std::string head = "[[rules]]\nid = \"a\"\n";
  for (const Row& row : {
           Row{"context = ['b']", "my.toml:1:1: rule a has a context and no value"},
           Row{"value = 'b'", "my.toml:1:1: rule a has a value and no context"},
           Row{"value = 'b'\nregex = 'c'", "my.toml:1:1: rule a has a value and no context"},
           Row{"value = 'b'\ncontext = ['b']\nregex = 'c'",
               "my.toml:1:1: rule a has a regex and a context"},
           Row{"value = 'b'\ncontext = ['b']\nsecret_group = 1",
               "my.toml:1:1: rule a has a secret_group"},
           Row{"value = 'b+'\ncontext = ['b']",
               "my.toml:1:1: rule a has a value that repeats without bound, and no max_length"},
           Row{"context = []", "my.toml:3:11: context must hold a word"},
           Row{"context = 'b'", "my.toml:3:11: context must be a list of strings"},
           Row{"context = ['b', 'c+']",
               "my.toml:3:11: context \"c+\" must not repeat without bound"},
           Row{"value = '(b)'", "my.toml:3:9: value must not have a group"},
       }) {
    CAPTURE(std::string(row.toml));
    const Result<RuleFile> file = parse_rule_file(head + row.toml, "my.toml");
    REQUIRE_FALSE(file);
    CHECK(file.error().kind == ErrorKind::kConfiguration);
    CHECK(file.error().message.starts_with(row.message));
  }
}

}  // namespace
}  // namespace keyhound
