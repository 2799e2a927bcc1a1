// SPDX-License-Identifier: Apache-2.0
// What a run tells of itself while it goes on, and the interface that hears it. Plain data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "scanner/store/finding_counts.h"
#include "scanner/store/store_records.h"

namespace keyhound {

// The shard's part of a run, as this coordinator found it.
struct RunOpening {
  RunSummary run;
  int shard = 1;
  bool is_continued = false;  // somebody has begun it before
  OutcomeCounts counts;       // of the shard
};

// How one target's turn ended.
struct TargetReport {
  std::string name;  // untrusted, as are reason and message
  TargetOutcome outcome = TargetOutcome::kFailed;
  bool is_retried = false;  // it failed, and has another turn later in this run
  std::string reason;
  std::string message;
  bool complete = true;  // of kScanned: everything could be read
  FindingCounts findings;
  double seconds = 0;
  std::string verification;  // what verifying came to; untrusted; empty: nothing was verified
};

struct RunProgress {
  std::int64_t done = 0;  // targets of the shard that have ended, in earlier sessions too
  std::int64_t total = 0;
  double per_minute = 0;                    // targets, in this session
  std::optional<double> seconds_remaining;  // by size; none: it cannot be told yet
};

class RunListener {
 public:
  virtual ~RunListener() = default;
  virtual void on_start(const RunOpening& start) = 0;
  virtual void on_target(const TargetReport& target) = 0;
  // Several times a second.
  virtual void on_progress(const RunProgress& progress) = 0;
  // Something to know: a run is continued, the store does not answer, others are waited for.
  virtual void on_notice(const std::string& message) = 0;
};

}  // namespace keyhound
