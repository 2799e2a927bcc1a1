// SPDX-License-Identifier: Apache-2.0
// BoardModel: what the dashboard tells, as it was read from the store in one moment. Plain data;
// lists are in the order in which pages show them, and refer to each other by index.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "scanner/base/time.h"

namespace keyhound {

using BoardTime = std::optional<Timestamp>;

// Severities as the store ranks them: 4 critical, 3 high, 2 medium, 1 low, 0 info.
inline constexpr std::size_t kBoardSeverities = 5;
std::string_view board_severity(std::size_t rank);  // "info", ...

// How many findings there are, of all that the store has. "open" is new, existing and regressed.
struct BoardTally {
  std::array<std::uint64_t, kBoardSeverities> open_by_severity{};
  std::uint64_t fresh = 0;
  std::uint64_t existing = 0;
  std::uint64_t regressed = 0;
  std::uint64_t waived = 0;
  std::uint64_t fixed = 0;

  void add(std::string_view state, std::size_t rank, std::uint64_t count);
  [[nodiscard]] std::uint64_t open() const { return fresh + existing + regressed; }
  [[nodiscard]] std::uint64_t urgent() const { return open_by_severity[4] + open_by_severity[3]; }
};

struct BoardDiagnostic {
  std::string kind;
  std::string subject;
  std::string message;
  bool is_incomplete = true;
};

struct BoardRun {
  std::int64_t id = 0;
  std::string key;
  std::string state;
  std::string tool_version;
  std::int64_t shards = 1;
  bool is_plan_complete = true;
  BoardTime started;
  BoardTime finished;
  std::map<std::string, std::int64_t> totals;
  std::vector<BoardDiagnostic> diagnostics;

  [[nodiscard]] std::int64_t total(const std::string& name) const;
};

// How the last run left a repository.
struct BoardTarget {
  std::string outcome;  // empty: the last run did not plan it
  std::string reason;
  std::string message;
  std::int64_t shard = 0;
  std::int64_t attempts = 0;
  double seconds = 0;
  BoardTime ended;
};

struct BoardReference {
  std::string name;
  std::string store;
  std::string path;
  std::int64_t line = 0;
  std::string job;
  std::string environment;
  std::string resolution;
};

struct BoardSuppression {
  std::string kind;
  std::string rule;
  std::string path;
  std::int64_t line = 0;
  std::string reason;
  BoardTime until;
};

struct BoardScan {
  std::string head;
  std::int64_t commits = 0;
  std::int64_t blobs = 0;
  std::int64_t files = 0;
  std::int64_t bytes = 0;
  bool is_complete = true;
  std::string report;
  BoardTime finished;
};

struct BoardRepository {
  std::int64_t id = 0;
  std::string name;
  std::string location;
  std::string provider;
  std::string organisation;
  std::string former_names;
  bool is_archived = false;
  bool is_fork = false;
  bool is_private = false;
  std::int64_t size_kib = 0;
  std::int64_t last_scan = 0;
  BoardTime first_seen;
  BoardTime last_seen;
  BoardTarget target;
  std::optional<BoardScan> scan;
  // The first of each, and how many there are.
  std::vector<BoardDiagnostic> diagnostics;  // what was not read comes first
  std::uint64_t diagnostic_count = 0;
  std::uint64_t unread_count = 0;  // of them, what was not read
  std::vector<BoardReference> references;
  std::uint64_t reference_count = 0;
  std::vector<BoardSuppression> suppressions;
  std::uint64_t suppression_count = 0;
  BoardTally tally;
  std::size_t first_finding = 0;  // its findings stand side by side in BoardModel::findings
  std::size_t finding_count = 0;

