// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/model/load_tallies.h"

#include <algorithm>
#include <map>
#include <set>

namespace keyhound {
namespace {

using Owners = std::map<std::string, BoardOwner>;

Status count_findings(Database& database, BoardModel& model, const BoardIndex& index,
                      Owners& owners) {
  std::map<std::string, std::set<std::int64_t>> repositories;
  KEYHOUND_TRY_STATUS(database.query(
      "SELECT f.repository_id, c.owner, f.state, f.severity_rank, COUNT(*) FROM findings f "
      "JOIN credentials c ON c.id = f.credential_id "
      "GROUP BY f.repository_id, c.owner, f.state, f.severity_rank",
      {}, [&](const SqlRow& row) -> Status {
        BoardCells cells(row);
        const std::int64_t repository = cells.number();
        const std::string owner = cells.text();
        const std::string state = cells.text();
        const std::size_t rank = cells.rank();
        const std::uint64_t count = cells.count();
        model.tally.add(state, rank, count);
        owners[owner].tally.add(state, rank, count);
        if (state != "fixed" && state != "waived") repositories[owner].insert(repository);
        const auto found = index.find(repository);
        if (found != index.end()) model.repositories[found->second].tally.add(state, rank, count);
        return {};
      }));
  for (const auto& [owner, names] : repositories) owners[owner].repositories = names.size();
  return {};
}

Status count_credentials(Database& database, BoardModel& model, Owners& owners) {
  return database.query(
      "SELECT owner, COUNT(*), CAST(SUM(CASE WHEN repository_count > 1 THEN 1 ELSE 0 END) AS "
      "BIGINT), CAST(SUM(CASE WHEN liveness NOT IN ('', 'indeterminate') THEN 1 ELSE 0 END) AS "
      "BIGINT), CAST(SUM(CASE WHEN liveness = 'active' THEN 1 ELSE 0 END) AS BIGINT) "
      "FROM credentials WHERE repository_count > 0 AND kind = 'secret' GROUP BY owner",
      {}, [&](const SqlRow& row) -> Status {
        BoardCells cells(row);
        BoardOwner& owner = owners[cells.text()];
        owner.credentials = cells.count();
        owner.reused = cells.count();
        model.reused += owner.reused;
        model.checked += cells.count();
        model.active += cells.count();
        return {};
      });
}

Status count_entries(Database& database, BoardModel& model, Owners& owners) {
  const SqlRow now = {format_timestamp(model.now)};
  return database.query(
      "SELECT owner, COUNT(*), CAST(SUM(CASE WHEN rotation_due < $1 AND revoked IS NULL AND "
      "status NOT IN ('revoked', 'retired') THEN 1 ELSE 0 END) AS BIGINT) "
      "FROM registry_credentials GROUP BY owner",
      now, [&](const SqlRow& row) -> Status {
        BoardCells cells(row);
        BoardOwner& owner = owners[cells.text()];
        owner.registered = cells.count();
        owner.overdue = cells.count();
        model.overdue += owner.overdue;
        model.has_registry = true;
        return {};
      });
}

Status count_failures(Database& database, Owners& owners) {
  const RowListener add = [&](const SqlRow& row) -> Status {
    BoardCells cells(row);
    BoardOwner& owner = owners[cells.text()];
    owner.failing += cells.count();
    return {};
  };
  KEYHOUND_TRY_STATUS(database.query(
      "SELECT c.owner, COUNT(*) FROM verdicts v JOIN findings f ON f.id = v.finding_id "
      "JOIN credentials c ON c.id = f.credential_id "
      "WHERE v.outcome = 'fail' AND f.state NOT IN ('fixed', 'waived') GROUP BY c.owner",
      {}, add));
  return database.query(
      "SELECT owner, COUNT(*) FROM subject_verdicts WHERE outcome = 'fail' GROUP BY owner", {},
      add);
}

}  // namespace

Status load_board_tallies(Database& database, BoardModel& model, const BoardIndex& index) {
  Owners owners;
  KEYHOUND_TRY_STATUS(count_findings(database, model, index, owners));
  KEYHOUND_TRY_STATUS(count_credentials(database, model, owners));
  KEYHOUND_TRY_STATUS(count_entries(database, model, owners));
  KEYHOUND_TRY_STATUS(count_failures(database, owners));
  for (auto& [name, owner] : owners) {
    owner.name = name;
    model.owners.push_back(std::move(owner));
  }
  std::stable_sort(
      model.owners.begin(), model.owners.end(),
      [](const BoardOwner& a, const BoardOwner& b) { return a.tally.open() > b.tally.open(); });
  return {};
}

}  // namespace keyhound
