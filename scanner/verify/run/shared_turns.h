// SPDX-License-Identifier: Apache-2.0
// SharedTurns: what processes that verify in one run agree on, by files in a folder: whose turn it
// is to ask a host, at which pace it is asked, what it answered, and how many requests were sent. A
// process that is killed leaves its turn to others, and the rest as it was. Holds no secret.
// Movable; used by one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>

#include "scanner/base/result.h"
#include "scanner/base/time.h"
#include "scanner/model/liveness.h"
#include "scanner/verify/plan/verification_plan.h"
#include "scanner/verify/run/cache_file.h"
#include "scanner/verify/run/host_pace.h"
#include "scanner/verify/run/locked_text.h"
#include "scanner/verify/verification_candidate.h"

namespace keyhound {

// What a process asks under. Those of a run that ask under others share pace and requests alone.
struct TurnTerms {
  std::string digest;               // of what decides what is asked, and what an answer means
  std::optional<Duration> max_age;  // of an answer; none: any counts
  // Each shard counts its own requests and time, also where several share a folder; 0: there is
  // one.
  int shard = 0;
};

class SharedTurns {
 public:
  // Since the epoch; the same for all processes.
  using Clock = std::function<std::chrono::microseconds()>;

  // Makes the folder (0700) where it lacks. kConfiguration for files in it that others could have
  // written.
  static Result<SharedTurns> open(const std::string& folder, TurnTerms terms = {},
                                  Clock clock = {});

  // When the first process of the shard opened the folder.
  [[nodiscard]] std::chrono::microseconds begin() const { return begin_; }
  [[nodiscard]] std::chrono::microseconds elapsed() const;  // since then
  // How many requests all processes of the shard sent.
  Result<std::uint64_t> spent();
  // Counts a request that is about to be sent; false: there were `most` (0: no bound).
  Result<bool> spend(std::uint64_t most);

  // The turn at the host, until leave(); false: another process has it.
  Result<bool> take(const std::string& host);
  void leave(const std::string& host);
  [[nodiscard]] bool holds(const std::string& host) const;

  // REQUIRES of what follows: holds(host).
  Result<HostPace> pace(const std::string& host);
  Status set_pace(const std::string& host, const HostPace& pace);
  // What the host answered in this run when it was asked the same, not too long ago.
  [[nodiscard]] std::optional<Liveness> answer(const std::string& host,
                                               const VerificationCandidate& candidate,
                                               const PlannedVerification& planned) const;
  Status keep_answer(const std::string& host, const VerificationCandidate& candidate,
                     const Liveness& liveness);

 private:
  // Its files are open while this process has the turn: there may be more hosts than a process may
  // have files.
  struct Host {
    std::optional<LockedText> turn;
    CacheFile answers;
    std::unordered_map<std::string, Liveness> known;
  };

  SharedTurns(std::string folder, TurnTerms terms, Clock clock, LockedText budget)
      : folder_(std::move(folder)),
        terms_(std::move(terms)),
        clock_(std::move(clock)),
        budget_(std::move(budget)) {}
  Status begin_run();
  Result<Host*> host_of(const std::string& host);
  Status read_answers(const std::string& host, Host& one);
  Host& held(const std::string& host);
  Result<std::uint64_t> read_spent();
  Status write_spent(std::uint64_t count);

  std::string folder_;
  TurnTerms terms_;
  Clock clock_;
  LockedText budget_;
  std::chrono::microseconds begin_{0};
  std::uint64_t spent_ = 0;  // as it was read or written last
  std::map<std::string, Host> hosts_;
};

}  // namespace keyhound
