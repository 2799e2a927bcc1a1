// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "scanner/store/finding_rows.h"
#include "scanner/store/judgement_rows.h"
#include "scanner/store/policy_names.h"
#include "scanner/store/row_writer.h"
#include "scanner/store/run_totals.h"
#include "scanner/store/runs.h"
#include "scanner/store/store.h"

namespace keyhound {
namespace {

// Repository as policies name it, fingerprint, rule.
using JudgedKey = std::tuple<std::string, std::string, std::string>;

struct StoredFinding {
  std::int64_t id = 0;
  std::int64_t credential_id = 0;
  FindingLife life;
};

constexpr auto kWhole = StoredType::kWhole;
constexpr RowColumn kVerdictColumns[] = {
    {"finding_id", kWhole}, {"policy_id"}, {"outcome"}, {"level"}, {"message"}, {"exception_id"}};
constexpr RowColumn kOwnerColumns[] = {
    {"id", kWhole}, {"registry_id"}, {"owner"}, {"matched_by"}, {"is_weak_match", kWhole}};
constexpr RowColumn kWaiverColumns[] = {
    {"id", kWhole}, {"state"}, {"waiver"}, {"waiver_reason"}, {"waiver_until"}};

// The exception by which all that some policy fails is waived; empty: something is not.
std::string exception_of(const Finding& finding) {
  std::string exception;
  for (const PolicyVerdict& verdict : finding.policies) {
    if (verdict.outcome == Outcome::kFail || verdict.outcome == Outcome::kError) return {};
    if (verdict.outcome == Outcome::kWaived && exception.empty()) exception = verdict.exception_id;
  }
  return exception;
}

class JudgementRecorder {
 public:
  JudgementRecorder(Database& database, std::int64_t run_id, const ScanResult& judged,
                    Timestamp now)
      : database_(database), run_id_(run_id), judged_(judged), time_(format_timestamp(now)) {
    for (const ExceptionSummary& one : judged.assessment->exceptions) {
      exceptions_[one.id] = {one.id, one.reason,
                             one.expires ? format_timestamp(*one.expires) : std::string()};
    }
  }

  Status record(const std::vector<PolicyInfo>& policies);

 private:
  Status read_findings();
  Status match_findings();
  Status write_verdicts();
  Status write_owners();
  Status write_waivers();
  Status write_run();
  [[nodiscard]] FindingWaiver waiver_of(const Finding& finding) const;

