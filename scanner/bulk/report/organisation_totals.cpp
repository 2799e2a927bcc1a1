// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/report/organisation_totals.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace keyhound {
namespace {

void add_targets(std::string_view outcome, std::int64_t count, OrganisationTotals& totals) {
  totals.planned += count;
  if (outcome == "scanned") totals.scanned += count;
  if (outcome == "unchanged") totals.unchanged += count;
  if (outcome == "failed") totals.failed += count;
  if (outcome == "excluded") totals.excluded += count;
  if (outcome == "pending") totals.pending += count;
}

void add_findings(std::string_view state, std::int64_t rank, std::int64_t count,
                  FindingTotals& totals) {
  if (state == "new") totals.fresh += count;
  if (state == "existing") totals.existing += count;
  if (state == "regressed") totals.regressed += count;
  if (state == "waived") totals.waived += count;
  if (state == "fixed") totals.fixed += count;
  if (state == "waived" || state == "fixed") return;
  const std::int64_t last = static_cast<std::int64_t>(std::size(totals.by_severity)) - 1;
  totals.by_severity[std::clamp<std::int64_t>(rank, 0, last)] += count;
}

Status read_sum(Database& database, std::string_view sql, std::int64_t& into) {
  KEYHOUND_TRY(const SqlRow row, database.one_row(sql));
  into = whole_number(row.front());
  return {};
}

}  // namespace

Result<OrganisationTotals> read_totals(Database& database, std::int64_t run_id) {
  OrganisationTotals totals;
  const SqlValue run[] = {run_id};
  KEYHOUND_TRY_STATUS(
      database.query("SELECT outcome, COUNT(*) FROM run_targets WHERE run_id = $1 GROUP BY outcome",
                     run, [&totals](const SqlRow& row) -> Status {
                       add_targets(text_of(row[0]), whole_number(row[1]), totals);
                       return {};
                     }));
  KEYHOUND_TRY_STATUS(database.query(
      "SELECT state, severity_rank, COUNT(*) FROM findings GROUP BY state, severity_rank", {},
      [&totals](const SqlRow& row) -> Status {
        add_findings(text_of(row[0]), whole_number(row[1]), whole_number(row[2]), totals.findings);
        return {};
      }));
  KEYHOUND_TRY(const SqlRow plan,
               database.one_row("SELECT plan_complete FROM runs WHERE id = $1", run));
  totals.plan_complete = whole_number(plan.front()) != 0;
  KEYHOUND_TRY(const SqlRow incomplete,
               database.one_row("SELECT COUNT(*) FROM run_targets t JOIN scans s ON s.run_id = "
                                "t.run_id AND s.repository_id = t.repository_id WHERE t.run_id = "
                                "$1 AND t.outcome = 'scanned' AND s.is_complete = 0",
                                run));
  totals.incomplete_scans = whole_number(incomplete.front());
  KEYHOUND_TRY_STATUS(read_sum(database, "SELECT COUNT(*) FROM repositories", totals.repositories));
  KEYHOUND_TRY_STATUS(read_sum(database, "SELECT COUNT(*) FROM credentials", totals.credentials));
  KEYHOUND_TRY_STATUS(read_sum(
      database, "SELECT COUNT(*) FROM credentials WHERE repository_count > 1", totals.reused));
  KEYHOUND_TRY_STATUS(read_sum(database, "SELECT COUNT(*) FROM occurrences", totals.places));
  KEYHOUND_TRY_STATUS(
      read_sum(database, "SELECT COUNT(*) FROM secret_references", totals.references));
  KEYHOUND_TRY_STATUS(read_sum(database, "SELECT COUNT(*) FROM suppressions", totals.suppressions));
  return totals;
}

}  // namespace keyhound
