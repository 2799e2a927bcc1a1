// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/occurrence_rows.h"

#include <map>
#include <set>
#include <string>
#include <tuple>

#include "scanner/store/finding_detail.h"
#include "scanner/store/occurrence_columns.h"
#include "scanner/store/row_writer.h"

namespace keyhound {
namespace {

constexpr auto kWhole = StoredType::kWhole;
constexpr RowColumn kOccurrenceColumns[] = {{"finding_id", kWhole},
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
          storable(one.removal().id),
          std::int64_t{one.in_head},
          std::int64_t{one.in_worktree},
          std::int64_t{one.reachable},
          one.pipeline ? pipeline_text(*one.pipeline) : std::string()};
}

constexpr RowColumn kReferenceColumns[] = {{"repository_id", kWhole},
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

constexpr RowColumn kSuppressionColumns[] = {
    {"repository_id", kWhole}, {"kind"},   {"rule_id"}, {"path"},
    {"line", kWhole},          {"reason"}, {"until"},   {"detail"}};

constexpr RowColumn kDiagnosticColumns[] = {
    {"scan_id", kWhole}, {"repository_id", kWhole}, {"kind"}, {"subject"},
    {"message"},         {"is_incomplete", kWhole}};

template <class Item>
Status remove_old(Database& database, std::string_view table, const ScanPlace& place,
                  const std::vector<Item>& items, bool is_complete) {
  const std::string sql = "DELETE FROM " + std::string(table) + " WHERE repository_id = $1";
  if (is_complete) {
    const SqlRow parameters = {place.repository_id};
    KEYHOUND_TRY_STATUS(database.execute(sql, parameters));
    return {};
  }
  std::set<std::string_view> paths;
  for (const Item& item : items) paths.insert(item.location.path);
  for (const std::string_view path : paths) {
    const SqlRow parameters = {place.repository_id, storable(path)};
    KEYHOUND_TRY_STATUS(database.execute(sql + " AND path = $2", parameters));
  }
  return {};
}

// What makes two places of a finding one.
using PlaceKey = std::tuple<std::string, std::string, std::uint64_t, std::uint64_t, std::string>;

PlaceKey key_of(const Occurrence& one) {
  return {std::get<std::string>(storable(one.location.path)),
          std::string(to_string(one.location.part)), one.location.start.line,
          one.location.start.column, one.commit.id};
}

}  // namespace

Status write_occurrences(Database& database, const SeenFindings& findings) {
  std::vector<std::int64_t> ids;
  for (const auto& [key, seen] : findings) ids.push_back(seen.id);
  if (ids.empty()) return {};
  const SqlRow parameters = {id_list(database, ids)};
  KEYHOUND_TRY_STATUS(database.execute(
      "DELETE FROM occurrences WHERE finding_id" + in_id_list(database, "$1"), parameters));
  RowWriter rows(database, InsertTarget{"occurrences", kOccurrenceColumns, ""});
  for (const auto& [key, seen] : findings) {
    for (std::size_t i = 0; i < seen.occurrences.size(); ++i)
      KEYHOUND_TRY_STATUS(rows.add(row_of(seen.id, i, *seen.occurrences[i])));
  }
  return rows.finish();
}

Status keep_occurrences(Database& database, SeenFindings& findings, std::deque<Occurrence>& kept) {
  std::vector<std::int64_t> ids;
  std::map<std::int64_t, SeenFinding*> by_id;
  for (auto& [key, seen] : findings) {
    if (seen.id == 0) continue;  // a new one
    ids.push_back(seen.id);
    by_id[seen.id] = &seen;
  }
  if (ids.empty()) return {};
  std::map<std::int64_t, std::set<PlaceKey>> places;
  for (const auto& [id, seen] : by_id)
    for (const Occurrence* one : seen->occurrences) places[id].insert(key_of(*one));
  const SqlRow parameters = {id_list(database, ids)};
  return database.query("SELECT finding_id, " + std::string(kStoredOccurrence) +
                            " FROM occurrences WHERE finding_id" + in_id_list(database, "$1") +
                            " ORDER BY finding_id, ordinal",
                        parameters, [&](const SqlRow& row) -> Status {
                          KEYHOUND_TRY(Occurrence place, stored_occurrence(row, 1));
                          const std::int64_t id = whole_number(row[0]);
                          if (!places[id].insert(key_of(place)).second) return {};
                          by_id[id]->occurrences.push_back(&kept.emplace_back(std::move(place)));
                          return {};
                        });
}

Status write_references(Database& database, const ScanPlace& place, const ScanResult& result) {
  if (!result.references) return {};
  KEYHOUND_TRY_STATUS(
      remove_old(database, "secret_references", place, *result.references, result.complete()));
  RowWriter rows(database, InsertTarget{"secret_references", kReferenceColumns, ""});
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
  KEYHOUND_TRY_STATUS(
      remove_old(database, "suppressions", place, *result.suppressions, result.complete()));
  RowWriter rows(database, InsertTarget{"suppressions", kSuppressionColumns, ""});
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
  const SqlRow parameters = {place.repository_id};
  KEYHOUND_TRY_STATUS(
      database.execute("DELETE FROM diagnostics WHERE repository_id = $1", parameters));
  RowWriter rows(database, InsertTarget{"diagnostics", kDiagnosticColumns, ""});
  for (const Diagnostic& one : result.diagnostics) {
    KEYHOUND_TRY_STATUS(
        rows.add({place.scan_id, place.repository_id, storable(one.kind), storable(one.subject),
                  storable(one.message), std::int64_t{one.incomplete}}));
  }
  return rows.finish();
}

}  // namespace keyhound
