// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/judgement_rows.h"

#include <map>
#include <set>
#include <string>
#include <utility>

#include "scanner/store/row_writer.h"

namespace keyhound {
namespace {

constexpr auto kWhole = StoredType::kWhole;

constexpr RowColumn kCredentialColumns[] = {
    {"registry_id"},  {"title"},          {"kind"},        {"type"},     {"status"},
    {"owner"},        {"operator_party"}, {"environment"}, {"provider"}, {"created"},
    {"last_rotated"}, {"rotation_due"},   {"expires"},     {"revoked"},  {"findings", kWhole},
    {"path"},         {"line", kWhole}};

constexpr RowColumn kExceptionColumns[] = {{"exception_id"},
                                           {"registry_id"},
                                           {"policies"},
                                           {"reason"},
                                           {"approver"},
                                           {"requested_by"},
                                           {"ticket"},
                                           {"compensating_control"},
                                           {"granted"},
                                           {"expires"},
                                           {"is_in_force", kWhole}};

constexpr RowColumn kSubjectColumns[] = {{"subject"}, {"policy_id"},    {"outcome"},     {"level"},
                                         {"message"}, {"exception_id"}, {"registry_id"}, {"owner"},
                                         {"path"},    {"line", kWhole}};

SqlValue time_or_null(const std::optional<Timestamp>& time) {
  return time ? SqlValue(format_timestamp(*time)) : SqlValue();
}

std::int64_t line_of(const Location& place) { return static_cast<std::int64_t>(place.start.line); }

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

Status clear(Database& database, std::string_view table) {
  KEYHOUND_TRY_STATUS(database.execute("DELETE FROM " + std::string(table)));
  return {};
}

Status write_credentials(Database& database, const std::vector<CredentialSummary>& credentials) {
  KEYHOUND_TRY_STATUS(clear(database, "registry_credentials"));
  std::set<std::string> written;
  RowWriter rows(database, InsertTarget{"registry_credentials", kCredentialColumns, ""});
  for (const CredentialSummary& one : credentials) {
    if (!written.insert(one.id).second) continue;  // a layer has it too
    KEYHOUND_TRY_STATUS(rows.add(
        {storable(one.id), storable(one.title), storable(one.kind), storable(one.type),
         storable(one.status), storable(one.owner), storable(one.operator_party),
         storable(one.environment), storable(one.provider), time_or_null(one.created),
         time_or_null(one.last_rotated), time_or_null(one.rotation_due), time_or_null(one.expires),
         time_or_null(one.revoked), static_cast<std::int64_t>(one.findings),
         storable(one.place.path), line_of(one.place)}));
  }
  return rows.finish();
}

Status write_exceptions(Database& database, const std::vector<ExceptionSummary>& exceptions) {
  KEYHOUND_TRY_STATUS(clear(database, "registry_exceptions"));
  std::set<std::string> written;
  RowWriter rows(database, InsertTarget{"registry_exceptions", kExceptionColumns, ""});
  for (const ExceptionSummary& one : exceptions) {
    if (!written.insert(one.id).second) continue;
    KEYHOUND_TRY_STATUS(rows.add(
        {storable(one.id), storable(one.credential), storable(joined(one.policies)),
         storable(one.reason), storable(one.approver), storable(one.requested_by),
         storable(one.ticket), storable(one.compensating_control), time_or_null(one.granted),
         time_or_null(one.expires), std::int64_t{one.is_in_force}}));
  }
  return rows.finish();
}

int badness_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::kError:
      return 3;
    case Outcome::kFail:
      return 2;
    case Outcome::kWaived:
      return 1;
    default:
      return 0;
  }
}

}  // namespace

bool is_kept(Outcome outcome) { return badness_of(outcome) > 0; }

Status write_registry(Database& database, const Assessment& assessment) {
  KEYHOUND_TRY_STATUS(write_credentials(database, assessment.credentials));
  return write_exceptions(database, assessment.exceptions);
}

// Findings of one entry share its subject: the worst that a policy says stands.
Status write_subject_verdicts(Database& database, const Assessment& assessment) {
  KEYHOUND_TRY_STATUS(clear(database, "subject_verdicts"));
  std::map<std::pair<std::string_view, std::string_view>, const AssessedVerdict*> worst;
  for (const AssessedVerdict& one : assessment.verdicts) {
    const std::string& subject = assessment.subjects[one.subject].id;
    if (!is_kept(one.verdict->outcome) || subject.starts_with("fingerprint:")) continue;
    const AssessedVerdict*& kept = worst[{subject, one.verdict->policy_id}];
    if (kept == nullptr || badness_of(kept->verdict->outcome) < badness_of(one.verdict->outcome))
      kept = &one;
  }
  RowWriter rows(database,
                 InsertTarget{"subject_verdicts", kSubjectColumns, "ON CONFLICT DO NOTHING"});
  for (const auto& [key, one] : worst) {
    const AssessedSubject& subject = assessment.subjects[one->subject];
    const PolicyVerdict& verdict = *one->verdict;
    KEYHOUND_TRY_STATUS(rows.add(
        {storable(subject.id), storable(verdict.policy_id), std::string(to_string(verdict.outcome)),
         std::string(to_string(verdict.level)), storable(verdict.message),
         storable(verdict.exception_id), storable(subject.credential), storable(subject.owner),
         storable(subject.place.path), line_of(subject.place)}));
  }
  return rows.finish();
}

Status write_policy_totals(Database& database, std::int64_t run_id, const Assessment& assessment,
                           const std::vector<PolicyInfo>& policies) {
  std::map<std::string_view, std::string_view> titles;
  for (const PolicyInfo& policy : policies) titles[policy.id] = policy.title;
  const SqlRow run = {run_id};
  KEYHOUND_TRY_STATUS(database.execute("DELETE FROM policy_totals WHERE run_id = $1", run));
  for (const PolicyCounts& counts : assessment.counts) {
    const auto of = [&counts](Outcome outcome) {
      return static_cast<std::int64_t>(counts.of(outcome));
    };
    const SqlRow row = {run_id,
                        storable(counts.policy_id),
                        storable(titles[counts.policy_id]),
                        of(Outcome::kPass),
                        of(Outcome::kFail),
                        of(Outcome::kWaived),
                        of(Outcome::kError)};
    KEYHOUND_TRY_STATUS(database.execute(
        "INSERT INTO policy_totals (run_id, policy_id, title, passed, failed, waived, errors) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7)",
        row));
  }
  return {};
}

}  // namespace keyhound
