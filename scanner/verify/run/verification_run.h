// SPDX-License-Identifier: Apache-2.0
// Carries out the requests of a plan: one queue a host, each in the order of the plan and at its
// own pace, all hosts side by side in one thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/http/http_pool.h"
#include "scanner/model/liveness.h"
#include "scanner/verify/plan/verification_plan.h"
#include "scanner/verify/verification_candidate.h"

namespace keyhound {

class SharedTurns;

struct VerificationLimits {
  double requests_per_second = 2;         // to one host
  std::size_t connections = 16;           // at once; one a host
  unsigned retries = 2;                   // after 429, 5xx, a lost connection
  std::chrono::seconds longest_wait{60};  // that Retry-After or backing off may ask for
  std::uint64_t requests = 0;             // in all, retries too; 0: no bound
  std::chrono::seconds time{0};           // in all; 0: no bound
  bool is_time_over = false;              // nothing may be sent any more, whatever `time` is
  // Processes that verify in one run share pace, answers and `requests`; borrowed. nullptr: this
  // process is alone.
  SharedTurns* turns = nullptr;
};

// Hears of each result of a request as it comes, also of what a limit leaves over, but not of what
// another process asked; an error of it ends the run.
using OnVerified = std::function<Status(const PlannedVerification&, const Liveness&)>;
// Hears several times a second how many of the requests' credentials have their result, of how
// many.
using OnVerificationProgress = std::function<void(std::size_t done, std::size_t total)>;

// The liveness of each planned entry, in its order: of kRequest what the answer shows, of all
// others `known`. What a limit leaves over is kUnchecked, and says which limit; what was asked and
// refused until then is kIndeterminate. kConfiguration when there is no libcurl. A host that goes
// on refusing, or asks for a longer wait than allowed, is given up with all that it was to be
// asked. Requests are made when they are sent, under the date of then (`settings.now` is not looked
// at), and sent to the planned host over https only. At a limit what is on its way is still heard.
// Where something is wrong with what processes share of a host, what that host was to be asked is
// kIndeterminate.
Result<std::vector<Liveness>> run_verification(const std::vector<VerificationCandidate>& candidates,
                                               const std::vector<PlannedVerification>& plan,
                                               const RequestSettings& settings,
                                               const HttpOptions& http,
                                               const VerificationLimits& limits,
                                               const OnVerified& on_verified,
                                               const OnVerificationProgress& on_progress = {});

}  // namespace keyhound
