// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>
#include <memory>
#include <unordered_map>

#include "scanner/store/finding_detail.h"
#include "scanner/store/occurrence_columns.h"
#include "scanner/store/policy_names.h"
#include "scanner/store/store.h"

namespace keyhound {
namespace {

constexpr std::int64_t kPageOfOccurrences = 50'000;  // PostgreSQL answers with whole results

std::string text(const SqlValue& value) { return std::string(text_of(value)); }

FindingKind kind_named(std::string_view name) {
  return name == to_string(FindingKind::kPipeline) ? FindingKind::kPipeline : FindingKind::kSecret;
}

// Reads everything that is open or waived in one transaction.
class FindingLoader {
 public:
  FindingLoader(Database& database, std::size_t occurrences)
      : database_(database),
        most_(occurrences == 0 ? std::numeric_limits<std::int32_t>::max()
                               : static_cast<std::int64_t>(std::min<std::size_t>(
                                     occurrences, std::numeric_limits<std::int32_t>::max()))) {}

  Result<ScanResult> load();

 private:
  Status load_scans();
  Status load_findings();
  Status add_finding(const SqlRow& row);
  Status load_occurrences();
  Status load_page(std::int64_t first, std::int64_t last);
  Status load_references();
  Status load_suppressions();
  Status load_diagnostics();
  [[nodiscard]] std::string name_of(const SqlValue& repository_id) const;

