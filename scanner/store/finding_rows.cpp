// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/finding_rows.h"

#include <algorithm>

#include "scanner/store/finding_detail.h"
#include "scanner/store/row_writer.h"

namespace keyhound {
namespace {

SqlValue number_or_null(std::int64_t number) { return number == 0 ? SqlValue() : SqlValue(number); }

constexpr RowColumn kCredentialColumns[] = {{"fingerprint"},
                                            {"rule_id"},
                                            {"kind"},
                                            {"title"},
                                            {"redacted"},
                                            {"liveness"},
                                            {"liveness_at"},
                                            {"liveness_source"},
                                            {"liveness_verifier"},
                                            {"liveness_host"},
                                            {"liveness_status", StoredType::kWhole},
                                            {"liveness_reason"},
                                            {"first_seen"},
                                            {"last_seen"}};

// Of two checks the later one counts; but one that could not tell takes no proof away.
constexpr std::string_view kIsBetterCheck =
    "excluded.liveness <> '' AND (credentials.liveness_at IS NULL OR excluded.liveness_at IS NULL "
    "OR excluded.liveness_at >= credentials.liveness_at) AND (excluded.liveness <> 'indeterminate' "
    "OR credentials.liveness IN ('', 'indeterminate'))";

constexpr std::string_view kCredentialTail =
    "last_seen = CASE WHEN excluded.last_seen > credentials.last_seen THEN excluded.last_seen "
    "ELSE credentials.last_seen END RETURNING id, fingerprint";

std::string credential_tail() {
  std::string tail = "ON CONFLICT (fingerprint) DO UPDATE SET ";
  for (const RowColumn& column : kCredentialColumns) {
    const std::string name(column.name);
    if (!name.starts_with("liveness")) continue;
    tail += name + " = CASE WHEN " + std::string(kIsBetterCheck) + " THEN excluded." + name +
            " ELSE credentials." + name + " END, ";
  }
  return tail.append(kCredentialTail);
}

bool is_checked(const Finding& finding) {
  return finding.liveness.state != LivenessState::kUnchecked;
}

void append_liveness(SqlRow& row, const Liveness& liveness) {
  if (liveness.state == LivenessState::kUnchecked) {
    row.insert(row.end(), {std::string(), SqlValue(), std::string(), std::string(), std::string(),
                           std::int64_t{0}, std::string()});
    return;
  }
  row.insert(row.end(),
             {std::string(to_string(liveness.state)),
              liveness.at ? SqlValue(format_timestamp(*liveness.at)) : SqlValue(),
              storable(liveness.source), storable(liveness.verifier), storable(liveness.host),
              std::int64_t{liveness.status}, storable(liveness.reason)});
}

SqlRow credential_row(const FindingKey& key, const Finding& finding, const Liveness& liveness,
                      const ScanPlace& place) {
  SqlRow row = {key.first, key.second, std::string(to_string(finding.kind)),
                storable(finding.title), storable(finding.secret_redacted)};
  append_liveness(row, liveness);
  row.insert(row.end(), {place.time, place.time});
  return row;
}

// In order of fingerprints, so that two that record at once wait for each other and no circle is
// made.
Result<std::map<std::string, std::int64_t>> write_credentials(Database& database,
                                                              const ScanPlace& place,
                                                              const SeenFindings& findings) {
  std::map<std::string, std::int64_t> ids;
  const std::string tail = credential_tail();
  RowWriter rows(database, InsertTarget{"credentials", kCredentialColumns, tail},
                 [&ids](const SqlRow& row) -> Status {
                   ids[std::string(text_of(row[1]))] = whole_number(row[0]);
                   return {};
                 });
  for (auto next = findings.begin(); next != findings.end();) {
    const auto& [key, seen] = *next;
    // Under several rules it is one credential: what was checked of it under one holds.
    const Finding* checked = seen.finding;
    for (; next != findings.end() && next->first.first == key.first; ++next)
      if (!is_checked(*checked)) checked = next->second.finding;
    KEYHOUND_TRY_STATUS(rows.add(credential_row(key, *seen.finding, checked->liveness, place)));
  }
  KEYHOUND_TRY_STATUS(rows.finish());
  return ids;
}

constexpr auto kWhole = StoredType::kWhole;
constexpr RowColumn kFindingColumns[] = {{"repository_id", kWhole},
                                         {"credential_id", kWhole},
                                         {"rule_id"},
                                         {"state"},
                                         {"closed_reason"},
                                         {"waiver"},
                                         {"waiver_reason"},
                                         {"waiver_until"},
                                         {"first_run_id", kWhole},
                                         {"regressed_run_id", kWhole},
                                         {"fixed_run_id", kWhole},
                                         {"first_seen"},
                                         {"last_seen"},
                                         {"fixed"},
                                         {"regressed"},
                                         {"severity"},
                                         {"severity_rank", kWhole},
                                         {"confidence"},
                                         {"level"},
                                         {"score", StoredType::kReal},
                                         {"title"},
                                         {"message"},
                                         {"remedy"},
                                         {"identity"},
                                         {"tags"},
                                         {"detail"},
                                         {"is_in_head", kWhole},
                                         {"occurrence_count", kWhole},
                                         {"path"},
                                         {"line", kWhole},
                                         {"commit_id"},
                                         {"author"},
                                         {"committed"},
                                         {"first_scan_id", kWhole},
                                         {"last_scan_id", kWhole}};

// Everything but the key, and what stays as it was when the finding was first seen.
std::string finding_tail() {
  std::string tail = "ON CONFLICT (repository_id, credential_id, rule_id) DO UPDATE SET ";
  for (std::size_t i = 3; i < std::size(kFindingColumns); ++i) {
    const std::string name(kFindingColumns[i].name);
    tail += (i == 3 ? "" : ", ") + name + " = excluded." + name;
  }
  return tail + " RETURNING id, credential_id, rule_id";
}

void append_life(SqlRow& row, const FindingLife& life) {
  row.insert(row.end(),
             {life.state, life.closed_reason, storable(life.waiver.by),
              storable(life.waiver.reason), storable_or_null(life.waiver.until), life.first_run,
              number_or_null(life.regressed_run), number_or_null(life.fixed_run), life.first_seen,
              life.last_seen, storable_or_null(life.fixed), storable_or_null(life.regressed)});
}

void append_weight(SqlRow& row, const Finding& finding) {
  row.insert(row.end(),
             {std::string(to_string(finding.severity)), static_cast<std::int64_t>(finding.severity),
              std::string(to_string(finding.confidence)),
              std::string(to_string(level_of(finding.severity))), finding.score,
              storable(finding.title), storable(finding.message), storable(finding.remedy),
              identity_text(finding), tags_text(finding), finding_detail(finding)});
}

void append_place(SqlRow& row, const SeenFinding& seen) {
  const Occurrence& first = *seen.occurrences.front();
  const bool is_in_head = std::any_of(seen.occurrences.begin(), seen.occurrences.end(),
                                      [](const Occurrence* one) { return one->in_head; });
  const CommitInfo& commit = first.commit;
  row.insert(row.end(),
             {std::int64_t{is_in_head}, static_cast<std::int64_t>(seen.occurrences.size()),
              storable(first.location.path), static_cast<std::int64_t>(first.location.start.line),
              storable(commit.id), storable(commit.author),
              commit.id.empty() ? SqlValue() : SqlValue(format_timestamp(commit.committed))});
}

SqlRow row_of(const FindingKey& key, const SeenFinding& seen, const ScanPlace& place) {
  SqlRow row = {place.repository_id, seen.credential_id, key.second};
  row.reserve(std::size(kFindingColumns));
  append_life(row, seen.life);
  append_weight(row, *seen.finding);
  append_place(row, seen);
  row.emplace_back(seen.first_scan_id == 0 ? place.scan_id : seen.first_scan_id);
  row.emplace_back(place.scan_id);
  return row;
}

}  // namespace

FindingLife life_in(const SqlRow& row, std::size_t first) {
  const auto text = [&](std::size_t column) { return std::string(text_of(row[first + column])); };
  const auto number = [&](std::size_t column) { return whole_number(row[first + column]); };
  return {text(0),   text(1),   {text(2), text(3), text(4)},
          number(5), number(6), number(7),
          text(8),   text(9),   text(10),
          text(11)};
}

Result<std::map<FindingKey, KnownFinding>> known_findings(Database& database,
                                                          std::int64_t repository_id) {
  std::map<FindingKey, KnownFinding> known;
  const SqlRow parameters = {repository_id};
  KEYHOUND_TRY_STATUS(database.query(
      "SELECT f.id, f.credential_id, f.first_scan_id, f.state, f.closed_reason, f.waiver, "
      "f.waiver_reason, f.waiver_until, f.first_run_id, f.regressed_run_id, f.fixed_run_id, "
      "f.first_seen, f.last_seen, f.fixed, f.regressed, c.fingerprint, f.rule_id "
      "FROM findings f JOIN credentials c ON c.id = f.credential_id WHERE f.repository_id = $1",
      parameters, [&known](const SqlRow& row) -> Status {
        known[{std::string(text_of(row[15])), std::string(text_of(row[16]))}] = {
            whole_number(row[0]), whole_number(row[1]), whole_number(row[2]), life_in(row, 3)};
        return {};
      }));
  return known;
}

Status write_findings(Database& database, const ScanPlace& place, SeenFindings& findings) {
  KEYHOUND_TRY(const auto credentials, write_credentials(database, place, findings));
  std::map<std::pair<std::int64_t, std::string>, SeenFinding*> by_row;
  const std::string tail = finding_tail();
  RowWriter rows(
      database, {"findings", kFindingColumns, tail}, [&by_row](const SqlRow& row) -> Status {
        by_row.at({whole_number(row[1]), std::string(text_of(row[2]))})->id = whole_number(row[0]);
        return {};
      });
  for (auto& [key, seen] : findings) {
    const auto credential = credentials.find(key.first);
    if (credential == credentials.end())
      return fail(ErrorKind::kInternal, "a credential that was written has no number");
    seen.credential_id = credential->second;
    by_row[{seen.credential_id, key.second}] = &seen;
    KEYHOUND_TRY_STATUS(rows.add(row_of(key, seen, place)));
  }
  return rows.finish();
}

Status write_missed(Database& database, std::vector<std::int64_t> ids, const ScanPlace& place,
                    std::string_view reason) {
  if (ids.empty()) return {};
  const SqlRow parameters = {id_list(database, ids), storable(reason), place.time, place.run_id};
  KEYHOUND_TRY_STATUS(
      database.execute("UPDATE findings SET state = 'fixed', closed_reason = $2, fixed = $3, "
                       "fixed_run_id = $4 WHERE id" +
                           in_id_list(database, "$1"),
                       parameters));
  return {};
}

// Whoever counts has the rows first: a count that was made before another one committed is no
// count.
Status count_repositories(Database& database, std::vector<std::int64_t> credential_ids) {
  if (credential_ids.empty()) return {};
  std::sort(credential_ids.begin(), credential_ids.end());
  const SqlRow parameters = {id_list(database, credential_ids)};
  const std::string condition = " WHERE id" + in_id_list(database, "$1");
  if (database.kind() == DatabaseKind::kPostgres) {
    KEYHOUND_TRY_STATUS(database.execute(
        "UPDATE credentials SET repository_count = repository_count" + condition, parameters));
  }
  KEYHOUND_TRY_STATUS(database.execute(
      "UPDATE credentials SET repository_count = (SELECT COUNT(DISTINCT f.repository_id) "
      "FROM findings f WHERE f.credential_id = credentials.id AND f.state <> 'fixed')" +
          condition,
      parameters));
  return {};
}

}  // namespace keyhound
