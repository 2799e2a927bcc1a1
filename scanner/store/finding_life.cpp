// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/finding_life.h"

#include <utility>

namespace keyhound {
namespace {

bool waives(const FindingWaiver& waiver, std::string_view now) {
  return !waiver.by.empty() && (waiver.until.empty() || waiver.until > now);
}

// Of a finding that is there.
std::string_view open_state(const FindingLife& life, std::int64_t run, std::string_view now) {
  if (waives(life.waiver, now)) return "waived";
  if (life.first_run == run) return "new";
  if (life.regressed_run == run) return "regressed";
  return "existing";
}

}  // namespace

FindingLife seen(const std::optional<FindingLife>& before, std::int64_t run, std::string_view now,
                 const std::optional<FindingWaiver>& accepted) {
  FindingLife life;
  if (before) {
    life = *before;
  } else {
    life.first_run = run;
    life.first_seen = now;
  }
  if (accepted) {
    life.waiver = *accepted;
  } else if (life.waiver.by == kBaselineWaiver) {
    life.waiver = {};
  }
  // What this run itself took for fixed is there after all.
  const bool came_back = life.state == "fixed" && life.fixed_run != run && life.first_run != run;
  if (came_back) {
    life.regressed_run = run;
    life.regressed = now;
  }
  life.closed_reason.clear();
  life.fixed.clear();
  life.fixed_run = 0;
  if (life.last_seen < now) life.last_seen = now;
  life.state = open_state(life, run, now);
  return life;
}

FindingLife missed(FindingLife before, std::int64_t run, std::string_view now,
                   std::string_view reason) {
  if (!before.is_open()) return before;
  before.state = "fixed";
  before.closed_reason = reason;
  before.fixed = now;
  before.fixed_run = run;
  return before;
}

FindingLife waived_by(FindingLife before, std::int64_t run, std::string_view now,
                      const FindingWaiver& exception) {
  if (!before.is_open()) return before;
  if (before.waiver.by == kBaselineWaiver && waives(before.waiver, now)) return before;
  before.waiver = exception;
  before.state = open_state(before, run, now);
  return before;
}

}  // namespace keyhound
