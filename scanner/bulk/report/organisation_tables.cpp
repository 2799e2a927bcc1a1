// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/report/organisation_tables.h"

namespace keyhound {
namespace {

using enum CellKind;

constexpr ReportColumn kRun[] = {{"key", "run_key"},
                                 {"state", "state"},
                                 {"started", "started"},
                                 {"finished", "finished", kOptional},
                                 {"shards", "shard_count", kNumber},
                                 {"plan_digest", "plan_digest"},
                                 {"plan_complete", "plan_complete", kFlag},
                                 {"version", "tool_version"},
                                 {"rules_digest", "rules_digest", kOptional},
                                 {"policies_digest", "policies_digest", kOptional},
                                 {"registry_digest", "registry_digest", kOptional}};

constexpr ReportColumn kTargets[] = {{"repository", "r.name"},
                                     {"outcome", "t.outcome"},
                                     {"reason", "t.reason", kOptional},
                                     {"message", "t.message", kOptional},
                                     {"complete", "COALESCE(s.is_complete, 1)", kFlag},
                                     {"shard", "t.shard", kNumber},
                                     {"attempts", "t.attempts", kNumber},
                                     {"seconds", "t.seconds", kReal},
                                     {"ended", "t.ended", kOptional},
                                     {"report", "COALESCE(s.report, '')", kOptional}};

constexpr ReportColumn kRepositories[] = {
    {"name", "r.name"},
    {"location", "r.location"},
    {"provider", "r.provider", kOptional},
    {"organisation", "r.organisation", kOptional},
    {"archived", "r.is_archived", kFlag},
    {"fork", "r.is_fork", kFlag},
    {"private", "r.is_private", kFlag},
    {"first_seen", "r.first_seen"},
    {"last_seen", "r.last_seen"},
    {"scanned", "COALESCE(s.finished, '')", kOptional},
    {"complete", "COALESCE(s.is_complete, 0)", kFlag},
    {"commits", "COALESCE(s.commits, 0)", kNumber},
    {"new", "COALESCE(f.new_count, 0)", kNumber},
    {"existing", "COALESCE(f.existing_count, 0)", kNumber},
    {"regressed", "COALESCE(f.regressed_count, 0)", kNumber},
    {"waived", "COALESCE(f.waived_count, 0)", kNumber},
    {"fixed", "COALESCE(f.fixed_count, 0)", kNumber},
    {"references", "COALESCE(n.reference_count, 0)", kNumber},
    {"suppressions", "COALESCE(p.suppression_count, 0)", kNumber},
    {"diagnostics", "COALESCE(d.diagnostic_count, 0)", kNumber}};

// COUNT, not SUM: of whole numbers that is a whole number in PostgreSQL, too.
constexpr std::string_view kRepositoriesFrom =
    "FROM repositories r LEFT JOIN scans s ON s.id = r.last_scan_id "
    "LEFT JOIN (SELECT repository_id, COUNT(CASE WHEN state = 'new' THEN 1 END) AS new_count, "
    "COUNT(CASE WHEN state = 'existing' THEN 1 END) AS existing_count, "
    "COUNT(CASE WHEN state = 'regressed' THEN 1 END) AS regressed_count, "
    "COUNT(CASE WHEN state = 'waived' THEN 1 END) AS waived_count, "
    "COUNT(CASE WHEN state = 'fixed' THEN 1 END) AS fixed_count "
    "FROM findings GROUP BY repository_id) f ON f.repository_id = r.id "
    "LEFT JOIN (SELECT repository_id, COUNT(*) AS reference_count FROM secret_references "
    "GROUP BY repository_id) n ON n.repository_id = r.id "
    "LEFT JOIN (SELECT repository_id, COUNT(*) AS suppression_count FROM suppressions "
    "GROUP BY repository_id) p ON p.repository_id = r.id "
    "LEFT JOIN (SELECT scan_id, COUNT(*) AS diagnostic_count FROM diagnostics "
    "GROUP BY scan_id) d ON d.scan_id = r.last_scan_id ORDER BY r.name";

constexpr ReportColumn kOwners[] = {
    {"owner", "c.owner", kOptional},
    {"credentials", "COUNT(DISTINCT c.id)", kNumber},
    {"repositories", "COUNT(DISTINCT f.repository_id)", kNumber},
    {"open", "COUNT(CASE WHEN f.state IN ('new', 'existing', 'regressed') THEN 1 END)", kNumber},
    {"critical",
     "COUNT(CASE WHEN f.state IN ('new', 'existing', 'regressed') AND f.severity_rank = 4 "
     "THEN 1 END)",
     kNumber},
    {"high",
     "COUNT(CASE WHEN f.state IN ('new', 'existing', 'regressed') AND f.severity_rank = 3 "
     "THEN 1 END)",
     kNumber},
    {"waived", "COUNT(CASE WHEN f.state = 'waived' THEN 1 END)", kNumber},
    {"fixed", "COUNT(CASE WHEN f.state = 'fixed' THEN 1 END)", kNumber}};

constexpr ReportColumn kPolicies[] = {{"policy", "policy_id"},       {"title", "title"},
                                      {"passed", "passed", kNumber}, {"failed", "failed", kNumber},
                                      {"waived", "waived", kNumber}, {"errors", "errors", kNumber}};

constexpr ReportColumn kSubjects[] = {{"subject", "subject"},
                                      {"policy", "policy_id"},
                                      {"outcome", "outcome"},
                                      {"level", "level", kOptional},
                                      {"message", "message"},
                                      {"exception", "exception_id", kOptional},
                                      {"credential", "registry_id", kOptional},
                                      {"owner", "owner", kOptional},
                                      {"path", "path", kOptional},
                                      {"line", "line", kNumber}};

constexpr ReportColumn kExceptions[] = {{"id", "exception_id"},
                                        {"credential", "registry_id", kOptional},
                                        {"policies", "policies"},
                                        {"reason", "reason"},
                                        {"approver", "approver", kOptional},
                                        {"ticket", "ticket", kOptional},
                                        {"granted", "granted", kOptional},
                                        {"expires", "expires", kOptional},
                                        {"in_force", "is_in_force", kFlag}};

constexpr ReportColumn kRegistry[] = {{"id", "registry_id"},
                                      {"title", "title"},
                                      {"kind", "kind"},
                                      {"status", "status"},
                                      {"owner", "owner", kOptional},
                                      {"environment", "environment", kOptional},
                                      {"provider", "provider", kOptional},
                                      {"last_rotated", "last_rotated", kOptional},
                                      {"rotation_due", "rotation_due", kOptional},
                                      {"expires", "expires", kOptional},
                                      {"revoked", "revoked", kOptional},
                                      {"findings", "findings", kNumber}};

constexpr ReportColumn kReferences[] = {{"platform", "platform"},
                                        {"store", "store", kOptional},
                                        {"resolution", "resolution", kOptional},
                                        {"references", "COUNT(*)", kNumber},
                                        {"secrets", "COUNT(DISTINCT secret_ref)", kNumber},
                                        {"repositories", "COUNT(DISTINCT repository_id)", kNumber}};

constexpr ReportColumn kDiagnostics[] = {{"repository", "repository", kOptional},
                                         {"kind", "kind"},
                                         {"subject", "subject", kOptional},
                                         {"message", "message"},
                                         {"incomplete", "is_incomplete", kFlag}};

// Those of the run itself, and those of the last scan of each repository.
constexpr std::string_view kDiagnosticsFrom =
    "FROM (SELECT '' AS repository, kind, subject, message, is_incomplete FROM run_diagnostics "
    "WHERE run_id = $1 UNION ALL SELECT r.name, d.kind, d.subject, d.message, d.is_incomplete "
    "FROM diagnostics d JOIN repositories r ON r.last_scan_id = d.scan_id) all_diagnostics "
    "ORDER BY repository, kind, subject, message";

constexpr ReportColumn kEvidence[] = {{"ledger", "ledger"},
                                      {"event", "event_type"},
                                      {"run", "event_run"},
                                      {"sequence", "sequence", kNumber},
                                      {"hash", "event_hash"}};

constexpr ReportColumn kFinding[] = {{"repository", "r.name"},
                                     {"state", "f.state"},
                                     {"closed_reason", "f.closed_reason", kOptional},
                                     {"severity", "f.severity"},
                                     {"confidence", "f.confidence"},
                                     {"level", "f.level", kOptional},
                                     {"score", "f.score", kReal},
                                     {"kind", "c.kind"},
                                     {"rule_id", "f.rule_id"},
                                     {"title", "f.title"},
                                     {"message", "f.message"},
                                     {"remedy", "f.remedy", kOptional},
                                     {"fingerprint", "c.fingerprint"},
                                     {"secret", "c.redacted", kOptional},
                                     {"credential", "c.registry_id", kOptional},
                                     {"owner", "c.owner", kOptional},
                                     {"repositories", "c.repository_count", kNumber},
                                     {"path", "f.path"},
                                     {"line", "f.line", kNumber},
                                     {"commit", "f.commit_id", kOptional},
                                     {"author", "f.author", kOptional},
                                     {"committed", "f.committed", kOptional},
                                     {"in_head", "f.is_in_head", kFlag},
                                     {"places", "f.occurrence_count", kNumber},
                                     {"liveness", "c.liveness", kOptional},
                                     {"liveness_at", "c.liveness_at", kOptional},
                                     {"liveness_source", "c.liveness_source", kOptional},
                                     {"liveness_verifier", "c.liveness_verifier", kOptional},
                                     {"liveness_host", "c.liveness_host", kOptional},
                                     {"liveness_status", "c.liveness_status", kNumber},
                                     {"liveness_reason", "c.liveness_reason", kOptional},
                                     {"tags", "f.tags", kJson},
                                     {"first_seen", "f.first_seen"},
                                     {"last_seen", "f.last_seen"},
                                     {"fixed", "f.fixed", kOptional},
                                     {"regressed", "f.regressed", kOptional},
                                     {"waiver", "f.waiver", kOptional},
                                     {"waiver_reason", "f.waiver_reason", kOptional},
                                     {"waiver_until", "f.waiver_until", kOptional}};

constexpr ReportColumn kVerdict[] = {{"policy", "v.policy_id"},
                                     {"outcome", "v.outcome"},
                                     {"level", "v.level", kOptional},
                                     {"message", "v.message"},
                                     {"exception", "v.exception_id", kOptional}};

constexpr ReportColumn kCredential[] = {{"fingerprint", "c.fingerprint"},
                                        {"kind", "c.kind"},
                                        {"rule_id", "c.rule_id"},
                                        {"title", "c.title"},
                                        {"secret", "c.redacted", kOptional},
                                        {"credential", "c.registry_id", kOptional},
                                        {"owner", "c.owner", kOptional},
                                        {"matched_by", "c.matched_by", kOptional},
                                        {"liveness", "c.liveness", kOptional},
                                        {"liveness_at", "c.liveness_at", kOptional},
                                        {"liveness_source", "c.liveness_source", kOptional},
                                        {"liveness_verifier", "c.liveness_verifier", kOptional},
                                        {"liveness_host", "c.liveness_host", kOptional},
                                        {"liveness_status", "c.liveness_status", kNumber},
                                        {"liveness_reason", "c.liveness_reason", kOptional},
                                        {"repositories", "c.repository_count", kNumber},
                                        {"first_seen", "c.first_seen"},
                                        {"last_seen", "c.last_seen"}};

constexpr ReportColumn kPlace[] = {
    {"repository", "r.name"},    {"rule_id", "f.rule_id"},
    {"state", "f.state"},        {"path", "f.path"},
    {"line", "f.line", kNumber}, {"places", "f.occurrence_count", kNumber}};

const ReportTable kRepositoriesTable{"repositories", kRepositories, kRepositoriesFrom};
const ReportTable kOwnersTable{"owners", kOwners,
                               "FROM credentials c JOIN findings f ON f.credential_id = c.id "
                               "GROUP BY c.owner ORDER BY c.owner"};
const ReportTable kSubjectsTable{
    "subject_verdicts", kSubjects,
    "FROM subject_verdicts WHERE outcome <> 'pass' ORDER BY subject, policy_id"};
const ReportTable kExceptionsTable{"exceptions", kExceptions,
                                   "FROM registry_exceptions ORDER BY exception_id"};
const ReportTable kRegistryTable{"registry", kRegistry,
                                 "FROM registry_credentials ORDER BY registry_id"};
const ReportTable kReferencesTable{"references", kReferences,
                                   "FROM secret_references GROUP BY platform, store, resolution "
                                   "ORDER BY platform, store, resolution"};
const ReportTable kDiagnosticsTable{"diagnostics", kDiagnostics, kDiagnosticsFrom, true};
const ReportTable kEvidenceTable{
    "evidence", kEvidence, "FROM evidence WHERE run_id = $1 ORDER BY ledger, sequence, event_type",
    true};

}  // namespace

const ReportTable kRunTable{"run", kRun, "FROM runs WHERE id = $1", true};
const ReportTable kTargetsTable{
    "targets", kTargets,
    "FROM run_targets t JOIN repositories r ON r.id = t.repository_id LEFT JOIN scans s "
    "ON s.run_id = t.run_id AND s.repository_id = t.repository_id AND t.outcome = 'scanned' "
    "WHERE t.run_id = $1 ORDER BY r.name",
    true};
const ReportTable kPoliciesTable{"policies", kPolicies,
                                 "FROM policy_totals WHERE run_id = $1 ORDER BY policy_id", true};
const ReportTable kFindingsTable{
    "findings",
    kFinding,
    "FROM findings f JOIN repositories r ON r.id = f.repository_id "
    "JOIN credentials c ON c.id = f.credential_id "
    "LEFT JOIN verdicts v ON v.finding_id = f.id AND v.outcome <> 'pass' "
    "ORDER BY r.name, f.severity_rank DESC, f.path, f.line, f.id, v.policy_id",
    false,
    "f.id",
    "verdicts",
    kVerdict};
const ReportTable kCredentialsTable{
    "credentials",
    kCredential,
    "FROM credentials c JOIN findings f ON f.credential_id = c.id "
    "JOIN repositories r ON r.id = f.repository_id "
    "ORDER BY c.repository_count DESC, c.fingerprint, r.name, f.rule_id",
    false,
    "c.id",
    "places",
    kPlace};

std::span<const ReportTable* const> organisation_tables() {
  static const ReportTable* const kTables[] = {
      &kTargetsTable,     &kRepositoriesTable, &kOwnersTable,      &kPoliciesTable,
      &kSubjectsTable,    &kExceptionsTable,   &kRegistryTable,    &kReferencesTable,
      &kCredentialsTable, &kFindingsTable,     &kDiagnosticsTable, &kEvidenceTable};
  return kTables;
}

}  // namespace keyhound
