// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/match_plan.h"

#include <algorithm>
#include <utility>

#include "scanner/engine/trigger.h"
#include "scanner/engine/trigger_print.h"

namespace keyhound {
namespace {

Status use_explicit_trigger(const Rule& rule, MatchPlan& plan) {
  Result<RegexRef> parsed = parse_regex(rule.trigger);
  if (!parsed) return fail(std::move(parsed).error().within("trigger"));
  const RegexNode& root = **parsed;
  if (root.min_width == 0) {
    return fail(ErrorKind::kConfiguration, "trigger: it matches the empty string");
  }
  if (root.max_width > kMaxTriggerWidth) {
    return fail(ErrorKind::kConfiguration,
                "trigger: it can match more than " + std::to_string(kMaxTriggerWidth) + " bytes");
  }
  // Printed anew, since the two libraries read some classes differently: \s has no \v in RE2.
  print_regex(root, plan.trigger);
  plan.back_min = root.min_width;
  plan.back_max = plan.max_length;
  return {};
}

// A rule without a word of its own still asks for one of its keywords, somewhere around it: a text
// without any of them has no match. False when there are none that can be looked for.
bool use_keywords(const Rule& rule, MatchPlan& plan) {
  if (std::any_of(rule.keywords.begin(), rule.keywords.end(), [](const std::string& keyword) {
        return keyword.empty() || keyword.size() > kMaxTriggerWidth;
      })) {
    return false;
  }
  for (const std::string& keyword : rule.keywords) {
    plan.trigger += plan.trigger.empty() ? "(?:" : "|";
    for (const char c : keyword) {
      ByteSet set;
      set.set(static_cast<std::uint8_t>(c));
      print_regex(*make_bytes(static_cast<std::uint8_t>(c) < 0x80 ? fold_case(set) : set),
                  plan.trigger);
    }
  }
  if (plan.trigger.empty()) return false;
  plan.trigger += ')';
  return true;
}

}  // namespace

Result<MatchPlan> make_match_plan(const Rule& rule) {
  KEYHOUND_TRY(RegexShape shape, analyse_rule(rule));
  if (shape.min_length == 0) {
    return fail(ErrorKind::kConfiguration, "the regex matches the empty string");
  }
  MatchPlan plan;
  plan.literal_bytes = shape.literal_bytes;
  plan.max_length = shape.max_length.value_or(kUnbounded);
  if (rule.max_length > 0 && rule.max_length < plan.max_length) {
    plan.max_length = rule.max_length;
    plan.is_cut = true;
  }
  if (plan.max_length < shape.min_length) {
    return fail(ErrorKind::kConfiguration, "max_length is " + std::to_string(rule.max_length) +
                                               ", and the shortest match has " +
                                               std::to_string(shape.min_length) + " bytes");
  }
  if (!rule.trigger.empty()) {
    KEYHOUND_TRY_STATUS(use_explicit_trigger(rule, plan));
  } else if (!shape.trigger.empty() && (shape.has_word || !use_keywords(rule, plan))) {
    plan.trigger = std::move(shape.trigger);
    plan.trigger_bits = shape.trigger_bits;
    plan.back_min = shape.trigger_end_min;
    plan.back_max = std::min(shape.trigger_end_max.value_or(kUnbounded), plan.max_length);
  } else if (shape.trigger.empty()) {
    use_keywords(rule, plan);
  }
  return plan;
}

}  // namespace keyhound