  Database& database_;
  std::int64_t most_;  // places of one finding
  ScanResult result_;
  std::unordered_map<std::int64_t, std::string> names_;
  struct Row {
    std::int64_t id;
    std::int64_t places;
  };
  std::vector<Row> rows_;  // of the findings, in order of their numbers
};

std::string FindingLoader::name_of(const SqlValue& repository_id) const {
  const auto found = names_.find(whole_number(repository_id));
  return found == names_.end() ? std::string() : found->second;
}

Status FindingLoader::load_scans() {
  return database_.query(
      "SELECT COUNT(*), COALESCE(SUM(s.commits), 0), COALESCE(SUM(s.blobs), 0), "
      "COALESCE(SUM(s.files), 0), COALESCE(SUM(s.bytes), 0), COALESCE(SUM(s.is_inventoried), 0), "
      "MIN(s.started), MAX(s.finished) FROM repositories r JOIN scans s ON s.id = r.last_scan_id",
      {}, [this](const SqlRow& row) -> Status {
        ScanInfo& scan = result_.scan;
        scan.kind = "reports";
        scan.target = std::to_string(whole_number(row[0])) + " repositories";
        scan.statistics = {count_in(row[1]), count_in(row[2]), count_in(row[3]), count_in(row[4]),
                           0};
        if (whole_number(row[5]) > 0) result_.references.emplace();
        scan.started = time_in(row[6]).value_or(Timestamp{});
        scan.finished = time_in(row[7]).value_or(Timestamp{});
        return {};
      });
}

void read_credential_liveness(const SqlRow& row, Finding& into) {
  const auto state = parse_liveness_state(text_of(row[16]));
  if (!state) return;
  into.liveness = {*state,        time_in(row[17]), text(row[18]),
                   text(row[19]), text(row[20]),    static_cast<int>(whole_number(row[21])),
                   text(row[22])};
}

Status FindingLoader::add_finding(const SqlRow& row) {
  Finding& finding = result_.findings.emplace_back();
  rows_.push_back({whole_number(row[0]), whole_number(row[15])});
  finding.repository = name_of(row[1]);
  finding.rule_id = text(row[2]);
  finding.kind = kind_named(text_of(row[3]));
  finding.title = text(row[4]);
  finding.message = text(row[5]);
  finding.remedy = text(row[6]);
  finding.severity = parse_severity(text_of(row[7])).value_or(Severity::kHigh);
  finding.confidence = parse_confidence(text_of(row[8])).value_or(Confidence::kMedium);
  finding.score = real_number(row[9]);
  KEYHOUND_TRY(finding.fingerprint, parse_fingerprint(text_of(row[10])));
  finding.secret_redacted = text(row[11]);
  KEYHOUND_TRY_STATUS(read_identity_text(text_of(row[12]), finding));
  KEYHOUND_TRY_STATUS(read_tags_text(text_of(row[13]), finding));
  KEYHOUND_TRY_STATUS(read_finding_detail(text_of(row[14]), finding));
  // The best check of the value, in whatever repository and by whichever scan, holds for this place
  // too.
  read_credential_liveness(row, finding);
  return {};
}

Status FindingLoader::load_findings() {
  return database_.query(
      "SELECT f.id, f.repository_id, f.rule_id, c.kind, f.title, f.message, f.remedy, f.severity, "
      "f.confidence, f.score, c.fingerprint, c.redacted, f.identity, f.tags, f.detail, "
      "f.occurrence_count, c.liveness, c.liveness_at, c.liveness_source, c.liveness_verifier, "
      "c.liveness_host, c.liveness_status, c.liveness_reason FROM findings f JOIN credentials c ON "
      "c.id = f.credential_id "
      "WHERE f.state <> 'fixed' ORDER BY f.id",
      {}, [this](const SqlRow& row) { return add_finding(row); });
}

Status FindingLoader::load_page(std::int64_t first, std::int64_t last) {
  const SqlRow parameters = {first, last, most_};
  std::size_t at = 0;
  return database_.query(
      "SELECT finding_id, " + std::string(kStoredOccurrence) +
          " FROM occurrences "
          "WHERE finding_id >= $1 AND finding_id <= $2 AND ordinal < $3 ORDER BY finding_id, "
          "ordinal",
      parameters, [&](const SqlRow& row) -> Status {
        const std::int64_t id = whole_number(row[0]);
        if (at >= rows_.size() || rows_[at].id != id) {
          const auto found =
              std::lower_bound(rows_.begin(), rows_.end(), id,
                               [](const Row& one, std::int64_t wanted) { return one.id < wanted; });
          if (found == rows_.end() || found->id != id) return {};  // of one that is fixed
          at = static_cast<std::size_t>(found - rows_.begin());
        }
        KEYHOUND_TRY(Occurrence place, stored_occurrence(row, 1));
        result_.findings[at].occurrences.push_back(std::move(place));
        return {};
      });
}

Status FindingLoader::load_occurrences() {
  for (std::size_t first = 0; first < rows_.size();) {
    std::int64_t places = 0;
    std::size_t end = first;
    while (end < rows_.size() && (end == first || places < kPageOfOccurrences))
      places += std::min(rows_[end++].places, most_);
    KEYHOUND_TRY_STATUS(load_page(rows_[first].id, rows_[end - 1].id));
    first = end;
  }
  // Who judges needs a place of each.
  for (Finding& finding : result_.findings)
    if (finding.occurrences.empty()) finding.occurrences.emplace_back();
  return {};
}

Status FindingLoader::load_references() {
  if (!result_.references) return {};
  return database_.query(
      "SELECT repository_id, secret_ref, name, platform, store, kind, store_id, path, line, job, "
      "step, environment, resolution, detail FROM secret_references ORDER BY id",
      {}, [this](const SqlRow& row) -> Status {
        Reference& one = result_.references->emplace_back();
        one.repository = name_of(row[0]);
        one.secret_ref = text(row[1]);
        one.name = text(row[2]);
        one.platform = text(row[3]);
        one.store = text(row[4]);
        one.kind = text(row[5]);
        one.id = text(row[6]);
        one.location.path = text(row[7]);
        one.job = text(row[9]);
        one.step = text(row[10]);
        one.environment = text(row[11]);
        one.resolution = parse_resolution(text_of(row[12])).value_or(Resolution::kExact);
        KEYHOUND_TRY_STATUS(read_reference_detail(text_of(row[13]), one));
        one.location.start.line = count_in(row[8]);
        return {};
      });
}

Status FindingLoader::load_suppressions() {
  result_.suppressions.emplace();
  return database_.query(
      "SELECT repository_id, kind, rule_id, path, line, reason, until, detail FROM suppressions "
      "ORDER BY id",
      {}, [this](const SqlRow& row) -> Status {
        Suppression& one = result_.suppressions->emplace_back();
        one.repository = name_of(row[0]);
        one.kind = text(row[1]);
        one.rule_id = text(row[2]);
        one.location.path = text(row[3]);
        one.reason = text(row[5]);
        one.until = time_in(row[6]);
        KEYHOUND_TRY_STATUS(read_suppression_detail(text_of(row[7]), one));
        one.location.start.line = count_in(row[4]);
        return {};
      });
}

Status FindingLoader::load_diagnostics() {
  return database_.query(
      "SELECT repository_id, kind, subject, message, is_incomplete FROM diagnostics ORDER BY id",
      {}, [this](const SqlRow& row) -> Status {
        result_.diagnostics.push_back({text(row[1]), text(row[2]),
                                       name_of(row[0]) + ": " + text(row[3]),
                                       whole_number(row[4]) != 0});
        return {};
      });
}

Result<ScanResult> FindingLoader::load() {
  if (database_.kind() == DatabaseKind::kPostgres)
    KEYHOUND_TRY_STATUS(database_.script("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"));
  KEYHOUND_TRY(names_, policy_names(database_));
  KEYHOUND_TRY_STATUS(load_scans());
  KEYHOUND_TRY_STATUS(load_findings());
  KEYHOUND_TRY_STATUS(load_occurrences());
  KEYHOUND_TRY_STATUS(load_references());
  KEYHOUND_TRY_STATUS(load_suppressions());
  KEYHOUND_TRY_STATUS(load_diagnostics());
  sort_for_report(result_.findings);
  return std::move(result_);
}

}  // namespace

Result<ScanResult> Store::load_findings(std::size_t occurrences) {
  ScanResult result;
  KEYHOUND_TRY_STATUS(database_->transaction([&]() -> Status {
    KEYHOUND_TRY(result, FindingLoader(*database_, occurrences).load());
    return {};
  }));
  return result;
}

Result<ScannedRepositories> Store::scanned_repositories() {
  ScannedRepositories scanned;
  KEYHOUND_TRY(const auto names, policy_names(*database_));
  KEYHOUND_TRY_STATUS(
      database_->query("SELECT r.id, s.is_inventoried, s.is_complete FROM repositories r "
                       "JOIN scans s ON s.id = r.last_scan_id",
                       {}, [&](const SqlRow& row) -> Status {
                         const auto name = names.find(whole_number(row[0]));
                         if (name == names.end()) return {};
                         scanned.names.push_back(name->second);
                         if (whole_number(row[1]) != 0) scanned.inventoried.push_back(name->second);
                         if (whole_number(row[2]) != 0) scanned.complete.push_back(name->second);
                         return {};
                       }));
  std::sort(scanned.names.begin(), scanned.names.end());
  std::sort(scanned.inventoried.begin(), scanned.inventoried.end());
  std::sort(scanned.complete.begin(), scanned.complete.end());
  return scanned;
}

}  // namespace keyhound
