// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/run_totals.h"

#include <map>
#include <string>

#include "scanner/store/target_rows.h"

namespace keyhound {
namespace {

using Totals = std::map<std::string, std::int64_t>;

constexpr std::string_view kSeverities[] = {"critical", "high", "medium", "low", "info"};

// Adds a count to "findings.<kind>" and "findings.<kind>.<severity>".
void add(Totals& totals, std::string_view kind, std::string_view severity, std::int64_t count) {
  const std::string name = "findings." + std::string(kind);
  totals[name] += count;
  totals[name + "." + std::string(severity)] += count;
}

// Open and waived are all that the store knows; the others are what this run brought.
Status count_findings(Database& database, std::int64_t run_id, Totals& totals) {
  for (const std::string_view kind : {"open", "waived", "new", "existing", "regressed", "fixed"})
    for (const std::string_view severity : kSeverities) add(totals, kind, severity, 0);
  KEYHOUND_TRY_STATUS(database.query(
      "SELECT state, severity, COUNT(*) FROM findings WHERE state <> 'fixed' "
      "GROUP BY state, severity",
      {}, [&totals](const SqlRow& row) -> Status {
        const bool is_waived = text_of(row[0]) == "waived";
        add(totals, is_waived ? "waived" : "open", text_of(row[1]), whole_number(row[2]));
        return {};
      }));
  const SqlRow run = {run_id};
  KEYHOUND_TRY_STATUS(database.query(
      "SELECT CASE WHEN state = 'new' AND first_run_id = $1 THEN 'new' "
      "WHEN state = 'regressed' AND regressed_run_id = $1 THEN 'regressed' ELSE 'existing' END, "
      "severity, COUNT(*) FROM findings WHERE state IN ('new', 'existing', 'regressed') "
      "GROUP BY 1, 2",
      run, [&totals](const SqlRow& row) -> Status {
        add(totals, text_of(row[0]), text_of(row[1]), whole_number(row[2]));
        return {};
      }));
  return database.query(
      "SELECT severity, COUNT(*) FROM findings WHERE fixed_run_id = $1 AND state = 'fixed' "
      "GROUP BY severity",
      run, [&totals](const SqlRow& row) -> Status {
        add(totals, "fixed", text_of(row[0]), whole_number(row[1]));
        return {};
      });
}

Status count_targets(Database& database, std::int64_t run_id, Totals& totals) {
  KEYHOUND_TRY(const OutcomeCounts counts, count_outcomes(database, run_id, 0));
  totals["targets.planned"] = counts.planned;
  totals["targets.pending"] = counts.pending;
  totals["targets.scanned"] = counts.scanned;
  totals["targets.unchanged"] = counts.unchanged;
  totals["targets.failed"] = counts.failed;
  totals["targets.excluded"] = counts.excluded;
  KEYHOUND_TRY(totals["targets.incomplete"], count_incomplete_scans(database, run_id, 0));
  return {};
}

struct Question {
  std::string_view name;
  std::string_view sql;
};

constexpr Question kQuestions[] = {
    {"credentials.open",
     "SELECT COUNT(*) FROM credentials WHERE kind = 'secret' AND repository_count > 0"},
    {"credentials.reused",
     "SELECT COUNT(*) FROM credentials WHERE kind = 'secret' AND repository_count > 1"},
    {"credentials.unowned",
     "SELECT COUNT(*) FROM credentials WHERE kind = 'secret' AND repository_count > 0 "
     "AND owner = ''"},
    {"repositories.known", "SELECT COUNT(*) FROM repositories"},
    {"repositories.with_findings",
     "SELECT COUNT(DISTINCT repository_id) FROM findings "
     "WHERE state IN ('new', 'existing', 'regressed')"},
};

}  // namespace

Status write_run_totals(Database& database, std::int64_t run_id) {
  Totals totals;
  KEYHOUND_TRY_STATUS(count_findings(database, run_id, totals));
  KEYHOUND_TRY_STATUS(count_targets(database, run_id, totals));
  for (const Question& question : kQuestions) {
    KEYHOUND_TRY(const SqlRow row, database.one_row(question.sql));
    totals[std::string(question.name)] = whole_number(row.front());
  }
  for (const auto& [name, value] : totals) {
    const SqlRow row = {run_id, name, value};
    KEYHOUND_TRY_STATUS(
        database.execute("INSERT INTO run_totals (run_id, name, value) VALUES ($1, $2, $3) "
                         "ON CONFLICT (run_id, name) DO UPDATE SET value = excluded.value",
                         row));
  }
  return {};
}

}  // namespace keyhound
