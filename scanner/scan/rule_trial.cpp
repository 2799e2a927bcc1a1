// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/rule_trial.h"

#include <algorithm>

#include "scanner/filters/checksum.h"
#include "scanner/rules/placeholder.h"
#include "scanner/scan/text_scanner.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kSeed = 2026;
constexpr std::size_t kLeastExamples = 2;

class RuleTrial {
 public:
  RuleTrial(TextScanner scanner, Matcher matcher)
      : scanner_(std::move(scanner)), matcher_(std::move(matcher)) {}

  Status try_rule(std::uint32_t index, const Rule& rule) {
    ++result_.rules;
    if (rule.examples.size() < kLeastExamples) add(rule, "", "it needs at least two examples");
    if (rule.negative_examples.size() < kLeastExamples)
      add(rule, "", "it needs at least two negative examples");
    for (const std::string& example : rule.examples)
      KEYHOUND_TRY_STATUS(try_example(index, rule, example, true));
    for (const std::string& example : rule.negative_examples) {
      KEYHOUND_TRY_STATUS(try_example(index, rule, example, false));
    }
    return {};
  }

  RuleTrialResult take() { return std::move(result_); }

 private:
  void add(const Rule& rule, const std::string& example, std::string reason) {
    result_.failures.push_back({rule.id, example, std::move(reason)});
  }

  Status try_example(std::uint32_t index, const Rule& rule, const std::string& example,
                     bool is_positive) {
    ++result_.examples;
    auto text = expand_placeholders(example, kSeed, make_checksum_body);
    if (!text) {
      add(rule, example, text.error().message);
      return {};
    }
    std::vector<Match> by_engine;
    std::vector<Match> by_definition;
    KEYHOUND_TRY_STATUS(matcher_.find(*text, by_engine));
    KEYHOUND_TRY_STATUS(matcher_.find_by_definition(*text, by_definition));
    if (by_engine != by_definition)
      add(rule, example, "the engine and RE2 alone disagree about it");
    const bool is_found = rule.path.empty() ? finds(index, *text) : matches(by_engine, index);
    if (is_positive && !is_found) {
      add(rule, example,
          matches(by_engine, index) ? "it is matched, but a filter drops it" : "it is not matched");
    }
    if (!is_positive && is_found) add(rule, example, "it is found, and must not be");
    return {};
  }

  static bool matches(const std::vector<Match>& found, std::uint32_t rule) {
    return std::any_of(found.begin(), found.end(),
                       [rule](const Match& match) { return match.rule == rule; });
  }

  // Whether the rule's hit survives the filters; it may lose against a more specific rule.
  bool finds(std::uint32_t rule, std::string_view text) {
    constexpr std::string_view kNoPath[] = {""};
    std::vector<TextHit> hits;
    if (!scanner_.scan(text, {kNoPath, {}}, hits)) return false;
    return std::any_of(hits.begin(), hits.end(), [rule](const TextHit& hit) {
      return hit.rule == rule || std::find(hit.also_matched.begin(), hit.also_matched.end(),
                                           rule) != hit.also_matched.end();
    });
  }

  TextScanner scanner_;
  Matcher matcher_;
  RuleTrialResult result_;
};

}  // namespace

Result<RuleTrialResult> try_rules(const ScanContext& context) {
  KEYHOUND_TRY(TextScanner scanner, TextScanner::create(context));
  KEYHOUND_TRY(Matcher matcher, Matcher::create(context.engine()));
  RuleTrial trial(std::move(scanner), std::move(matcher));
  const auto& rules = context.engine().rules().rules;
  for (std::uint32_t i = 0; i < rules.size(); ++i) KEYHOUND_TRY_STATUS(trial.try_rule(i, rules[i]));
  return trial.take();
}

}  // namespace keyhound
