// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <vector>

#include "scanner/store/finding_rows.h"
#include "scanner/store/occurrence_rows.h"
#include "scanner/store/store.h"
#include "scanner/store/target_rows.h"

namespace keyhound {
namespace {

// What a scan of the repository was compared with: the last one that read everything.
struct LastScan {
  std::string refs_digest;
  std::string basis;
};

class ScanRecorder {
 public:
  ScanRecorder(Database& database, std::int64_t run_id, const RecordedScan& scan,
               const ScanResult& result, Timestamp now)
      : database_(database), scan_(scan), result_(result), now_(now) {
    place_.run_id = run_id;
    place_.repository_id = scan.repository_id;
    place_.time = format_timestamp(now);
  }

  Status record();

 private:
  Status lock_repository();
  Status write_scan();
  void live_on();
  Status end_missed();
  Status update_repository();
  [[nodiscard]] std::string_view closed_reason() const;

  Database& database_;
  const RecordedScan& scan_;
  const ScanResult& result_;
  Timestamp now_;
  ScanPlace place_;
  LastScan last_;
  std::map<FindingKey, KnownFinding> known_;
  SeenFindings seen_;
  std::vector<std::int64_t> recounted_;  // credentials
};

Status ScanRecorder::lock_repository() {
  const SqlRow parameters = {scan_.repository_id, place_.time};
  KEYHOUND_TRY_STATUS(
      database_.execute("UPDATE repositories SET last_seen = CASE WHEN last_seen < $2 THEN $2 "
                        "ELSE last_seen END WHERE id = $1",
                        parameters));
  const SqlRow key = {scan_.repository_id};
  KEYHOUND_TRY(const SqlRow row,
               database_.one_row("SELECT refs_digest, basis FROM repositories WHERE id = $1", key));
  last_ = {std::string(text_of(row[0])), std::string(text_of(row[1]))};
  return {};
}

Status ScanRecorder::write_scan() {
  const ScanStatistics& counts = result_.scan.statistics;
  const auto number = [](std::uint64_t value) { return static_cast<std::int64_t>(value); };
  const SqlRow row = {place_.run_id,
                      place_.repository_id,
                      storable(result_.scan.head),
                      storable(scan_.refs_digest),
                      storable(scan_.basis),
                      number(counts.commits),
                      number(counts.blobs),
                      number(counts.files),
                      number(counts.bytes),
                      std::int64_t{result_.complete()},
                      std::int64_t{result_.references.has_value()},
                      std::int64_t{scan_.exit_code},
                      scan_.seconds,
                      storable(scan_.report),
                      format_timestamp(result_.scan.started),
                      place_.time};
  KEYHOUND_TRY(
      const SqlRow written,
      database_.one_row(
          "INSERT INTO scans (run_id, repository_id, head, refs_digest, basis, commits, blobs, "
          "files, bytes, is_complete, is_inventoried, exit_code, seconds, report, started, "
          "finished) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) "
          "ON CONFLICT (run_id, repository_id) DO UPDATE SET head = excluded.head, "
          "refs_digest = excluded.refs_digest, basis = excluded.basis, "
          "commits = excluded.commits, blobs = excluded.blobs, files = excluded.files, "
          "bytes = excluded.bytes, is_complete = excluded.is_complete, "
          "is_inventoried = excluded.is_inventoried, exit_code = excluded.exit_code, "
          "seconds = excluded.seconds, report = excluded.report, started = excluded.started, "
          "finished = excluded.finished RETURNING id",
          row));
  place_.scan_id = whole_number(written.front());
  return {};
}

std::optional<FindingWaiver> waiver_of(const Finding& finding) {
  if (!finding.accepted) return std::nullopt;
  FindingWaiver waiver;
  waiver.by = kBaselineWaiver;
  waiver.reason = finding.accepted->reason;
  if (finding.accepted->until) waiver.until = format_timestamp(*finding.accepted->until);
  return waiver;
}

// Findings of the result, those of one key together, and how their lives go on.
void ScanRecorder::live_on() {
  for (const Finding& finding : result_.findings) {
    if (finding.kind == FindingKind::kPolicy || finding.occurrences.empty()) continue;
    FindingKey key(finding.fingerprint.short_form(),
                   std::get<std::string>(storable(finding.rule_id)));
    SeenFinding& seen = seen_[std::move(key)];
    if (seen.finding == nullptr) seen.finding = &finding;
    for (const Occurrence& one : finding.occurrences) seen.occurrences.push_back(&one);
  }
  for (auto& [key, now_seen] : seen_) {
    const auto before = known_.find(key);
    std::optional<FindingLife> life;
    if (before != known_.end()) {
      life = before->second.life;
      now_seen.first_scan_id = before->second.first_scan_id;
      now_seen.was_open = life->is_open();
    }
    now_seen.life = seen(life, place_.run_id, place_.time, waiver_of(*now_seen.finding));
  }
}

// The same objects under other rules or another configuration.
std::string_view ScanRecorder::closed_reason() const {
  const bool is_same_content = !last_.refs_digest.empty() && last_.refs_digest == scan_.refs_digest;
  return is_same_content && last_.basis != scan_.basis ? "rules-changed" : "not-found";
}

Status ScanRecorder::end_missed() {
  if (!result_.complete()) return {};
  std::vector<std::int64_t> missed;
  for (const auto& [key, known] : known_) {
    if (!known.life.is_open() || seen_.contains(key)) continue;
    missed.push_back(known.id);
    recounted_.push_back(known.credential_id);
  }
  return write_missed(database_, std::move(missed), place_, closed_reason());
}

// What an incomplete scan saw is no measure for the next one.
Status ScanRecorder::update_repository() {
  const bool is_complete = result_.complete();
  const SqlRow row = {place_.repository_id,
                      is_complete ? storable(scan_.refs_digest) : SqlValue(std::string()),
                      is_complete ? storable(scan_.basis) : SqlValue(std::string()), place_.scan_id,
                      storable(result_.scan.repository)};
  KEYHOUND_TRY_STATUS(database_.execute(
      "UPDATE repositories SET refs_digest = $2, basis = $3, last_scan_id = $4, "
      "policy_name = CASE WHEN $5 <> '' THEN $5 ELSE policy_name END WHERE id = $1",
      row));
  return {};
}

Status ScanRecorder::record() {
  TargetEnd end;
  end.repository_id = scan_.repository_id;
  end.outcome = TargetOutcome::kScanned;
  end.seconds = scan_.seconds;
  KEYHOUND_TRY(const bool is_target, write_outcome(database_, place_.run_id, end, now_));
  if (!is_target) return {};
  KEYHOUND_TRY_STATUS(lock_repository());
  KEYHOUND_TRY_STATUS(write_scan());
  KEYHOUND_TRY(known_, known_findings(database_, place_.repository_id));
  live_on();
  KEYHOUND_TRY_STATUS(write_findings(database_, place_, seen_));
  KEYHOUND_TRY_STATUS(write_occurrences(database_, seen_));
  for (const auto& [key, one] : seen_)
    if (!one.was_open) recounted_.push_back(one.credential_id);
  KEYHOUND_TRY_STATUS(end_missed());
  KEYHOUND_TRY_STATUS(count_repositories(database_, std::move(recounted_)));
  KEYHOUND_TRY_STATUS(write_references(database_, place_, result_));
  KEYHOUND_TRY_STATUS(write_suppressions(database_, place_, result_));
  KEYHOUND_TRY_STATUS(write_diagnostics(database_, place_, result_));
  return update_repository();
}

}  // namespace

Status Store::record_scan(std::int64_t run_id, const RecordedScan& scan, const ScanResult& result,
                          Timestamp now) {
  return database_->transaction(
      [&] { return ScanRecorder(*database_, run_id, scan, result, now).record(); });
}

}  // namespace keyhound
