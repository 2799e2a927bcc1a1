// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/run/host_queue.h"

#include <fmt/format.h>

#include <algorithm>

namespace keyhound {
namespace {

// A host that refuses so often in a row will refuse the next one, too.
constexpr unsigned kMostRefusals = 5;
constexpr RunTime kFirstWait = std::chrono::seconds(1);
constexpr unsigned kMostDoublings = 10;
constexpr Duration kDay{24 * 3600};

// One, two, four seconds, ...; half of it is left to chance, so that many runs that were refused at
// once do not come back at once.
RunTime backing_off(unsigned refusals, double jitter) {
  const RunTime whole = kFirstWait * (1U << std::min(refusals - 1, kMostDoublings));
  return whole / 2 + RunTime(static_cast<RunTime::rep>(static_cast<double>((whole / 2).count()) *
                                                       std::clamp(jitter, 0.0, 1.0)));
}

std::string length_of(Duration wait) {
  return wait > kDay ? "more than a day" : describe_duration(wait);
}

}  // namespace

void HostQueue::pop() {
  entries_.pop_front();
  is_waiting_ = false;
  attempts_ = 0;
}

HostPace HostQueue::pace(RunTime now) const {
  return {std::max(due_ - now, RunTime(0)), refusals_, given_up_};
}

void HostQueue::adopt(const HostPace& pace, RunTime now) {
  due_ = now + pace.wait;
  refusals_ = pace.refusals;
  given_up_ = pace.given_up;
}

void HostQueue::note_sent(RunTime now) {
  due_ = now + rules_.spacing;
  is_waiting_ = true;
}

bool HostQueue::note_answer(const AnswerJudgement& judgement, RunTime now, Timestamp date,
                            double jitter) {
  is_waiting_ = false;
  if (!judgement.is_refusal) {
    refusals_ = 0;
    return false;
  }
  ++refusals_;
  wait_or_give_up(judgement, now, date, jitter);
  if (!given_up_.empty() || !judgement.may_ask_again || attempts_ >= rules_.retries) return false;
  ++attempts_;
  last_refusal_ = judgement.liveness;
  return true;
}

void HostQueue::wait_or_give_up(const AnswerJudgement& judgement, RunTime now, Timestamp date,
                                double jitter) {
  const std::string& reason = judgement.liveness.reason;
  if (judgement.ends_host) {
    given_up_ = fmt::format("its host was given up: {}", reason);
    return;
  }
  if (refusals_ >= kMostRefusals) {
    given_up_ = fmt::format(
        "its host was given up, since it refused {} times in a row, last: {}; run again later to "
        "go on",
        refusals_, reason);
    return;
  }
  RunTime wait = std::min(backing_off(refusals_, jitter), rules_.longest_wait);
  if (judgement.announced) {
    const Duration asked = *judgement.announced - date;
    const RunTime announced = std::chrono::seconds(asked.seconds);
    if (announced > rules_.longest_wait) {
      given_up_ = fmt::format(
          "its host was given up ({}), since it wants to be asked again in {} only; run again then "
          "to go on",
          reason, length_of(asked));
      return;
    }
    wait = std::max(wait, announced);
  }
  due_ = std::max(due_, now + wait);
}

}  // namespace keyhound
