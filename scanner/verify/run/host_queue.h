// SPDX-License-Identifier: Apache-2.0
// HostQueue: what one host is asked, in order, and when: at its pace, later after refusals, and not
// at all any more where it goes on refusing. Knows no clock. Used by one thread.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/verify/run/answer_judgement.h"
#include "scanner/verify/run/host_pace.h"
#include "scanner/verify/run/request_transport.h"

namespace keyhound {

struct HostRules {
  RunTime spacing{0};       // between two requests
  RunTime longest_wait{0};  // after a refusal
  unsigned retries = 0;     // of one credential
};

class HostQueue {
 public:
  HostQueue(std::string host, const HostRules& rules) : host_(std::move(host)), rules_(rules) {}

  void add(std::size_t entry) { entries_.push_back(entry); }
  [[nodiscard]] const std::string& host() const { return host_; }
  [[nodiscard]] bool is_empty() const { return entries_.empty(); }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  // REQUIRES: not empty.
  [[nodiscard]] std::size_t front() const { return entries_.front(); }
  void pop();
  // When the next request may be sent.
  [[nodiscard]] RunTime due() const { return due_; }
  // Why nothing is sent any more; empty: it is.
  [[nodiscard]] const std::string& given_up() const { return given_up_; }
  // Whether the first one was sent before, and refused.
  [[nodiscard]] bool was_refused() const { return attempts_ > 0; }
  // What the first one was told last. REQUIRES: was_refused().
  [[nodiscard]] const Liveness& last_refusal() const { return last_refusal_; }

  // What others who ask the host have to know, and what they made known.
  [[nodiscard]] HostPace pace(RunTime now) const;
  void adopt(const HostPace& pace, RunTime now);

  void note_sent(RunTime now);
  // Of the answer to the first one, whose fingerprint that is; true: it is to be sent again. `date`
  // is that of `now`; `jitter`, from 0 to 1, says how much of the waiting is left to chance.
  bool note_answer(const AnswerJudgement& judgement, std::string_view fingerprint, RunTime now,
                   Timestamp date, double jitter);

 private:
  void note_refused(std::string_view fingerprint);
  // Whether several credentials were refused: one that is used up says nothing of its host.
  [[nodiscard]] bool refuses_everybody() const;
  // False: the first one is not to be sent again.
  bool wait_or_give_up(const AnswerJudgement& judgement, RunTime now, Timestamp date,
                       double jitter);
  void give_up(std::string reason, RunTime until);

  std::string host_;
  HostRules rules_;
  std::deque<std::size_t> entries_;
  RunTime due_{0};
  unsigned attempts_ = 0;  // of the first one that were refused
  unsigned refusals_ = 0;  // in a row, whoever was asked about
  Liveness last_refusal_;
  std::vector<std::string> refused_;  // of those refusals: different fingerprints, a few
  std::string given_up_;
  RunTime given_up_until_{0};  // for others
};

}  // namespace keyhound
