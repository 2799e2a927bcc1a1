// SPDX-License-Identifier: Apache-2.0
#include "policies/metrics/metric_table.h"

#include "policies/metrics/measures.h"

namespace keyhound {
namespace {

constexpr std::string_view kIncidents = "Leaks";
constexpr std::string_view kOwners = "Owners";
constexpr std::string_view kRotations = "Rotations";
constexpr std::string_view kReviews = "Reviews";
constexpr std::string_view kExceptions = "Exceptions";
constexpr std::string_view kPolicies = "Policies";
constexpr std::string_view kCoverage = "Coverage";

constexpr MetricRow kTable[] = {
    {"exposure.window", kIncidents, "From leak to verified revocation", exposure_window},
    {"time.to_detect", kIncidents, "From leak to detection", time_to_detect},
    {"time.to_own", kIncidents, "From detection to an owner who accepted", time_to_own},
    {"time.to_rotate", kIncidents, "From detection to an observed rotation", time_to_rotate},
    {"time.to_revoke", kIncidents, "From detection to revocation", time_to_revoke},
    {"time.to_verify", kIncidents, "From revocation to its verification", time_to_verify},
    {"time.to_remediate", kIncidents, "From detection to verified revocation", time_to_remediate},
    {"leaks.by_state", kIncidents, "Leaked values by state", incident_states},
    {"leaks.regressed", kIncidents, "Came back after a verified revocation", regression_rate},
    {"leaks.reuse", kIncidents, "Leaked credentials by repositories that hold them",
     reuse_by_repositories},
    {"owners.active", kOwners, "With an active, accountable, internal owner", active_owners},
    {"owners.confirmed", kOwners, "With an owner who is not only proposed", confirmed_owners},
    {"orphans.credentials", kOwners, "Without an active owner", orphaned_credentials},
    {"orphans.credential_age", kOwners, "Since when nobody answers for them",
     orphaned_credential_age},
    {"orphans.leaks", kOwners, "Open leaks without an owner, since detection", orphaned_leaks},
    {"rotation.required", kRotations, "With a rotation period", rotations_required},
    {"rotation.in_time", kRotations, "Rotated as required", rotations_in_time},
    {"rotation.unknown", kRotations, "Rotation required, but not known", rotations_unknown},
    {"rotation.overdue", kRotations, "How long rotations are overdue", rotations_overdue},
    {"rotation.observed", kRotations, "Last rotation observed by a system, not declared",
     rotations_observed},
    {"review.machine", kReviews, "Machine identities reviewed in time", machine_reviews_in_time},
    {"review.human", kReviews, "Tokens of people reviewed in time", human_reviews_in_time},
    {"review.faster", kReviews, "Machine identities reviewed more often than people",
     reviews_faster_than_human},
    {"exceptions.open", kExceptions, "Granted, not closed and not past their end", open_exceptions},
    {"exceptions.expiring", kExceptions, "End within 14 days", exceptions_expiring},
    {"exceptions.not_closed", kExceptions, "Past their end and not closed", exceptions_not_closed},
    {"exceptions.age", kExceptions, "Not closed, by age since their grant", exception_ages},
    {"exceptions.renewals", kExceptions, "By how often they were renewed", exception_renewals},
    {"exceptions.past_end", kExceptions, "From end to closure", time_past_expiry},
    {"exceptions.closed", kExceptions, "Of those that ended, closed", exceptions_closed},
    {"policies.pass_rate", kPolicies, "Passed, of what was decided and not waived",
     policy_pass_rate},
    {"policies.waived", kPolicies, "Waived, of all evaluations", policy_waived_share},
    {"policies.evaluated", kPolicies, "Policies in use that were evaluated", policies_evaluated},
    {"coverage.runs", kCoverage, "Runs", runs_started},
    {"coverage.runs_incomplete", kCoverage, "Runs that broke off or did not read all",
     runs_incomplete},
    {"coverage.repositories", kCoverage, "Repositories scanned", repositories_scanned},
    {"coverage.scope", kCoverage, "Repositories of the registry that were scanned",
     repositories_in_scope},
    {"coverage.complete", kCoverage, "Repositories whose newest run read all",
     repositories_complete},
    {"coverage.commits", kCoverage, "Commits in the newest run of each repository",
     commits_scanned},
    {"coverage.skipped", kCoverage, "Objects and files that those runs skipped", objects_skipped},
    {"coverage.diagnostics", kCoverage, "Diagnostics of those runs", scan_diagnostics},
};

}  // namespace

std::span<const MetricRow> metric_table() { return kTable; }

}  // namespace keyhound
