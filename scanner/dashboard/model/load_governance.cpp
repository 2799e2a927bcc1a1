// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/model/load_governance.h"

#include <algorithm>
#include <map>

#include "scanner/dashboard/model/board_rows.h"

namespace keyhound {
namespace {

// Verdicts that say "pass" are counted, not listed.
constexpr std::size_t kMostSubjects = 20'000;

// The numbers of a policy are those of the last run that judged it.
Status load_policies(Database& database, BoardModel& model) {
  BoardIndex index;
  for (std::size_t i = 0; i < model.runs.size(); ++i) index[model.runs[i].id] = i;
  std::map<std::string, BoardPolicy> policies;
  KEYHOUND_TRY_STATUS(database.query(
      "SELECT run_id, policy_id, title, passed, failed, waived, errors FROM policy_totals "
      "ORDER BY run_id",
      {}, [&](const SqlRow& row) -> Status {
        BoardCells cells(row);
        const auto run = index.find(cells.number());
        if (run == index.end()) return {};
        const std::string id = cells.text();
        BoardPolicy& policy = policies[id];
        policy.id = id;
        policy.title = cells.text();
        policy.passed = cells.number();
        policy.failed = cells.number();
        policy.waived = cells.number();
        policy.errors = cells.number();
        policy.history.resize(model.runs.size());
        policy.history[run->second] = policy.failed;
        return {};
      }));
  KEYHOUND_TRY_STATUS(database.query(
      "SELECT v.policy_id, COUNT(*) FROM verdicts v JOIN findings f ON f.id = v.finding_id "
      "WHERE v.outcome = 'fail' AND f.state NOT IN ('fixed', 'waived') GROUP BY v.policy_id",
      {}, [&](const SqlRow& row) -> Status {
        BoardCells cells(row);
        const std::string id = cells.text();
        policies[id].id = id;
        policies[id].findings = cells.count();
        return {};
      }));
  for (auto& [id, policy] : policies) model.policies.push_back(std::move(policy));
  return {};
}

Status load_subjects(Database& database, BoardModel& model) {
  KEYHOUND_TRY(const SqlRow all, database.one_row("SELECT COUNT(*) FROM subject_verdicts WHERE "
                                                  "outcome <> 'pass'"));
  model.subject_count = static_cast<std::uint64_t>(whole_number(all.front()));
  const SqlRow most = {static_cast<std::int64_t>(kMostSubjects)};
  return database.query(
      "SELECT subject, policy_id, outcome, message, exception_id, owner, path, line "
      "FROM subject_verdicts WHERE outcome <> 'pass' ORDER BY policy_id, subject LIMIT $1",
      most, [&](const SqlRow& row) -> Status {
        BoardCells cells(row);
        BoardSubject one;
        one.subject = cells.text();
        one.policy = cells.text();
        one.outcome = cells.text();
        one.message = cells.text();
        one.exception = cells.text();
        one.owner = cells.text();
        one.path = cells.text();
        one.line = cells.number();
        model.subjects.push_back(std::move(one));
        return {};
      });
}

BoardException exception_of(BoardCells& cells) {
  BoardException one;
  one.id = cells.text();
  one.registry_id = cells.text();
  one.owner = cells.text();
  one.policies = cells.text();
  one.reason = cells.text();
  one.approver = cells.text();
  one.requested_by = cells.text();
  one.ticket = cells.text();
  one.control = cells.text();
  one.granted = cells.time();
  one.expires = cells.time();
  one.is_in_force = cells.flag();
  return one;
}

// Those of the registry, and what else waives findings, such as a baseline.
Status load_exceptions(Database& database, BoardModel& model) {
  std::map<std::string, std::size_t> index;
  KEYHOUND_TRY_STATUS(database.query(
      "SELECT e.exception_id, e.registry_id, COALESCE(c.owner, ''), e.policies, e.reason, "
      "e.approver, e.requested_by, e.ticket, e.compensating_control, e.granted, e.expires, "
      "e.is_in_force FROM registry_exceptions e "
      "LEFT JOIN registry_credentials c ON c.registry_id = e.registry_id",
      {}, [&](const SqlRow& row) -> Status {
        BoardCells cells(row);
        BoardException one = exception_of(cells);
        index[one.id] = model.exceptions.size();
        model.exceptions.push_back(std::move(one));
        return {};
      }));
  KEYHOUND_TRY_STATUS(database.query(
      "SELECT waiver, COUNT(*), MAX(waiver_until) FROM findings WHERE state = 'waived' "
      "GROUP BY waiver",
      {}, [&](const SqlRow& row) -> Status {
        BoardCells cells(row);
        const std::string id = cells.text();
        const auto [entry, is_new] = index.emplace(id, model.exceptions.size());
        if (is_new) {
          BoardException one;
          one.id = id;
          one.is_registered = false;
          one.is_in_force = true;
          model.exceptions.push_back(std::move(one));
        }
        BoardException& exception = model.exceptions[entry->second];
        exception.findings = cells.count();
        if (is_new) exception.expires = cells.time();
        return {};
      }));
  // What ends first comes first; without an end, last.
  std::sort(model.exceptions.begin(), model.exceptions.end(), [](const auto& a, const auto& b) {
    if (a.expires.has_value() != b.expires.has_value()) return a.expires.has_value();
    if (a.expires && *a.expires != *b.expires) return *a.expires < *b.expires;
    return a.id < b.id;
  });
  return {};
}

}  // namespace

Status load_board_governance(Database& database, BoardModel& model) {
  KEYHOUND_TRY_STATUS(load_policies(database, model));
  KEYHOUND_TRY_STATUS(load_subjects(database, model));
  std::sort(model.subjects.begin(), model.subjects.end(), [](const auto& a, const auto& b) {
    return a.policy != b.policy ? a.policy < b.policy : a.subject < b.subject;
  });
  return load_exceptions(database, model);
}

}  // namespace keyhound
