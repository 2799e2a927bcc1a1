// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/plan_table.h"

#include <algorithm>

#include "scanner/base/check.h"
#include "scanner/base/field_codec.h"
#include "scanner/engine/plan_codec.h"
#include "scanner/engine/trigger_table.h"

namespace keyhound {
namespace {

constexpr std::string_view kMagic = "keyhound plan table\n";

// The numbers, all of them less than `limit`; false when some are not.
bool take_numbers(std::string_view bytes, std::size_t limit, std::vector<std::uint32_t>& numbers) {
  const NumberTable table(bytes);
  numbers.resize(table.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = table[i];
  return std::all_of(numbers.begin(), numbers.end(),
                     [limit](std::uint32_t number) { return number < limit; });
}

TriggerRules rules_by_trigger(const std::vector<MatchPlan>& plans) {
  TriggerTable table;
  std::vector<std::vector<std::uint32_t>> lists;
  for (std::uint32_t i = 0; i < plans.size(); ++i) {
    if (plans[i].trigger.empty()) continue;
    const std::uint32_t trigger = table.add(plans[i].trigger);
    lists.resize(table.patterns().size());
    lists[trigger].push_back(i);
  }
  TriggerRules rules;
  for (const auto& list : lists) rules.add(list);
  return rules;
}

}  // namespace

void SearchReach::add(const Rule& rule, const MatchPlan& plan) {
  if (plan.max_length == kUnbounded) {
    is_bounded = false;
    return;
  }
  const std::size_t plain = rule.keywords.empty() ? 1 : kKeywordReach;
  const std::size_t around = rule.scored != Rule::Scored::kNot ? kScoreReach : plain;
  context = std::max(context, plan.max_length + around);
}

std::string encode_plan_table(const RuleSet& rules, const std::vector<MatchPlan>& plans) {
  KEYHOUND_CHECK(rules.rules.size() == plans.size());
  std::vector<std::uint32_t> begins = {static_cast<std::uint32_t>(kEncodedPlansBegin)};
  std::vector<std::uint32_t> untriggered;
  SearchReach reach;
  for (std::uint32_t i = 0; i < plans.size(); ++i) {
    begins.push_back(begins.back() + static_cast<std::uint32_t>(encode_plan(plans[i]).size()));
    if (plans[i].trigger.empty()) untriggered.push_back(i);
    reach.add(rules.rules[i], plans[i]);
  }
  TriggerRules triggers = rules_by_trigger(plans);
  FieldWriter writer(kMagic);
  for (const auto* numbers : {&begins, &triggers.begins, &triggers.rules, &untriggered})
    writer.field(NumberTable::encode(*numbers));
  writer.field(reach.context);
  writer.choice(reach.is_bounded, true);
  return writer.bytes();
}

Result<PlanTable> PlanTable::open(std::string_view plans, std::string_view table) {
  const auto damaged = [] { return fail(ErrorKind::kCorrupt, "the table of plans is damaged"); };
  FieldReader reader(table, kMagic);
  std::string_view begins;
  std::string_view trigger_begins;
  std::string_view trigger_rules;
  std::string_view untriggered;
  for (std::string_view* bytes : {&begins, &trigger_begins, &trigger_rules, &untriggered})
    reader.view(*bytes);
  PlanTable made;
  reader.field(made.reach_.context);
  reader.choice(made.reach_.is_bounded, true);
  made.plans_ = plans;
  made.begins_ = NumberTable(begins);
  if (!reader.is_whole() || !made.begins_.divides(kEncodedPlansBegin, plans.size()))
    return damaged();
  TriggerRules& triggers = made.triggers_;
  if (!take_numbers(trigger_rules, made.size(), triggers.rules) ||
      !take_numbers(untriggered, made.size(), made.untriggered_) ||
      !NumberTable(trigger_begins).divides(0, triggers.rules.size()) ||
      !take_numbers(trigger_begins, triggers.rules.size() + 1, triggers.begins)) {
    return damaged();
  }
  return made;
}

MatchPlan PlanTable::plan(std::uint32_t rule) const {
  const std::uint32_t begin = begins_[rule];
  Result<MatchPlan> plan = decode_plan(plans_.substr(begin, begins_[rule + 1] - begin));
  KEYHOUND_CHECK(plan);
  return std::move(*plan);
}

}  // namespace keyhound
