// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/model/load_runs.h"

#include <algorithm>

#include "scanner/dashboard/model/board_rows.h"

namespace keyhound {
namespace {

Status load_totals(Database& database, BoardModel& model, const BoardIndex& index) {
  return database.query("SELECT run_id, name, value FROM run_totals", {},
                        [&](const SqlRow& row) -> Status {
                          BoardCells cells(row);
                          const auto run = index.find(cells.number());
                          if (run == index.end()) return {};
                          const std::string name = cells.text();
                          model.runs[run->second].totals[name] = cells.number();
                          return {};
                        });
}

Status load_diagnostics(Database& database, BoardModel& model, const BoardIndex& index) {
  return database.query(
      "SELECT run_id, kind, subject, message, is_incomplete FROM run_diagnostics "
      "ORDER BY run_id, kind, subject, message",
      {}, [&](const SqlRow& row) -> Status {
        BoardCells cells(row);
        const auto run = index.find(cells.number());
        if (run == index.end()) return {};
        BoardDiagnostic one;
        one.kind = cells.text();
        one.subject = cells.text();
        one.message = cells.text();
        one.is_incomplete = cells.flag();
        model.runs[run->second].diagnostics.push_back(std::move(one));
        return {};
      });
}

}  // namespace

Status load_board_runs(Database& database, BoardModel& model) {
  const SqlRow most = {static_cast<std::int64_t>(kMostBoardRuns)};
  KEYHOUND_TRY_STATUS(database.query(
      "SELECT id, run_key, state, tool_version, shard_count, plan_complete, started, finished "
      "FROM runs ORDER BY id DESC LIMIT $1",
      most, [&](const SqlRow& row) -> Status {
        BoardCells cells(row);
        BoardRun run;
        run.id = cells.number();
        run.key = cells.text();
        run.state = cells.text();
        run.tool_version = cells.text();
        run.shards = cells.number();
        run.is_plan_complete = cells.flag();
        run.started = cells.time();
        run.finished = cells.time();
        model.runs.push_back(std::move(run));
        return {};
      }));
  std::reverse(model.runs.begin(), model.runs.end());
  BoardIndex index;
  for (std::size_t i = 0; i < model.runs.size(); ++i) index[model.runs[i].id] = i;
  KEYHOUND_TRY_STATUS(load_totals(database, model, index));
  return load_diagnostics(database, model, index);
}

}  // namespace keyhound