  // Read to its end, or left out for a reason.
  [[nodiscard]] bool is_covered() const;
};

struct BoardPlace {
  std::string path;
  std::string part;
  std::int64_t line = 0;
  std::int64_t column = 0;
  std::string commit;
  std::string author;
  BoardTime committed;
  std::string removed;
  bool is_in_head = false;
  bool is_reachable = true;
};

struct BoardVerdict {
  std::string policy;
  std::string outcome;
  std::string message;
  std::string exception;
};

struct BoardFinding {
  std::int64_t id = 0;
  std::string key;  // names it in addresses: follows from what it is, not from its row
  std::size_t repository = 0;
  std::size_t credential = 0;
  std::string rule;
  std::string state;
  std::string closed_reason;
  std::size_t severity = 0;
  std::string confidence;
  double score = 0;
  std::string title;
  std::string message;
  std::string remedy;
  std::string identity;  // JSON object
  std::string waiver;
  std::string waiver_reason;
  BoardTime waiver_until;
  bool is_in_head = false;
  std::uint64_t place_count = 0;
  std::string path;
  std::int64_t line = 0;
  std::string commit;
  std::string author;
  BoardTime committed;
  BoardTime first_seen;
  BoardTime last_seen;
  BoardTime fixed;
  BoardTime regressed;
  std::vector<BoardPlace> places;
  std::vector<BoardVerdict> verdicts;

  [[nodiscard]] bool is_open() const { return state != "fixed" && state != "waived"; }
};

struct BoardCredential {
  std::int64_t id = 0;
  std::string fingerprint;
  std::string rule;
  std::string kind;
  std::string title;
  std::string redacted;
  std::string registry_id;
  std::string owner;
  std::string matched_by;
  bool is_weak_match = false;
  std::string liveness;
  std::string liveness_check;     // why, and who says so, from where and when
  std::int64_t repositories = 0;  // with a finding of it that is not fixed
  BoardTime first_seen;
  BoardTime last_seen;
  std::vector<std::size_t> findings;  // of those in BoardModel::findings
};

struct BoardOwner {
  std::string name;  // empty: nobody
  BoardTally tally;
  std::uint64_t repositories = 0;  // with open findings
  std::uint64_t credentials = 0;   // that leaked and are not fixed
  std::uint64_t reused = 0;        // of those in several repositories
  std::uint64_t registered = 0;    // entries of the registry
  std::uint64_t overdue = 0;       // of those whose rotation is late
  std::uint64_t failing = 0;       // verdicts on its findings and entries
};

struct BoardPolicy {
  std::string id;
  std::string title;
  std::int64_t passed = 0;
  std::int64_t failed = 0;
  std::int64_t waived = 0;
  std::int64_t errors = 0;
  std::uint64_t findings = 0;         // that fail it now
  std::vector<std::int64_t> history;  // how many failed it, in the order of BoardModel::runs
};

// What a policy objects to that is no finding: an entry of the registry, an exception, a reference.
struct BoardSubject {
  std::string subject;
  std::string policy;
  std::string outcome;
  std::string message;
  std::string exception;
  std::string owner;
  std::string path;
  std::int64_t line = 0;
};

struct BoardException {
  std::string id;
  std::string registry_id;
  std::string owner;
  std::string policies;
  std::string reason;
  std::string approver;
  std::string requested_by;
  std::string ticket;
  std::string control;  // what compensates
  BoardTime granted;
  BoardTime expires;
  bool is_in_force = false;
  bool is_registered = true;   // false: findings name it, and the registry does not
  std::uint64_t findings = 0;  // that it waives
};

struct BoardRule {
  std::string id;
  std::string title;
  std::string remedy;
};

struct BoardModel {
  Timestamp now;
  std::string title;
  std::vector<BoardRun> runs;                 // the oldest first
  std::vector<BoardRepository> repositories;  // by name
  std::vector<BoardFinding> findings;         // by repository, the worst first
  std::uint64_t left_out = 0;                 // findings that are not among them
  std::vector<BoardCredential> credentials;   // the most reused first
  std::vector<BoardOwner> owners;             // the most open findings first
  std::vector<BoardPolicy> policies;          // by id
  std::vector<BoardSubject> subjects;         // by policy and subject, the first
  std::uint64_t subject_count = 0;            // of all
  std::vector<BoardException> exceptions;
  std::vector<BoardRule> rules;  // that findings name, by id
  BoardTally tally;
  std::uint64_t reused = 0;   // credentials in several repositories
  std::uint64_t checked = 0;  // credentials of which a check said whether they still work
  std::uint64_t active = 0;   // of them, those that do
  std::uint64_t overdue = 0;  // entries of the registry whose rotation is late
  bool has_registry = false;

  [[nodiscard]] const BoardRun* last_run() const { return runs.empty() ? nullptr : &runs.back(); }
};

}  // namespace keyhound
