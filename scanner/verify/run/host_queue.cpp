// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/run/host_queue.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace keyhound {
namespace {

// A host that refuses so often in a row will refuse the next one, too.
constexpr unsigned kMostRefusals = 5;
constexpr std::size_t kFewestRefused = 3;  // credentials
// How long others, too, send nothing to a host that was given up.
constexpr RunTime kGivenUpFor = std::chrono::minutes(5);
constexpr RunTime kLongestGivenUp = std::chrono::hours(1);
constexpr RunTime kFirstWait = std::chrono::seconds(1);
constexpr unsigned kMostDoublings = 10;
constexpr Duration kDay{24 * 3600};
constexpr Duration kYear{366 * kDay.seconds};

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
  attempts_ = 0;
}

HostPace HostQueue::pace(RunTime now) const {
  return {std::max(due_ - now, RunTime(0)), refusals_, given_up_,
          std::max(given_up_until_ - now, RunTime(0)), refused_};
}

void HostQueue::adopt(const HostPace& pace, RunTime now) {
  due_ = now + pace.wait;
  refusals_ = pace.refusals;
  refused_ = pace.refused;
  give_up(pace.given_up, now + pace.given_up_for);
}

void HostQueue::note_sent(RunTime now) { due_ = now + rules_.spacing; }

bool HostQueue::note_answer(const AnswerJudgement& judgement, std::string_view fingerprint,
                            RunTime now, Timestamp date, double jitter) {
  if (!judgement.is_refusal) {
    refusals_ = 0;
    refused_.clear();
    return false;
  }
  ++refusals_;
  note_refused(fingerprint);
  const bool may_ask_again = wait_or_give_up(judgement, now, date, jitter);
  if (!may_ask_again || !judgement.may_ask_again || attempts_ >= rules_.retries) return false;
  ++attempts_;
  last_refusal_ = judgement.liveness;
  return true;
}

void HostQueue::note_refused(std::string_view fingerprint) {
  const bool is_known = std::find(refused_.begin(), refused_.end(), fingerprint) != refused_.end();
  if (!is_known && refused_.size() < kFewestRefused) refused_.emplace_back(fingerprint);
}

bool HostQueue::refuses_everybody() const { return refused_.size() >= kFewestRefused; }

void HostQueue::give_up(std::string reason, RunTime until) {
  given_up_ = std::move(reason);
  given_up_until_ = until;
}

bool HostQueue::wait_or_give_up(const AnswerJudgement& judgement, RunTime now, Timestamp date,
                                double jitter) {
  const std::string& reason = judgement.liveness.reason;
  if (judgement.ends_host) {
    give_up(fmt::format("its host was given up: {}", reason), now + kGivenUpFor);
    return false;
  }
  const Duration asked = judgement.announced ? *judgement.announced - date : Duration{0};
  const RunTime announced =
      std::chrono::seconds(std::clamp<std::int64_t>(asked.seconds, 0, kYear.seconds));
  const bool is_too_long = announced > rules_.longest_wait;
  if (is_too_long && refuses_everybody()) {
    give_up(
        fmt::format("its host was given up ({}), since it wants to be asked again in {} only; run "
                    "again then to go on",
                    reason, length_of(asked)),
        now + std::min(announced, kLongestGivenUp));
    return false;
  }
  if (refusals_ >= kMostRefusals && refuses_everybody()) {
    give_up(fmt::format(
                "its host was given up, since it refused {} times in a row, last: {}; run again "
                "later to go on",
                refusals_, reason),
            now + kGivenUpFor);
    return false;
  }
  // So long a wait may be that of this credential alone, and others need not keep to it.
  const RunTime wait =
      std::max(backing_off(refusals_, jitter), is_too_long ? RunTime(0) : announced);
  due_ = std::max(due_, now + std::min(wait, rules_.longest_wait));
  return !is_too_long;
}

}  // namespace keyhound
