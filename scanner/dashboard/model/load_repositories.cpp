// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/model/load_repositories.h"

#include <algorithm>
#include <functional>
#include <span>

namespace keyhound {
namespace {

// Of one repository; how many more there are is told.
constexpr std::size_t kMostReferences = 200;
constexpr std::size_t kMostSuppressions = 200;
constexpr std::size_t kMostDiagnostics = 100;

using Take = std::function<void(BoardRepository& repository, BoardCells& cells)>;

// Runs a question whose first column is a repository.
Status each(Database& database, BoardModel& model, const BoardIndex& index, std::string_view sql,
            std::span<const SqlValue> parameters, const Take& take) {
  return database.query(sql, parameters, [&](const SqlRow& row) -> Status {
    BoardCells cells(row);
    const auto found = index.find(cells.number());
    if (found != index.end()) take(model.repositories[found->second], cells);
    return {};
  });
}

Status load_rows(Database& database, BoardModel& model) {
  KEYHOUND_TRY_STATUS(database.query(
      "SELECT id, name, location, provider, organisation, former_names, is_archived, is_fork, "
      "is_private, size_kib, last_scan_id, first_seen, last_seen FROM repositories",
      {}, [&](const SqlRow& row) -> Status {
        BoardCells cells(row);
        BoardRepository one;
        one.id = cells.number();
        one.name = cells.text();
        one.location = cells.text();
        one.provider = cells.text();
        one.organisation = cells.text();
        one.former_names = cells.text();
        one.is_archived = cells.flag();
        one.is_fork = cells.flag();
        one.is_private = cells.flag();
        one.size_kib = cells.number();
        one.last_scan = cells.number();
        one.first_seen = cells.time();
        one.last_seen = cells.time();
        model.repositories.push_back(std::move(one));
        return {};
      }));
  // By bytes, whatever the database's own order of texts is.
  std::sort(model.repositories.begin(), model.repositories.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  return {};
}

void take_target(BoardRepository& repository, BoardCells& cells) {
  BoardTarget& target = repository.target;
  target.outcome = cells.text();
  target.reason = cells.text();
  target.message = cells.text();
  target.shard = cells.number();
  target.attempts = cells.number();
  target.seconds = cells.real();
  target.ended = cells.time();
}

void take_scan(BoardRepository& repository, BoardCells& cells) {
  BoardScan scan;
  scan.head = cells.text();
  scan.commits = cells.number();
  scan.blobs = cells.number();
  scan.files = cells.number();
  scan.bytes = cells.number();
  scan.is_complete = cells.flag();
  scan.report = cells.text();
  scan.finished = cells.time();
  repository.scan = std::move(scan);
}

void take_diagnostic(BoardRepository& repository, BoardCells& cells) {
  BoardDiagnostic one;
  one.kind = cells.text();
  one.subject = cells.text();
  one.message = cells.text();
  one.is_incomplete = cells.flag();
  repository.diagnostic_count += 1;
  repository.unread_count += one.is_incomplete ? 1U : 0U;
  if (repository.diagnostics.size() == kMostDiagnostics) return;
  repository.diagnostics.push_back(std::move(one));
}

void take_reference(BoardRepository& repository, BoardCells& cells) {
  repository.reference_count += 1;
  if (repository.references.size() == kMostReferences) return;
  BoardReference one;
  one.name = cells.text();
  one.store = cells.text();
  one.path = cells.text();
  one.line = cells.number();
  one.job = cells.text();
  one.environment = cells.text();
  one.resolution = cells.text();
  repository.references.push_back(std::move(one));
}

void take_suppression(BoardRepository& repository, BoardCells& cells) {
  repository.suppression_count += 1;
  if (repository.suppressions.size() == kMostSuppressions) return;
  BoardSuppression one;
  one.kind = cells.text();
  one.rule = cells.text();
  one.path = cells.text();
  one.line = cells.number();
  one.reason = cells.text();
  one.until = cells.time();
  repository.suppressions.push_back(std::move(one));
}

}  // namespace

Status load_board_repositories(Database& database, BoardModel& model, BoardIndex& index) {
  KEYHOUND_TRY_STATUS(load_rows(database, model));
  for (std::size_t i = 0; i < model.repositories.size(); ++i) index[model.repositories[i].id] = i;
  if (model.last_run() != nullptr) {
    const SqlRow run = {model.last_run()->id};
    KEYHOUND_TRY_STATUS(each(database, model, index,
                             "SELECT repository_id, outcome, reason, message, shard, attempts, "
                             "seconds, ended FROM run_targets WHERE run_id = $1",
                             run, take_target));
  }
  KEYHOUND_TRY_STATUS(each(database, model, index,
                           "SELECT r.id, s.head, s.commits, s.blobs, s.files, s.bytes, "
                           "s.is_complete, s.report, s.finished FROM repositories r JOIN scans s "
                           "ON s.id = r.last_scan_id",
                           {}, take_scan));
  KEYHOUND_TRY_STATUS(each(database, model, index,
                           "SELECT r.id, d.kind, d.subject, d.message, d.is_incomplete "
                           "FROM repositories r JOIN diagnostics d ON d.scan_id = r.last_scan_id "
                           "ORDER BY d.is_incomplete DESC, d.id",
                           {}, take_diagnostic));
  KEYHOUND_TRY_STATUS(each(database, model, index,
                           "SELECT repository_id, name, store, path, line, job, environment, "
                           "resolution FROM secret_references ORDER BY id",
                           {}, take_reference));
  return each(database, model, index,
              "SELECT repository_id, kind, rule_id, path, line, reason, until FROM suppressions "
              "ORDER BY id",
              {}, take_suppression);
}

}  // namespace keyhound
