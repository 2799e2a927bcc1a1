// SPDX-License-Identifier: Apache-2.0
// MetricsReport: every metric of docs/METRICS.md as of one time, with what they are made of. Plain
// data; the functions are thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policies/evaluation/policy_set.h"
#include "policies/evidence/ledger_check.h"
#include "policies/metrics/evaluation_series.h"
#include "policies/metrics/metric.h"
#include "policies/registry/registry.h"

namespace keyhound {

struct Metric {
  std::string_view name;
  std::string_view group;
  std::string_view title;
  Measure measure;
};

// How long one leaked value was, or is, usable.
struct Exposure {
  std::string fingerprint;
  std::string rule;
  std::string credential;  // empty: none
  std::string state;
  Timestamp leaked;
  Length length;
};

struct MetricsReport {
  Timestamp now;                   // the metrics are as of then
  std::optional<Timestamp> since;  // the period, both included
  std::optional<Timestamp> until;
  std::string ledger_path;            // empty: no ledger was given
  std::optional<LedgerCheck> ledger;  // verified
  std::vector<std::string> registry_files;
  std::string registry_digest;
  std::vector<Metric> metrics;  // in the order of the table
  Bucket bucket = Bucket::kDay;
  PolicySeries all_policies;
  std::vector<PolicySeries> policies;  // that were evaluated, by id
  std::vector<Exposure> exposures;     // the 30 longest
  std::size_t more_exposures = 0;      // that are not among them
};

struct MetricsRequest {
  const PolicySet* policies = nullptr;  // never nullptr
  const Registry* registry = nullptr;   // nullptr: none
  std::string ledger;                   // empty: none
  LedgerCheckOptions check;
  std::optional<Timestamp> since;
  std::optional<Timestamp> until;
  std::optional<Bucket> bucket;  // of the series; nullopt: what fits
  Timestamp now;
};

// kCorrupt when the ledger does not verify.
Result<MetricsReport> make_metrics_report(const MetricsRequest& request);

// For people: aligned, escaped for a terminal.
std::string metrics_text(const MetricsReport& report);
// One JSON object, a metric a line.
std::string metrics_json(const MetricsReport& report);
// One HTML document that needs nothing else: no script, no link to be loaded.
std::string metrics_html(const MetricsReport& report);

}  // namespace keyhound
