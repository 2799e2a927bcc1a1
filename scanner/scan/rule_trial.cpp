// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/rule_trial.h"

#include <fmt/format.h>

#include <algorithm>

#include "scanner/engine/rule_check.h"
#include "scanner/filters/checksum.h"
#include "scanner/rules/placeholder.h"
#include "scanner/scan/text_scanner.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kSeed = 2026;
constexpr std::size_t kLeastExamples = 2;

// One example on trial.
struct Trial {
  std::uint32_t index = 0;
  const Rule* rule = nullptr;
  std::string name;
  bool is_positive = true;
};

class RuleTrial {
 public:
  RuleTrial(TextScanner scanner, Matcher matcher)
      : scanner_(std::move(scanner)), matcher_(std::move(matcher)) {}

  Status try_rule(std::uint32_t index, const Rule& rule) {
    ++result_.rules;
    if (rule.examples.size() < kLeastExamples) add(rule, "examples", "there must be at least two");
    if (rule.negative_examples.size() < kLeastExamples) {
      add(rule, "negative examples", "there must be at least two");
    }
    for (std::size_t i = 0; i < rule.examples.size(); ++i) {
      KEYHOUND_TRY_STATUS(
          try_example({index, &rule, fmt::format("example {}", i + 1), true}, rule.examples[i]));
    }
    for (std::size_t i = 0; i < rule.negative_examples.size(); ++i) {
      const Trial trial{index, &rule, fmt::format("negative example {}", i + 1), false};
      KEYHOUND_TRY_STATUS(try_example(trial, rule.negative_examples[i]));
    }
    if (const Status search = check_rule_search(rule); !search) {
      add(rule, "search", search.error().message);
    }
    return {};
  }

  RuleTrialResult take() { return std::move(result_); }

 private:
  void add(const Rule& rule, const std::string& example, std::string reason) {
    result_.failures.push_back({rule.id, example, std::move(reason)});
  }

  Status try_example(const Trial& trial, const std::string& example) {
    ++result_.examples;
    auto text = expand_placeholders(example, kSeed, make_checksum_body);
    if (!text) {
      add(*trial.rule, trial.name, text.error().message);
      return {};
    }
    std::vector<Match> by_engine;
    std::vector<Match> by_definition;
    KEYHOUND_TRY_STATUS(matcher_.find(*text, by_engine));
    KEYHOUND_TRY_STATUS(matcher_.find_by_definition(*text, by_definition));
    if (by_engine != by_definition)
      add(*trial.rule, trial.name, "the engine and RE2 alone disagree about it");
    const bool is_matched = matches(by_engine, trial.index);
    const bool is_found = trial.rule->path.empty() ? finds(trial.index, *text) : is_matched;
    if (trial.is_positive && !is_found) {
      add(*trial.rule, trial.name,
          is_matched ? "it is matched, but a filter drops it" : "it is not matched");
    }
    if (!trial.is_positive && is_found)
      add(*trial.rule, trial.name, "it is found, and must not be");
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
      if (hit.is_documentation) return false;  // no credential
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
