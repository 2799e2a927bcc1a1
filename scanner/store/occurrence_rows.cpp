// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/occurrence_rows.h"

#include "scanner/store/finding_detail.h"
#include "scanner/store/row_inserter.h"

namespace keyhound {
namespace {

constexpr auto kWhole = ColumnType::kWhole;
constexpr InsertColumn kOccurrenceColumns[] = {{"finding_id", kWhole},
                                               {"ordinal", kWhole},
                                               {"path"},
                                               {"part"},
                                               {"start_line", kWhole},
                                               {"start_column", kWhole},
                                               {"end_line", kWhole},
                                               {"end_column", kWhole},
                                               {"blob"},
                                               {"commit_id"},
                                               {"author"},
                                               {"author_email"},
                                               {"committed"},
                                               {"removed_commit_id"},
                                               {"is_in_head", kWhole},
                                               {"is_in_worktree", kWhole},
                                               {"is_reachable", kWhole},
                                               {"pipeline"}};

std::int64_t number(std::uint64_t value) { return static_cast<std::int64_t>(value); }

SqlRow row_of(std::int64_t finding_id, std::size_t ordinal, const Occurrence& one) {
  const Location& location = one.location;
  const CommitInfo& commit = one.commit;
  return {finding_id,
          number(ordinal),
          storable(location.path),
          std::string(to_string(location.part)),
          number(location.start.line),
          number(location.start.column),
          number(location.end.line),
          number(location.end.column),
          storable(one.blob),
          storable(commit.id),
          storable(commit.author),
          storable(commit.author_email),
          commit.id.empty() ? SqlValue() : SqlValue(format_timestamp(commit.committed)),
          storable(one.removed.id),
          std::int64_t{one.in_head},
          std::int64_t{one.in_worktree},
          std::int64_t{one.reachable},
          one.pipeline ? pipeline_text(*one.pipeline) : std::string()};
}

constexpr InsertColumn kReferenceColumns[] = {{"repository_id", kWhole},
                                              {"secret_ref"},
                                              {"name"},
                                              {"platform"},
                                              {"store"},
                                              {"kind"},
                                              {"store_id"},
                                              {"path"},
                                              {"line", kWhole},
                                              {"job"},
                                              {"step"},
                                              {"environment"},
                                              {"resolution"},
                                              {"detail"}};

constexpr InsertColumn kSuppressionColumns[] = {
    {"repository_id", kWhole}, {"kind"},   {"rule_id"}, {"path"},
    {"line", kWhole},          {"reason"}, {"until"},   {"detail"}};

constexpr InsertColumn kDiagnosticColumns[] = {
    {"scan_id", kWhole}, {"repository_id", kWhole}, {"kind"}, {"subject"},
    {"message"},         {"is_incomplete", kWhole}};

Status remove_all(Database& database, std::string_view table, const ScanPlace& place) {
  const SqlRow parameters = {place.repository_id};
  KEYHOUND_TRY_STATUS(database.execute(
      "DELETE FROM " + std::string(table) + " WHERE repository_id = $1", parameters));
  return {};
}

}  // namespace

Status write_occurrences(Database& database, const SeenFindings& findings) {
  std::vector<std::int64_t> ids;
  for (const auto& [key, seen] : findings) ids.push_back(seen.id);
  if (ids.empty()) return {};
  const SqlRow parameters = {id_list(database, ids)};
  KEYHOUND_TRY_STATUS(database.execute(
      "DELETE FROM occurrences WHERE finding_id" + in_id_list(database, "$1"), parameters));
  RowInserter rows(database, {"occurrences", kOccurrenceColumns, ""});
  for (const auto& [key, seen] : findings) {
    for (std::size_t i = 0; i < seen.occurrences.size(); ++i)
      KEYHOUND_TRY_STATUS(rows.add(row_of(seen.id, i, *seen.occurrences[i])));
  }
  return rows.finish();
}

Status write_references(Database& database, const ScanPlace& place, const ScanResult& result) {
  if (!result.references) return {};
  KEYHOUND_TRY_STATUS(remove_all(database, "secret_references", place));
  RowInserter rows(database, {"secret_references", kReferenceColumns, ""});
  for (const Reference& one : *result.references) {
    KEYHOUND_TRY_STATUS(
        rows.add({place.repository_id, storable(one.secret_ref), storable(one.name),
                  storable(one.platform), storable(one.store), storable(one.kind), storable(one.id),
                  storable(one.location.path), number(one.location.start.line), storable(one.job),
                  storable(one.step), storable(one.environment),
                  std::string(to_string(one.resolution)), reference_detail(one)}));
  }
  return rows.finish();
}

Status write_suppressions(Database& database, const ScanPlace& place, const ScanResult& result) {
  if (!result.suppressions) return {};
  KEYHOUND_TRY_STATUS(remove_all(database, "suppressions", place));
  RowInserter rows(database, {"suppressions", kSuppressionColumns, ""});
  for (const Suppression& one : *result.suppressions) {
    KEYHOUND_TRY_STATUS(rows.add({place.repository_id, storable(one.kind), storable(one.rule_id),
                                  storable(one.location.path), number(one.location.start.line),
                                  storable(one.reason),
                                  one.until ? SqlValue(format_timestamp(*one.until)) : SqlValue(),
                                  suppression_detail(one)}));
  }
  return rows.finish();
}

Status write_diagnostics(Database& database, const ScanPlace& place, const ScanResult& result) {
  KEYHOUND_TRY_STATUS(remove_all(database, "diagnostics", place));
  RowInserter rows(database, {"diagnostics", kDiagnosticColumns, ""});
  for (const Diagnostic& one : result.diagnostics) {
    KEYHOUND_TRY_STATUS(
        rows.add({place.scan_id, place.repository_id, storable(one.kind), storable(one.subject),
                  storable(one.message), std::int64_t{one.incomplete}}));
  }
  return rows.finish();
}

}  // namespace keyhound
