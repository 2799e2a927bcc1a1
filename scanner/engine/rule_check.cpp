// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/rule_check.h"

#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "scanner/base/text_encode.h"
#include "scanner/engine/regex_sample.h"
#include "scanner/engine/rule_engine.h"
#include "scanner/engine/trigger_table.h"

namespace keyhound {
namespace {

constexpr int kTexts = 64;
constexpr std::string_view kBetween[] = {" ", "\n", "", "a", "\"", ";", "'"};

// A linear congruential generator with the constants of Numerical Recipes.
class Draw {
 public:
  std::uint32_t operator()(std::uint32_t limit) {
    *state_ = *state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::uint32_t>((*state_ >> 32U) * limit >> 32U);
  }

 private:
  std::shared_ptr<std::uint64_t> state_ = std::make_shared<std::uint64_t>(1);  // shared by copies
};

// One to three texts of the regex with something between them.
std::string draw_text(const RegexNode& regex, const DrawNumber& draw) {
  std::string text;
  for (std::uint32_t count = 1 + draw(3); count > 0; --count) {
    text += kBetween[draw(std::size(kBetween))];
    text += sample_regex(regex, draw);
  }
  return text += kBetween[draw(std::size(kBetween))];
}

Status compare(Matcher& matcher, const std::string& text) {
  std::vector<Match> found;
  std::vector<Match> expected;
  KEYHOUND_TRY_STATUS(matcher.find(text, found));
  KEYHOUND_TRY_STATUS(matcher.find_by_definition(text, expected));
  if (found == expected) return {};
  return fail(ErrorKind::kConfiguration,
              "its trigger does not stand in every match: the regex finds " +
                  std::to_string(expected.size()) + " in this text, the search " +
                  std::to_string(found.size()) + ": " + escape_for_terminal(text));
}

Status check_search(const Rule& rule) {
  RuleSet rules;
  rules.rules.push_back(rule);
  rules.rules.front().keywords.clear();
  KEYHOUND_TRY(const RegexRef regex, parse_regex(rule.regex));
  KEYHOUND_TRY(const RuleEngine engine, RuleEngine::create(std::move(rules)));
  KEYHOUND_TRY(Matcher matcher, Matcher::create(engine));
  const DrawNumber draw = Draw();
  for (int i = 0; i < kTexts; ++i) {
    KEYHOUND_TRY_STATUS(compare(matcher, draw_text(*regex, draw)));
  }
  return {};
}

}  // namespace

Status check_rule_search(const Rule& rule) {
  Status status = check_search(rule);
  if (!status) return fail(rule_error(rule, status.error()));
  return status;
}

}  // namespace keyhound
