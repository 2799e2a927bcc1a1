// SPDX-License-Identifier: Apache-2.0
// Private to policies/metrics: the functions behind the table of metrics (metric_table.cpp), one a
// metric; docs/METRICS.md has their definitions. Pure.
#pragma once

#include "policies/metrics/metric.h"
#include "policies/metrics/metrics_input.h"

namespace keyhound {

// incident_measures.cpp
Measure exposure_window(const MetricsInput& input);
Measure time_to_detect(const MetricsInput& input);
Measure time_to_own(const MetricsInput& input);
Measure time_to_rotate(const MetricsInput& input);
Measure time_to_revoke(const MetricsInput& input);
Measure time_to_verify(const MetricsInput& input);
Measure time_to_remediate(const MetricsInput& input);
Measure incident_states(const MetricsInput& input);
Measure regression_rate(const MetricsInput& input);
Measure reuse_by_repositories(const MetricsInput& input);

// owner_measures.cpp
Measure active_owners(const MetricsInput& input);
Measure confirmed_owners(const MetricsInput& input);
Measure orphaned_credentials(const MetricsInput& input);
Measure orphaned_credential_age(const MetricsInput& input);
Measure orphaned_leaks(const MetricsInput& input);

// rotation_measures.cpp
Measure rotations_in_time(const MetricsInput& input);
Measure rotations_unknown(const MetricsInput& input);
Measure rotations_required(const MetricsInput& input);
Measure rotations_overdue(const MetricsInput& input);
Measure rotations_observed(const MetricsInput& input);

// review_measures.cpp
Measure machine_reviews_in_time(const MetricsInput& input);
Measure human_reviews_in_time(const MetricsInput& input);
Measure reviews_faster_than_human(const MetricsInput& input);

// exception_measures.cpp
Measure open_exceptions(const MetricsInput& input);
Measure exceptions_expiring(const MetricsInput& input);
Measure exceptions_not_closed(const MetricsInput& input);
Measure exception_ages(const MetricsInput& input);
Measure exception_renewals(const MetricsInput& input);
Measure time_past_expiry(const MetricsInput& input);
Measure exceptions_closed(const MetricsInput& input);

// evaluation_measures.cpp
Measure policy_pass_rate(const MetricsInput& input);
Measure policy_waived_share(const MetricsInput& input);
Measure policies_evaluated(const MetricsInput& input);

// coverage_measures.cpp
Measure runs_started(const MetricsInput& input);
Measure runs_incomplete(const MetricsInput& input);
Measure repositories_scanned(const MetricsInput& input);
Measure repositories_in_scope(const MetricsInput& input);
Measure repositories_complete(const MetricsInput& input);
Measure commits_scanned(const MetricsInput& input);
Measure objects_skipped(const MetricsInput& input);
Measure scan_diagnostics(const MetricsInput& input);

}  // namespace keyhound
