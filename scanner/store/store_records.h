// SPDX-License-Identifier: Apache-2.0
// What bulk runs put into the store and take out of it. Plain data; times are as in base/time.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/time.h"
#include "scanner/model/diagnostic.h"

namespace keyhound {

// How a target of a run ended.
enum class TargetOutcome { kPending, kScanned, kUnchanged, kFailed, kExcluded };

std::string_view to_string(TargetOutcome outcome);  // "pending", ...
std::optional<TargetOutcome> parse_target_outcome(std::string_view text);

// A repository's name as the store has it: itself, or with escapes where it is no valid UTF-8 or
// has control characters.
std::string stored_name(std::string_view name);

// A repository as a plan has it (scanner/bulk/target.h makes it).
struct PlannedRepository {
  std::string name;  // the row's key
  std::string location;
  std::string provider;
  std::string provider_id;  // empty: not known
  std::string organisation;
  bool is_archived = false;
  bool is_fork = false;
  bool is_private = false;
  std::uint64_t size_kib = 0;
  int shard = 1;
  std::string
      excluded;  // why it is not scanned ("archived", "fork", "too-large", ...); empty: it is
  std::string excluded_message;
};

struct RunPlan {
  std::string run_key;
  std::string digest;
  bool complete = true;  // false: a list of targets broke off
  int shard_count = 1;
  std::string tool_version;
  std::string rules_digest;
  std::vector<PlannedRepository> repositories;
  std::vector<Diagnostic> diagnostics;
};

// A coordinator: one process that works on one shard of a run.
struct Coordinator {
  int shard = 1;
  std::string session;  // random
  std::string host;
  std::int64_t pid = 0;
  std::string pid_started;
};

// A target that a coordinator has claimed, with what the store knows of its last scan.
struct ClaimedTarget {
  std::int64_t repository_id = 0;
  std::string name;
  std::string refs_digest;  // of the last scan that read everything; empty: none
  std::string basis;
  int attempts = 0;  // before this one
};

// What becomes of a claimed target that was not scanned anew.
struct TargetEnd {
  std::int64_t repository_id = 0;
  TargetOutcome outcome = TargetOutcome::kFailed;
  std::string reason;
  std::string message;
  double seconds = 0;
};

// A scan to be recorded; its findings are those of the ScanResult beside it.
struct RecordedScan {
  std::int64_t repository_id = 0;
  std::string refs_digest;
  std::string basis;
  int exit_code = 0;
  double seconds = 0;  // with fetching
  std::string report;  // path of the SARIF, relative to the output folder
};

struct OutcomeCounts {
  std::int64_t planned = 0;  // the sum of all others
  std::int64_t pending = 0;
  std::int64_t scanned = 0;
  std::int64_t unchanged = 0;
  std::int64_t failed = 0;
  std::int64_t excluded = 0;
};

// How far a run, or one shard of it, came.
struct Coverage {
  OutcomeCounts counts;
  std::int64_t incomplete_scans = 0;  // scanned, but not everything could be read
  bool plan_complete = true;
  std::vector<Diagnostic> diagnostics;

  // Every target was read to its end, or left out for a reason.
  [[nodiscard]] bool complete() const {
    return plan_complete && counts.pending == 0 && counts.failed == 0 && incomplete_scans == 0;
  }
};

struct RunSummary {
  std::int64_t id = 0;
  std::string run_key;
  std::string state;  // "running", "finished"
  int shard_count = 1;
  Timestamp started;
  std::optional<Timestamp> finished;
  std::optional<Timestamp> judged;
};

// How policies name the repositories that were scanned ("acme/pay"), each once, sorted.
struct ScannedRepositories {
  std::vector<std::string> names;
  std::vector<std::string> inventoried;  // those whose pipeline definitions were read
};

}  // namespace keyhound
