// SPDX-License-Identifier: Apache-2.0
// What became of the triggers in a text, for explanations.
#include <algorithm>
#include <map>

#include "scanner/base/check.h"
#include "scanner/engine/confirm.h"
#include "scanner/engine/rule_engine.h"
#include "scanner/engine/rule_engine_impl.h"

namespace keyhound {
namespace {

// The matches of a rule as if it asked for no keyword.
std::vector<Match> without_keyword(const CompiledRule& compiled, std::uint32_t index,
                                   std::string_view text, std::span<const TriggerHit> hits) {
  std::vector<Match> matches;
  if (compiled.rule().keywords.empty()) return matches;
  Rule rule = compiled.rule();
  rule.keywords.clear();
  const auto bare = CompiledRule::create_proved(rule, compiled.plan());
  SecretCache secrets;
  confirm_hits(*bare, index, text, hits, secrets, matches);
  std::erase_if(matches, [&](const Match& match) {
    return compiled.has_keyword(text, match.start, match.end);
  });
  return matches;
}

bool covers(const std::vector<Match>& matches, std::uint32_t rule, std::size_t end) {
  return std::any_of(matches.begin(), matches.end(), [&](const Match& match) {
    return match.rule == rule && match.start < end && end <= match.end;
  });
}

}  // namespace

std::vector<RuleTrace> RuleEngine::trace(std::string_view text, const TextMatches& found) const {
  std::map<std::uint32_t, std::vector<TriggerHit>> hits_of;  // by rule
  for (const TriggerHit& hit : found.hits) {
    KEYHOUND_CHECK(hit.trigger < impl_->trigger_rules.size());
    for (const std::uint32_t rule : impl_->trigger_rules[hit.trigger]) hits_of[rule].push_back(hit);
  }
  std::vector<RuleTrace> traces;
  for (const auto& [rule, hits] : hits_of) {
    RuleTrace trace;
    trace.rule = rule;
    trace.without_keyword = without_keyword(impl_->compiled(rule), rule, text, hits);
    for (const TriggerHit& hit : hits) {
      if (!covers(found.matches, rule, hit.end) && !covers(trace.without_keyword, rule, hit.end))
        trace.unconfirmed.push_back(hit.end);
    }
    if (!trace.without_keyword.empty() || !trace.unconfirmed.empty())
      traces.push_back(std::move(trace));
  }
  return traces;
}

const std::string& RuleEngine::trigger(std::uint32_t rule) const {
  return impl_->compiled(rule).plan().trigger;
}

}  // namespace keyhound