  Database& database_;
  std::int64_t run_id_;
  const ScanResult& judged_;
  std::string time_;
  std::map<std::string, FindingWaiver> exceptions_;
  std::map<JudgedKey, StoredFinding> stored_;
  std::vector<std::pair<const Finding*, const StoredFinding*>> matched_;
};

Status JudgementRecorder::read_findings() {
  KEYHOUND_TRY(const auto names, policy_names(database_));
  return database_.query(
      "SELECT f.id, f.credential_id, f.state, f.closed_reason, f.waiver, f.waiver_reason, "
      "f.waiver_until, f.first_run_id, f.regressed_run_id, f.fixed_run_id, f.first_seen, "
      "f.last_seen, f.fixed, f.regressed, f.repository_id, c.fingerprint, f.rule_id "
      "FROM findings f JOIN credentials c ON c.id = f.credential_id WHERE f.state <> 'fixed'",
      {}, [&](const SqlRow& row) -> Status {
        const auto name = names.find(whole_number(row[14]));
        if (name == names.end()) return {};
        stored_[{name->second, std::string(text_of(row[15])), std::string(text_of(row[16]))}] = {
            whole_number(row[0]), whole_number(row[1]), life_in(row, 2)};
        return {};
      });
}

// What another run's scan ended meanwhile has no row any more.
Status JudgementRecorder::match_findings() {
  KEYHOUND_TRY_STATUS(read_findings());
  for (const Finding& finding : judged_.findings) {
    if (finding.kind == FindingKind::kPolicy) continue;
    const auto row =
        stored_.find({finding.repository, finding.fingerprint.short_form(), finding.rule_id});
    if (row != stored_.end()) matched_.emplace_back(&finding, &row->second);
  }
  return {};
}

Status JudgementRecorder::write_verdicts() {
  KEYHOUND_TRY_STATUS(database_.execute("DELETE FROM verdicts"));
  RowWriter rows(database_, InsertTarget{"verdicts", kVerdictColumns, "ON CONFLICT DO NOTHING"});
  for (const auto& [finding, row] : matched_) {
    for (const PolicyVerdict& verdict : finding->policies) {
      if (!is_kept(verdict.outcome)) continue;
      KEYHOUND_TRY_STATUS(
          rows.add({row->id, storable(verdict.policy_id), std::string(to_string(verdict.outcome)),
                    std::string(to_string(verdict.level)), storable(verdict.message),
                    storable(verdict.exception_id)}));
    }
  }
  return rows.finish();
}

// A match by the value itself says more than one by its place.
Status JudgementRecorder::write_owners() {
  std::map<std::int64_t, const CredentialMatch*> ties;
  for (const auto& [finding, row] : matched_) {
    const CredentialMatch*& tie = ties[row->credential_id];
    const bool is_better =
        tie == nullptr || tie->id.empty() ||
        (tie->weak && !finding->credential.weak && !finding->credential.id.empty());
    if (is_better) tie = &finding->credential;
  }
  RowWriter rows(database_, UpdateTarget{"credentials", kOwnerColumns});
  for (const auto& [id, tie] : ties) {
    KEYHOUND_TRY_STATUS(rows.add({id, storable(tie->id), storable(tie->owner),
                                  storable(tie->matched_by), std::int64_t{tie->weak}}));
  }
  return rows.finish();
}

FindingWaiver JudgementRecorder::waiver_of(const Finding& finding) const {
  const std::string exception = exception_of(finding);
  if (exception.empty()) return {};
  const auto known = exceptions_.find(exception);
  return known == exceptions_.end() ? FindingWaiver{exception, {}, {}} : known->second;
}

Status JudgementRecorder::write_waivers() {
  RowWriter rows(database_, UpdateTarget{"findings", kWaiverColumns});
  for (const auto& [finding, row] : matched_) {
    const FindingLife life = waived_by(row->life, run_id_, time_, waiver_of(*finding));
    const FindingWaiver& before = row->life.waiver;
    const bool is_same = life.state == row->life.state && life.waiver.by == before.by &&
                         life.waiver.reason == before.reason && life.waiver.until == before.until;
    if (is_same) continue;
    KEYHOUND_TRY_STATUS(
        rows.add({row->id, life.state, storable(life.waiver.by), storable(life.waiver.reason),
                  storable_or_null(life.waiver.until)}));
  }
  return rows.finish();
}

Status JudgementRecorder::write_run() {
  const Assessment& assessment = *judged_.assessment;
  const SqlRow row = {run_id_, storable(assessment.policies_digest),
                      storable(assessment.registry_digest), time_};
  KEYHOUND_TRY_STATUS(database_.execute(
      "UPDATE runs SET policies_digest = $2, registry_digest = $3, judged = $4 WHERE id = $1",
      row));
  return write_run_totals(database_, run_id_);
}

Status JudgementRecorder::record(const std::vector<PolicyInfo>& policies) {
  KEYHOUND_TRY_STATUS(lock_run(database_, run_id_));
  // No scan may end a finding between its reading and its writing.
  if (database_.kind() == DatabaseKind::kPostgres) {
    KEYHOUND_TRY_STATUS(
        database_.script("LOCK TABLE credentials, findings IN SHARE ROW EXCLUSIVE MODE"));
  }
  KEYHOUND_TRY_STATUS(match_findings());
  KEYHOUND_TRY_STATUS(write_verdicts());
  KEYHOUND_TRY_STATUS(write_owners());
  KEYHOUND_TRY_STATUS(write_waivers());
  KEYHOUND_TRY_STATUS(write_registry(database_, *judged_.assessment));
  KEYHOUND_TRY_STATUS(write_subject_verdicts(database_, *judged_.assessment));
  KEYHOUND_TRY_STATUS(write_policy_totals(database_, run_id_, *judged_.assessment, policies));
  return write_run();
}

}  // namespace

Status Store::record_judgement(std::int64_t run_id, const ScanResult& judged,
                               const std::vector<PolicyInfo>& policies, Timestamp now) {
  if (!judged.assessment) return fail(ErrorKind::kInternal, "the result was not judged");
  return database_->transaction(
      [&] { return JudgementRecorder(*database_, run_id, judged, now).record(policies); });
}

}  // namespace keyhound
