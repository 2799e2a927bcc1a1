// SPDX-License-Identifier: Apache-2.0
// A report on a small organisation, for the golden files of fixtures/metrics.
#pragma once

#include <algorithm>

#include "policies/metrics/metrics_report.h"
#include "tests/policies/metrics/measured.h"
#include "tests/support/golden_text.h"

namespace keyhound::testing {

inline std::vector<EvidenceEvent> sample_events() {
  std::vector<EvidenceEvent> events = sample_evaluations();
  const std::vector<EvidenceEvent> more = {
      run_event("run.started", "r1", day(1), ""),
      detected("kh1:one", day(-20), day(1), "a"),
      detected("kh1:two", day(0), day(2), "", "acme/<web>"),
      run_event("run.finished", "r1", day(2), "acme/pay", coverage(10, true)),
      revoked("a", day(3)),
      verified("a", day(4))};
  events.insert(events.end(), more.begin(), more.end());
  std::stable_sort(events.begin(), events.end(),
                   [](const auto& a, const auto& b) { return a.time < b.time; });
  return events;
}

inline const char* sample_registry() {
  return "parties: [{id: \"group:pay\"}]\n"
         "credentials:\n"
         "  - id: a\n"
         "    owner: {accountable: \"group:pay\", accepted: 2026-06-01}\n"
         "    lifecycle: {last_rotated: {at: 2026-12-01, source: vault}, rotation: {period: "
         "P90D}}\n"
         "    review: {period: P90D, last: 2026-12-01}\n"
         "  - {id: b}\n";
}

// As of day 30, of the ledger at `path`; none where it is empty.
inline MetricsReport sample_metrics(const Registry* registry, const std::string& path) {
  MetricsRequest request;
  request.policies = &builtin_set();
  request.registry = registry;
  request.ledger = path;
  request.now = day(30);
  auto report = make_metrics_report(request);
  if (!report) FAIL(report.error().message);
  if (!path.empty()) report->ledger_path = "ledger.jsonl";
  return *report;
}

inline void check_sample(const std::string& extension,
                         std::string (*render)(const MetricsReport& report)) {
  EvaluatedLedger ledger;
  ledger.append(sample_events());
  ledger.sign_at(day(5));
  const Registry registry = registry_of(sample_registry());
  check_golden("metrics/sample." + extension, render(sample_metrics(&registry, ledger.path())));
  check_golden("metrics/registry-only." + extension, render(sample_metrics(&registry, "")));
  if (extension == "txt") check_golden("metrics/ledger.jsonl", ledger.text());
}

}  // namespace keyhound::testing
