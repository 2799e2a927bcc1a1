// SPDX-License-Identifier: Apache-2.0
// TargetVerification: verifies what a worker finds in its repository, by turns with the other
// workers of the run. Used by one thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/bulk/run/worker_job.h"
#include "scanner/cli/rule_options.h"
#include "scanner/cli/scan_report.h"
#include "scanner/cli/verify/scan_verification.h"
#include "scanner/verify/run/shared_turns.h"

namespace keyhound {

// What is left to say once the repository was scanned.
struct TargetVerified {
  bool is_whole = false;                // all that could be asked was; else the next run asks again
  std::optional<Timestamp> until;       // when an answer is too old first; none: none ever is
  std::string summary;                  // "asked 2: active 1, revoked 1"
  std::vector<std::string> next_steps;  // "add --allow api.stripe.com"; untrusted; a few
};

class TargetVerification {
 public:
  // Reads what the job says and joins the workers of the run; from then on this process is private.
  // Of `rules` those that a configuration names do not count.
  static Result<std::unique_ptr<TargetVerification>> create(const WorkerVerification& what,
                                                            const RuleOptions& rules);

  // Makes a scan ask before it judges. What goes wrong with it is a diagnostic of the scan.
  // REQUIRES: this outlives the scan.
  void join(ScanSteps& steps);
  [[nodiscard]] const TargetVerified& verified() const { return verified_; }

 private:
  TargetVerification(VerificationSetup setup, SharedTurns turns, const WorkerVerification& what);
  void set_time();
  void take_stock(ScanResult& result);

  SharedTurns turns_;
  std::chrono::seconds most_;      // of the run; 0: no bound
  std::chrono::seconds deadline_;  // of this worker, since `begin_`; 0: none
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  Duration max_age_;
  ScanVerification verification_;
  TargetVerified verified_;
};

// Of the options what each shard may do, so that all of them together do what the run may. kUsage
// for fewer requests than shards.
Status share_limits(int shards, VerificationSetup& setup);

// Of a worker that may verify for so long: what it sends last must have ended before the worker is.
void bound_requests(std::uint64_t seconds, VerificationSetup& setup);

Diagnostic not_verified(const Error& error);

}  // namespace keyhound
