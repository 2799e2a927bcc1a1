// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/program.h"

namespace keyhound::testing {

// Views of keyhound's JSON report (schema keyhound/findings/v1), as plain data.

struct Occurrence {
  std::string path;
  std::string path_bytes;  // decoded; empty when the path is valid UTF-8
  std::string part;        // empty: a file's content
  std::string commit;
  std::string author;
  std::string committed;
  int64_t start_line = 0;
  int64_t start_column = 0;
  int64_t end_line = 0;
  int64_t end_column = 0;
  bool in_head = false;
};

struct PolicyVerdict {
  std::string id;
  std::string outcome;
  std::string exception;
};

struct Finding {
  std::string rule_id;
  std::string kind;
  std::string fingerprint;
  std::string credential_id;
  std::string matched_by;
  std::vector<Occurrence> occurrences;
  std::vector<PolicyVerdict> policies;
  nlohmann::json json;

  // The outcome of one policy; empty when it was not evaluated.
  std::string outcome(std::string_view policy) const;
};

struct ReportedDiagnostic {
  std::string kind;
  std::string subject;
  std::string message;
  bool incomplete = false;
};

struct Report {
  nlohmann::json json;
  std::vector<Finding> findings;
  std::vector<ReportedDiagnostic> diagnostics;
  bool complete = false;

  bool has_finding(std::string_view rule, std::string_view path) const;
  // The first occurrence of the rule at this path (and part); nullptr when there is none. Lives as
  // long as the report.
  const Occurrence* find(std::string_view rule, std::string_view path,
                         std::string_view part = "") const;
  // The occurrence of the rule at this path in this commit; nullptr when there is none.
  const Occurrence* find_committed(std::string_view rule, std::string_view path,
                                   std::string_view commit) const;
  // The first occurrence of the rule in this part of this commit (or any, when empty).
  const Occurrence* find_part(std::string_view rule, std::string_view part,
                              std::string_view commit = "") const;
  const Finding* finding_of(std::string_view rule) const;
  size_t count(std::string_view rule) const;
  // True when a diagnostic's kind, subject or message contains the text.
  bool diagnoses(std::string_view text) const;
  bool has_incomplete_diagnostic() const;
  // The worst outcome of a policy over all findings. A finding of kind policy is a "fail" of its
  // own unless it says that it is waived. Empty when the policy does not occur.
  std::string outcome(std::string_view policy) const;
};

// "line:column-line:column" of an occurrence, "absent" for nullptr.
std::string position(const Occurrence* occurrence);
// The position of a text without line breaks that starts there.
std::string position_of(int64_t line, int64_t column, std::string_view text);

// Throws std::runtime_error with the program's output when it is no report.
Report parse_report(const RunResult& result);
Report parse_report(std::string_view json_text);

// A scan with `--format json` and what came of it.
struct ScanResult {
  RunResult run;
  Report report;
};

// `keyhound scan <arguments> --format json`. Use keyhound() where no report is expected.
inline ScanResult scan(std::vector<std::string> arguments, const RunOptions& options = {}) {
  arguments.insert(arguments.begin(), "scan");
  arguments.insert(arguments.end(), {"--format", "json"});
  ScanResult result;
  result.run = keyhound(arguments, options);
  result.report = parse_report(result.run);
  return result;
}

}  // namespace keyhound::testing
