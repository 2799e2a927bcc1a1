// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/verify/verification_summary.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <vector>

#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

// Next steps that are named; the plan of a dry run has all.
constexpr std::size_t kMostSteps = 3;

bool is_asked(const PlannedVerification& entry) {
  return entry.step == PlannedStep::kRequest || entry.step == PlannedStep::kProbe;
}

using Counts = std::map<std::string, std::size_t>;

// "rate limited 2, time-out 1", the most frequent first.
std::string count_words(const Counts& counts) {
  std::vector<std::pair<std::string, std::size_t>> sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<std::string> words;
  words.reserve(sorted.size());
  for (const auto& [name, count] : sorted) words.push_back(fmt::format("{} {}", name, count));
  return escape_for_terminal(fmt::format("{}", fmt::join(words, ", ")));
}

// States with how many have them, those that prove nothing with their reasons.
class StateCounts {
 public:
  void add(const Liveness& liveness) {
    ++total_;
    ++states_[liveness.state];
    if (liveness.reason.empty()) return;
    if (liveness.state == LivenessState::kIndeterminate ||
        liveness.state == LivenessState::kUnchecked)
      ++reasons_[liveness.state][liveness.reason];
  }
  [[nodiscard]] std::size_t total() const { return total_; }
  [[nodiscard]] std::string words() const {
    std::string words;
    for (const LivenessState state :
         {LivenessState::kActive, LivenessState::kRevoked, LivenessState::kExpired,
          LivenessState::kIndeterminate, LivenessState::kUnchecked}) {
      const auto count = states_.find(state);
      if (count == states_.end()) continue;
      const bool is_open = state == LivenessState::kUnchecked;
      words += fmt::format("{}{} {}", words.empty() ? "" : ", ",
                           is_open ? "left over" : to_string(state), count->second);
      const auto reasons = reasons_.find(state);
      if (reasons != reasons_.end()) words += fmt::format(" ({})", count_words(reasons->second));
    }
    return words;
  }

 private:
  std::size_t total_ = 0;
  std::map<LivenessState, std::size_t> states_;
  std::map<LivenessState, Counts> reasons_;
};

// "not allowed 10 (add --allow api.stripe.com)" for each cause.
class SkipCounts {
 public:
  void add(const PlannedVerification& entry) {
    ++total_;
    ++counts_[std::string(to_string(entry.cause))];
    if (!entry.next_step.empty())
      steps_[std::string(to_string(entry.cause))].insert(entry.next_step);
  }
  [[nodiscard]] std::size_t total() const { return total_; }
  [[nodiscard]] std::string words() const {
    std::string words;
    for (const auto& [cause, count] : counts_) {
      words += fmt::format("{}{} {}", words.empty() ? "" : ", ", cause, count);
      const auto steps = steps_.find(cause);
      if (steps != steps_.end()) words += fmt::format(" ({})", steps_words(steps->second));
    }
    return words;
  }

 private:
  static std::string steps_words(const std::set<std::string>& steps) {
    std::vector<std::string> shown;
    for (const std::string& step : steps) {
      if (shown.size() == kMostSteps) break;
      shown.push_back(escape_for_terminal(step));
    }
    if (steps.size() > kMostSteps)
      shown.push_back(fmt::format("{} more, see --dry-run", steps.size() - kMostSteps));
    return fmt::format("{}", fmt::join(shown, ", "));
  }

  std::size_t total_ = 0;
  Counts counts_;
  std::map<std::string, std::set<std::string>> steps_;
};

struct Totals {
  StateCounts asked;
  StateCounts known;
  SkipCounts skipped;
  std::set<std::string> hosts;
};

Totals totals_of(const Verification& verification) {
  Totals totals;
  for (std::size_t i = 0; i < verification.plan.size(); ++i) {
    const PlannedVerification& entry = verification.plan[i];
    if (entry.step == PlannedStep::kSkip) {
      totals.skipped.add(entry);
    } else if (entry.step == PlannedStep::kKnown) {
      totals.known.add(entry.known);
    } else {
      totals.asked.add(verification.liveness[i]);
      if (!entry.host.empty()) totals.hosts.insert(entry.host);
    }
  }
  return totals;
}

std::string rest_of(const Totals& totals) {
  std::string text;
  if (totals.known.total() > 0)
    text += fmt::format("; known before {}: {}", totals.known.total(), totals.known.words());
  if (totals.skipped.total() > 0)
    text += fmt::format("; not asked {}: {}", totals.skipped.total(), totals.skipped.words());
  return text;
}

}  // namespace

std::string verification_summary(const Verification& verification) {
  const Totals totals = totals_of(verification);
  std::string text = fmt::format("asked {}", totals.asked.total());
  if (totals.asked.total() > 0) text += ": " + totals.asked.words();
  return text + rest_of(totals);
}

std::string plan_summary(const Verification& verification) {
  const Totals totals = totals_of(verification);
  std::string text = fmt::format("would ask {}", totals.asked.total());
  if (!totals.hosts.empty())
    text +=
        fmt::format(" at {} {}", totals.hosts.size(), totals.hosts.size() == 1 ? "host" : "hosts");
  return text + rest_of(totals);
}

bool leaves_open(const Verification& verification) {
  for (std::size_t i = 0; i < verification.plan.size(); ++i) {
    const PlannedVerification& entry = verification.plan[i];
    const LivenessState state = verification.liveness[i].state;
    if (is_asked(entry) &&
        (state == LivenessState::kIndeterminate || state == LivenessState::kUnchecked))
      return true;
    const bool could_be_told = entry.step == PlannedStep::kSkip &&
                               entry.cause != SkipCause::kNoVerifier &&
                               entry.cause != SkipCause::kCanary;
    if (could_be_told) return true;
  }
  return false;
}

}  // namespace keyhound
