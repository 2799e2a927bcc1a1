// SPDX-License-Identifier: Apache-2.0
// PolicyTallies: what a ledger's policy.evaluated events say of each policy: how often which
// outcome, in which events, and how each subject stands now. Filled event by event; memory grows
// with the pairs of policy and subject, not with the events. Thread-compatible.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "policies/controls/seq_ranges.h"
#include "scanner/base/time.h"
#include "scanner/model/policy_verdict.h"

namespace keyhound {

using OutcomeCounts = std::array<std::uint64_t, kOutcomes>;  // by Outcome

struct PolicyTally {
  std::array<SeqRanges, kOutcomes> events;  // by Outcome
  OutcomeCounts counts{};                   // of evaluations
  OutcomeCounts current{};                  // of subjects, by the newest evaluation of each
  std::optional<Timestamp> first;           // of evaluations that were not not-applicable
  std::optional<Timestamp> last;

  [[nodiscard]] std::uint64_t of(Outcome outcome) const {
    return counts[static_cast<std::size_t>(outcome)];
  }
};

struct PolicyEvaluation {
  std::uint64_t seq = 0;
  Timestamp time;
  std::string_view policy;
  std::string_view subject;
  Outcome outcome = Outcome::kError;
};

struct LedgerEvent;

// What the event says; nothing when it is no policy.evaluated, or one that cannot be read. The
// texts borrow the event.
std::optional<PolicyEvaluation> evaluation_of(const LedgerEvent& event);

class PolicyTallies {
 public:
  // REQUIRES: in the order of the ledger.
  void add(const PolicyEvaluation& evaluation);

  // By policy id.
  [[nodiscard]] const std::map<std::string, PolicyTally, std::less<>>& all() const {
    return tallies_;
  }
  // nullptr: it was never evaluated.
  [[nodiscard]] const PolicyTally* find(std::string_view policy) const;

 private:
  // How a subject stands: its newest evaluation. One of the same time that comes later counts.
  struct Standing {
    Timestamp time;
    Outcome outcome = Outcome::kError;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };
  using Standings = std::unordered_map<std::string, Standing, Hash, std::equal_to<>>;

  std::map<std::string, PolicyTally, std::less<>> tallies_;
  std::map<std::string, Standings, std::less<>> standings_;  // by policy, then subject
};

// pass / (pass + fail + error); nothing when there are none. Waived is no pass and no failure.
std::optional<double> pass_rate(const OutcomeCounts& counts);
// pass + fail + waived + error.
std::uint64_t evaluations(const OutcomeCounts& counts);
// "99.9 %", rounded down, so that only all is 100 %; "no data" for nothing.
std::string percent(std::optional<double> share);

}  // namespace keyhound
