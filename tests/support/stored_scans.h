// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/model/scan_result.h"
#include "scanner/store/store.h"

namespace keyhound::testing {

inline constexpr Timestamp kMorning{1'796'000'000};  // 2026-11-30

// The n-th hour after it.
inline Timestamp hour(std::int64_t n) { return {kMorning.seconds + n * 3600}; }

// A finding of rule "demo-token" with the fingerprint of that number, at so many places.
inline Finding stored_finding(int number, std::size_t places = 1) {
  Finding finding;
  finding.rule_id = "demo-token";
  finding.title = "Demo token";
  finding.message = "A demo token stands in the history";
  finding.secret_redacted = "dem…" + std::to_string(number % 10);
  finding.fingerprint = fingerprint(FingerprintKey(), "demo", std::to_string(number));
  for (std::size_t i = 0; i < places; ++i) {
    Occurrence& place = finding.occurrences.emplace_back();
    place.location.path = "src/file" + std::to_string(i) + ".txt";
    place.location.start = {static_cast<std::uint64_t>(number + 1), 5};
    place.location.end = {static_cast<std::uint64_t>(number + 1), 25};
    place.blob = std::string(40, 'b');
    place.commit = {std::string(40, 'c'), "Ana", "ana@example.com", {1'700'000'000}};
    place.in_head = i == 0;
  }
  return finding;
}

inline ScanResult stored_result(const std::vector<int>& numbers, bool complete = true) {
  ScanResult result;
  for (const int number : numbers) result.findings.push_back(stored_finding(number));
  if (!complete) result.diagnostics.push_back({"missing-object", "abc", "it is not there", true});
  result.scan.head = std::string(40, 'a');
  return result;
}

inline PlannedRepository planned(std::string name, int shard = 1) {
  PlannedRepository one;
  one.location = "https://" + name + ".git";
  one.name = std::move(name);
  one.provider = "list";
  one.shard = shard;
  return one;
}

inline RunPlan plan_of(std::string key, std::vector<PlannedRepository> repositories,
                       int shard_count = 1) {
  RunPlan plan;
  plan.run_key = std::move(key);
  plan.digest = "sha256:plan";
  plan.shard_count = shard_count;
  plan.tool_version = "0.1.0";
  plan.repositories = std::move(repositories);
  return plan;
}

}  // namespace keyhound::testing
