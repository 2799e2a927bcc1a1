// SPDX-License-Identifier: Apache-2.0
// Findings and entries for tests of baselines.
#pragma once

#include <string>

#include "scanner/baseline/baseline.h"
#include "scanner/model/finding.h"

namespace keyhound {

inline Fingerprint print_of(const std::string& secret, const FingerprintKey& key = {}) {
  return fingerprint(key, "acme", secret);
}

inline Finding finding_of(const std::string& secret, FindingKind kind = FindingKind::kSecret) {
  Finding finding;
  finding.rule_id = "acme";
  finding.kind = kind;
  finding.fingerprint = print_of(secret);
  finding.occurrences.emplace_back();
  return finding;
}

inline BaselineEntry entry_of(const std::string& secret, std::string verdict = "") {
  BaselineEntry entry;
  entry.fingerprint = print_of(secret).short_form();
  entry.rule_id = "acme";
  entry.verdict = std::move(verdict);
  entry.line = 7;
  return entry;
}

inline Baseline baseline_of(std::vector<BaselineEntry> entries) {
  Baseline baseline;
  baseline.key_check = key_check_of(FingerprintKey());
  baseline.entries = std::move(entries);
  sort_baseline(baseline);
  return baseline;
}

}  // namespace keyhound
