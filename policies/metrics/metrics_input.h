// SPDX-License-Identifier: Apache-2.0
// Private to policies/: what the metrics are made of. Borrowed; nullptr: there is none.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "policies/evaluation/policy_set.h"
#include "policies/lifecycle/incident.h"
#include "policies/metrics/evaluation_series.h"
#include "policies/metrics/run_coverage.h"
#include "policies/registry/registry.h"

namespace keyhound {

struct MetricsInput {
  Timestamp now;                        // the metrics are as of then
  const PolicySet* policies = nullptr;  // never nullptr: what they allow
  const Registry* registry = nullptr;
  const LedgerHistory* history = nullptr;         // of the ledger's events in the period
  const RunCoverage* coverage = nullptr;          // likewise
  const EvaluationSeries* evaluations = nullptr;  // likewise
  std::span<const Incident> incidents;  // detected in the period; false positives are among them
};

}  // namespace keyhound
