// SPDX-License-Identifier: Apache-2.0
#include "policies/controls/policy_tallies.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "policies/evidence/event.h"
#include "policies/evidence/event_members.h"

namespace keyhound {
namespace {

std::size_t index_of(Outcome outcome) { return static_cast<std::size_t>(outcome); }

std::optional<Outcome> parse_outcome(std::string_view text) {
  for (std::size_t i = 0; i < kOutcomes; ++i) {
    if (to_string(static_cast<Outcome>(i)) == text) return static_cast<Outcome>(i);
  }
  return std::nullopt;
}

}  // namespace

std::optional<PolicyEvaluation> evaluation_of(const LedgerEvent& event) {
  if (event.event.type != "policy.evaluated") return std::nullopt;
  const std::string_view policy = text_member(event.event.data, "policy");
  const auto outcome = parse_outcome(text_member(event.event.data, "outcome"));
  if (policy.empty() || !outcome) return std::nullopt;
  return PolicyEvaluation{event.seq, event.event.time, policy, event.event.subject, *outcome};
}

void PolicyTallies::add(const PolicyEvaluation& evaluation) {
  auto tally = tallies_.find(evaluation.policy);
  if (tally == tallies_.end()) tally = tallies_.emplace(evaluation.policy, PolicyTally()).first;
  PolicyTally& into = tally->second;
  into.events[index_of(evaluation.outcome)].add(evaluation.seq);
  ++into.counts[index_of(evaluation.outcome)];
  if (evaluation.outcome != Outcome::kNotApplicable) {
    into.first = into.first ? std::min(*into.first, evaluation.time) : evaluation.time;
    into.last = into.last ? std::max(*into.last, evaluation.time) : evaluation.time;
  }

  auto subjects = standings_.find(evaluation.policy);
  if (subjects == standings_.end())
    subjects = standings_.emplace(evaluation.policy, Standings()).first;
  const auto standing = subjects->second.find(evaluation.subject);
  if (standing == subjects->second.end()) {
    subjects->second.emplace(evaluation.subject, Standing{evaluation.time, evaluation.outcome});
  } else if (standing->second.time <= evaluation.time) {
    --into.current[index_of(standing->second.outcome)];
    standing->second = {evaluation.time, evaluation.outcome};
  } else {
    return;
  }
  ++into.current[index_of(evaluation.outcome)];
}

const PolicyTally* PolicyTallies::find(std::string_view policy) const {
  const auto found = tallies_.find(policy);
  return found == tallies_.end() ? nullptr : &found->second;
}

std::optional<double> pass_rate(const OutcomeCounts& counts) {
  const std::uint64_t pass = counts[index_of(Outcome::kPass)];
  const std::uint64_t decided =
      pass + counts[index_of(Outcome::kFail)] + counts[index_of(Outcome::kError)];
  if (decided == 0) return std::nullopt;
  return static_cast<double>(pass) / static_cast<double>(decided);
}

std::uint64_t evaluations(const OutcomeCounts& counts) {
  return counts[index_of(Outcome::kPass)] + counts[index_of(Outcome::kFail)] +
         counts[index_of(Outcome::kWaived)] + counts[index_of(Outcome::kError)];
}

std::string percent(std::optional<double> share) {
  if (!share) return "no data";
  return fmt::format("{:.1f} %", std::floor(*share * 1000 + 1e-9) / 10);
}

}  // namespace keyhound
