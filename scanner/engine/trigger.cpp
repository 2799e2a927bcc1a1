// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/trigger.h"

#include <algorithm>
#include <utility>

#include "scanner/engine/regex_syntax.h"
#include "scanner/engine/trigger_run.h"
#include "scanner/engine/trigger_worth.h"

namespace keyhound {
namespace {

constexpr std::size_t kMaxTriggerText = 4000;  // characters
std::optional<std::size_t> bound(std::size_t width) {
  return width == kUnbounded ? std::nullopt : std::optional<std::size_t>(width);
}

// Bytes that every match holds and that the regex spells out, in either case.
std::size_t literal_bytes(const RegexNode& node) {
  std::size_t count = 0;
  switch (node.kind) {
    case RegexNode::Kind::kAssertion:
      return 0;
    case RegexNode::Kind::kBytes:
      return node.bytes.count() <= 2 ? 1 : 0;
    case RegexNode::Kind::kConcat:
      for (const RegexRef& child : node.children) count = add_widths(count, literal_bytes(*child));
      return count;
    case RegexNode::Kind::kAlternate:
      count = kUnbounded;
      for (const RegexRef& child : node.children) count = std::min(count, literal_bytes(*child));
      return count;
    case RegexNode::Kind::kRepeat:
      return multiply_widths(node.min, literal_bytes(*node.children.front()));
  }
  return count;
}

}  // namespace

Result<RegexShape> analyse_regex(std::string_view regex, TriggerChoice choice) {
  KEYHOUND_TRY(const RegexRef root, parse_regex(regex));
  RegexShape shape;
  shape.min_length = root->min_width;
  shape.max_length = bound(root->max_width);
  shape.literal_bytes = literal_bytes(*root);
  std::optional<TriggerRun> run;
  if (choice == TriggerChoice::kLeading) run = leading_trigger_run(root);
  if (!run || !is_seldom(*run)) run = best_trigger_run(root);
  if (run && is_seldom(*run) && run->text.size() <= kMaxTriggerText) {
    shape.trigger = std::move(run->text);
    shape.trigger_bits = run->bits;
    shape.has_word = run->literal_bits >= kWordBits;
    shape.trigger_end_min = run->end_min;
    shape.trigger_end_max = bound(run->end_max);
  }
  return shape;
}

Result<RegexShape> analyse_rule(const Rule& rule) {
  return analyse_regex(rule.regex,
                       rule.context.empty() ? TriggerChoice::kRarest : TriggerChoice::kLeading);
}

}  // namespace keyhound
