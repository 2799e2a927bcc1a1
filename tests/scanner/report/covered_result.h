// SPDX-License-Identifier: Apache-2.0
// judged_result() as a run against a base and a baseline leaves it: some findings are accepted,
// some are new, some old.
#pragma once

#include "tests/scanner/report/judged_result.h"

namespace keyhound::testing {

inline Acceptance sample_acceptance() {
  Acceptance acceptance;
  acceptance.verdict = "accepted";
  acceptance.reason = "of a sandbox [x](https://evil.example.org)";
  acceptance.path = ".keyhound-baseline";
  return acceptance;
}

inline ScanResult covered_result() {
  ScanResult result = judged_result();
  result.scan.base = kFirstCommit;
  for (std::size_t i = 0; i < result.findings.size(); ++i) {
    result.findings[i].baseline_state =
        i % 3 == 0 ? BaselineState::kNew : BaselineState::kUnchanged;
  }
  result.findings[1].accepted = sample_acceptance();
  result.findings[4].accepted = sample_acceptance();
  return result;
}

// How many findings neither an exception nor a baseline covers.
inline std::size_t count_open(const ScanResult& result) {
  std::size_t count = 0;
  for (const Finding& finding : result.findings) count += finding.is_open() ? 1U : 0U;
  return count;
}

// A result with `count` findings of one rule, each in a file of its own.
inline ScanResult many_findings(std::size_t count) {
  ScanResult result = clean_result();
  for (std::size_t i = 0; i < count; ++i) {
    const std::string path = "folder/file-" + std::to_string(i) + ".env";
    result.findings.push_back(secret_finding({occurrence_at(path, i + 1)}, "value of " + path));
  }
  return result;
}

}  // namespace keyhound::testing
