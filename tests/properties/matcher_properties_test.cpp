// SPDX-License-Identifier: Apache-2.0
// The two-stage matcher against its definition: RE2 over the whole text.
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "scanner/base/file.h"
#include "scanner/engine/regex_sample.h"
#include "scanner/engine/regex_syntax.h"
#include "scanner/engine/rule_check.h"
#include "scanner/engine/rule_engine.h"
#include "scanner/filters/checksum.h"
#include "scanner/rules/placeholder.h"
#include "scanner/rules/rule_file.h"
#include "tests/scanner/engine/random_regex.h"
#include "tests/support/build_places.h"

namespace keyhound {
namespace {

using testing::Random;

RuleSet default_rules() {
  Result<RuleFile> file = load_rule_files(std::string(testing::kSourceDir) + "/rules");
  REQUIRE_MESSAGE(file, file.error().message);
  Result<RuleSet> rules = make_rule_set(std::move(*file));
  REQUIRE_MESSAGE(rules, rules.error().message);
  return std::move(*rules);
}

RuleEngine engine_of(RuleSet rules) {
  Result<RuleEngine> engine = RuleEngine::create(std::move(rules));
  REQUIRE_MESSAGE(engine, engine.error().message);
  return std::move(*engine);
}

std::string describe(const RuleEngine& engine, const std::vector<Match>& matches) {
  std::string text;
  for (const Match& match : matches) {
    text += engine.rules().rules[match.rule].id + "[" + std::to_string(match.start) + "," +
            std::to_string(match.end) + ") ";
  }
  return text;
}

// Compares both and answers the number of matches.
std::size_t check_equal(const RuleEngine& engine, Matcher& matcher, const std::string& text) {
  std::vector<Match> found;
  std::vector<Match> expected;
  REQUIRE(matcher.find(text, found));
  REQUIRE(matcher.find_by_definition(text, expected));
  if (found != expected) {
    CAPTURE(text);
    CHECK(describe(engine, found) == describe(engine, expected));
    CHECK(found == expected);
  }
  return found.size();
}

std::vector<std::string> expanded_examples(const RuleSet& rules, std::uint64_t seed) {
  std::vector<std::string> texts;
  for (const Rule& rule : rules.rules) {
    for (const auto* list : {&rule.examples, &rule.negative_examples}) {
      for (const std::string& example : *list) {
        Result<std::string> text = expand_placeholders(example, seed, make_checksum_body);
        REQUIRE_MESSAGE(text, rule.id, ": ", text.error().message);
        texts.push_back(std::move(*text));
      }
    }
  }
  return texts;
}

// Swaps, deletes, doubles or replaces a few bytes.
std::string mutate(std::string text, Random& random) {
  for (std::size_t count = random.below(4); count > 0 && !text.empty(); --count) {
    const std::size_t at = random.below(text.size());
    switch (random.below(4)) {
      case 0:
        text.erase(at, 1);
        break;
      case 1:
        text.insert(at, text.substr(at, random.below(20)));
        break;
      case 2:
        text[at] = static_cast<char>(random.below(256));
        break;
      default:
        std::swap(text[at], text[random.below(text.size())]);
        break;
    }
  }
  return text;
}

TEST_CASE("Each default rule finds what its own regex can match, wherever it stands") {
  for (const Rule& rule : default_rules().rules) {
    const Status status = check_rule_search(rule);
    CHECK_MESSAGE(status, status.error().message);
  }
}

TEST_CASE("The default rules together find in mutated examples what RE2 alone finds") {
  const RuleEngine engine = engine_of(default_rules());
  Result<Matcher> matcher = Matcher::create(engine);
  REQUIRE(matcher);
  const std::vector<std::string> examples = expanded_examples(engine.rules(), 7);
  Random random(2);
  std::size_t matches = 0;
  for (int round = 0; round < 60; ++round) {
    std::string text;
    while (text.size() < 4000) {
      text += mutate(random.pick(examples), random);
      text += random.pick(std::vector<std::string>{"\n", "\n", " ", "", "\r\n", "\"", "\t"});
    }
    matches += check_equal(engine, *matcher, text);
  }
  CHECK(matches > 200);
}

TEST_CASE("The default rules find in real source code what RE2 alone finds") {
  const RuleEngine engine = engine_of(default_rules());
  Result<Matcher> matcher = Matcher::create(engine);
  REQUIRE(matcher);
  for (const char* name : {"/rules/aws.toml", "/rules/private_keys.toml", "/CMakeLists.txt",
                           "/scanner/engine/confirm.cpp"}) {
    const Result<std::string> text =
        read_file(std::string(testing::kSourceDir) + name, std::uint64_t{1} << 24U);
    if (text) check_equal(engine, *matcher, *text);
  }
}

TEST_CASE("A random rule finds in random text what RE2 alone finds") {
  Random random(3);
  const DrawNumber draw = std::ref(random);
  std::size_t accepted = 0;
  std::size_t matches = 0;
  while (accepted < 1500) {
    Rule rule;
    rule.id = "random";
    rule.regex = testing::random_regex(random);
    if (random.chance(3)) rule.max_length = static_cast<std::uint32_t>(1 + random.below(40));
    if (random.chance(4)) rule.keywords = {"KEY", "b1"};
    CAPTURE(rule.regex);
    CAPTURE(rule.max_length);
    RuleSet rules;
    rules.rules.push_back(rule);
    Result<RuleEngine> engine = RuleEngine::create(std::move(rules));
    if (!engine) continue;  // matches the empty string, or max_length below its shortest match
    ++accepted;
    Result<Matcher> matcher = Matcher::create(*engine);
    REQUIRE(matcher);
    const Result<RegexRef> syntax = parse_regex(rule.regex);
    REQUIRE(syntax);
    for (int i = 0; i < 12; ++i) {
      std::string text;
      while (text.size() < 100) {
        if (random.chance(3)) text += sample_regex(**syntax, draw);
        text += random.pick(std::vector<std::string>{"a", "b", "key", "c", "=", " ", "\n", "1",
                                                     "Ke", "_", "A", "token", "secret", "\xE9"});
      }
      matches += check_equal(*engine, *matcher, text);
    }
  }
  CHECK(matches > 10000);
}

TEST_CASE("Where a text is cut does not matter, as long as the cuts overlap by the context") {
  const RuleEngine engine = engine_of(default_rules());
  Result<Matcher> matcher = Matcher::create(engine);
  REQUIRE(matcher);
  const std::size_t context = engine.bounded_context();
  std::string text(context, '.');
  for (const std::string& example : expanded_examples(engine.rules(), 11)) {
    if (text.size() < 4 * context) text += example + "\n";
  }
  std::vector<Match> whole;
  REQUIRE(matcher->find(text, whole));
  Random random(4);
  for (int i = 0; i < 20; ++i) {
    const std::size_t cut = random.below(text.size());
    const std::size_t begin = cut > context ? cut - context : 0;
    std::vector<Match> part;
    REQUIRE(matcher->find(std::string_view(text).substr(begin, 2 * context), part));
    for (const Match& match : whole) {
      if (match.start > cut || match.end < cut || match.start < begin + context / 2) continue;
      Match moved = match;
      for (std::size_t* place :
           {&moved.start, &moved.end, &moved.secret_start, &moved.secret_end}) {
        *place -= begin;
      }
      CAPTURE(engine.rules().rules[match.rule].id);
      CHECK(std::find(part.begin(), part.end(), moved) != part.end());
    }
  }
}

}  // namespace
}  // namespace keyhound
