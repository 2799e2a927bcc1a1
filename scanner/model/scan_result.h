// SPDX-License-Identifier: Apache-2.0
// ScanResult: the in-memory model that every report format renders. Plain data, in report order.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scanner/model/assessment.h"
#include "scanner/model/candidate.h"
#include "scanner/model/check_info.h"
#include "scanner/model/diagnostic.h"
#include "scanner/model/drop_reason.h"
#include "scanner/model/finding.h"
#include "scanner/model/policy_info.h"
#include "scanner/model/reference.h"
#include "scanner/model/rule.h"

namespace keyhound {

struct ScanStatistics {
  std::uint64_t commits = 0;
  std::uint64_t blobs = 0;    // distinct git blobs
  std::uint64_t files = 0;    // work-tree files and other streams
  std::uint64_t bytes = 0;    // bytes of everything scanned
  std::uint64_t skipped = 0;  // ignored files and special files, by design
};

// Where the time of a scan of history went, in seconds. Inflate to decode are sums over all
// threads, the others are wall time. Zeros unless asked for.
struct ScanTimings {
  double index = 0;        // opening packs, and the forest of their deltas
  double inflate = 0;      // zlib streams
  double delta = 0;        // applying deltas
  double trigger = 0;      // Hyperscan
  double confirm = 0;      // RE2
  double decode = 0;       // base64, escapes and the like, without Hyperscan and RE2
  double objects = 0;      // scanning all objects, which the five above are parts of
  double attribution = 0;  // commits, trees, and where findings stand
  double files = 0;        // index, work tree and configuration
};

// How many pipeline definitions of a platform were read.
struct DefinitionCount {
  std::string platform;  // "github-actions"
  std::string name;      // "GitHub Actions"
  std::uint64_t count = 0;
};

struct ScanInfo {
  std::string target;          // as given on the command line
  std::string kind;            // "history", "tree", "staged", "range", "stdin"
  std::string head;            // hex id of HEAD's commit; empty: none
  std::string base;            // hex id of the commit that findings were compared with; empty: none
  std::string repository;      // "acme/pay", of that remote; empty: not known
  std::string repository_uri;  // remote "origin" without credentials; empty: none
  Timestamp started;
  Timestamp finished;
  double seconds = 0;  // wall time; only the text report shows it
  ScanStatistics statistics;
  DropCounts drops{};                        // matches that were found and not reported, by reason
  std::vector<DefinitionCount> definitions;  // by platform; those that were read
};

struct ScanResult {
  ScanInfo scan;
  std::string rules_digest;
  std::vector<Finding> findings;
  std::vector<Diagnostic> diagnostics;
  // nullopt: pipeline definitions, or what silences findings, were not looked for.
  std::optional<std::vector<Reference>> references;
  std::optional<std::vector<Suppression>> suppressions;
  std::optional<Assessment> assessment;     // once it was judged
  std::optional<CandidateList> candidates;  // what was dropped, where that was asked for
  ScanTimings timings;
  // Metadata that reports describe findings with; borrowed, outlives the result.
  const RuleSet* rules = nullptr;
  const std::vector<PolicyInfo>* policies = nullptr;
  const std::vector<CheckInfo>* checks = nullptr;

  // False when some diagnostic says that something was not scanned.
  [[nodiscard]] bool complete() const;
};

}  // namespace keyhound
