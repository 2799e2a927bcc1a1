// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/test_result.h"

#include <algorithm>
#include <set>

#include "scanner/report/occurrence_text.h"

namespace keyhound {

namespace {

bool is_bad(Outcome outcome) { return outcome == Outcome::kFail || outcome == Outcome::kError; }

// The policies that have a bad verdict at level error.
std::set<std::string_view> failing(const Assessment& assessment) {
  std::set<std::string_view> ids;
  for (const AssessedVerdict& one : assessment.verdicts) {
    if (is_bad(one.verdict->outcome) && one.verdict->level == Level::kError) {
      ids.insert(one.verdict->policy_id);
    }
  }
  return ids;
}

void sort_policies(TestResult& test, const Assessment& assessment) {
  const std::set<std::string_view> failed = failing(assessment);
  for (const PolicyCounts& counts : assessment.counts) {
    const auto objections =
        counts.of(Outcome::kFail) + counts.of(Outcome::kError) + counts.of(Outcome::kWaived);
    if (failed.contains(counts.policy_id)) {
      test.failed.push_back(counts.policy_id);
    } else if (objections > 0) {
      test.warned.push_back(counts.policy_id);
    } else if (counts.of(Outcome::kPass) > 0) {
      test.passed.push_back(counts.policy_id);
    }
  }
}

}  // namespace

TestResult test_result(const ScanResult& result) {
  TestResult test;
  bool has_failed = false;
  bool has_warned = !result.complete();
  if (result.assessment) {
    sort_policies(test, *result.assessment);
    has_failed = !test.failed.empty();
    has_warned = has_warned || !test.warned.empty();
  } else {
    const auto& all = result.findings;
    has_failed = std::any_of(all.begin(), all.end(), [](const Finding& f) {
      return f.is_open() && level_of(f) == Level::kError;
    });
    has_warned = has_warned || !all.empty();
  }
  test.result = has_failed ? "FAILED" : has_warned ? "WARNED" : "PASSED";
  return test;
}

}  // namespace keyhound
