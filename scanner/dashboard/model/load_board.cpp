// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/model/load_board.h"

#include <set>

#include "scanner/dashboard/model/load_findings.h"
#include "scanner/dashboard/model/load_governance.h"
#include "scanner/dashboard/model/load_repositories.h"
#include "scanner/dashboard/model/load_runs.h"
#include "scanner/dashboard/model/load_tallies.h"

namespace keyhound {
namespace {

// The organisation, where all repositories are of one.
std::string title_of(const BoardModel& model) {
  std::set<std::string> names;
  for (const BoardRepository& repository : model.repositories) {
    if (!repository.organisation.empty()) names.insert(repository.organisation);
    if (names.size() > 1) break;
  }
  return names.size() == 1 ? *names.begin() : "All repositories";
}

Status load(Database& database, BoardModel& model, std::size_t most_findings) {
  BoardIndex repositories;
  KEYHOUND_TRY_STATUS(load_board_runs(database, model));
  KEYHOUND_TRY_STATUS(load_board_repositories(database, model, repositories));
  KEYHOUND_TRY_STATUS(load_board_tallies(database, model, repositories));
  KEYHOUND_TRY_STATUS(load_board_findings(database, model, repositories, most_findings));
  return load_board_governance(database, model);
}

}  // namespace

Result<BoardModel> load_board(Database& database, Timestamp now, const std::string& title,
                              std::size_t most_findings) {
  BoardModel model;
  KEYHOUND_TRY_STATUS(database.transaction([&] {
    model = BoardModel();  // it may be run again
    model.now = now;
    return load(database, model, most_findings);
  }));
  model.title = title.empty() ? title_of(model) : title;
  return model;
}

}  // namespace keyhound
