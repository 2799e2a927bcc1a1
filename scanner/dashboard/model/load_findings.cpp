// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/model/load_findings.h"

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>

#include "scanner/base/hash.h"
#include "scanner/base/text_encode.h"
#include "scanner/dashboard/model/load_credentials.h"

namespace keyhound {
namespace {

// Which findings: the same condition for them, their places and their verdicts.
constexpr std::string_view kChosen =
    "(SELECT id FROM findings ORDER BY CASE state WHEN 'fixed' THEN 2 WHEN 'waived' THEN 1 ELSE 0 "
    "END, severity_rank DESC, score DESC, id LIMIT $1)";

std::string with_chosen(std::string_view before, std::string_view after = {}) {
  return std::string(before) + std::string(kChosen) + std::string(after);
}

BoardFinding finding_of(BoardCells& cells) {
  BoardFinding one;
  one.rule = cells.text();
  one.state = cells.text();
  one.closed_reason = cells.text();
  one.severity = cells.rank();
  one.confidence = cells.text();
  one.score = cells.real();
  one.title = cells.text();
  one.message = cells.text();
  one.remedy = cells.text();
  one.identity = cells.text();
  one.waiver = cells.text();
  one.waiver_reason = cells.text();
  one.waiver_until = cells.time();
  one.is_in_head = cells.flag();
  one.place_count = cells.count();
  one.path = cells.text();
  one.line = cells.number();
  one.commit = cells.text();
  one.author = cells.text();
  one.committed = cells.time();
  one.first_seen = cells.time();
  one.last_seen = cells.time();
  one.fixed = cells.time();
  one.regressed = cells.time();
  return one;
}

Status load_rows(Database& database, BoardModel& model, const BoardIndex& repositories,
                 const BoardIndex& credentials, const SqlRow& most) {
  return database.query(
      with_chosen("SELECT id, repository_id, credential_id, rule_id, state, closed_reason, "
                  "severity_rank, confidence, score, title, message, remedy, identity, waiver, "
                  "waiver_reason, waiver_until, is_in_head, occurrence_count, path, line, "
                  "commit_id, author, committed, first_seen, last_seen, fixed, regressed "
                  "FROM findings WHERE id IN "),
      most, [&](const SqlRow& row) -> Status {
        BoardCells cells(row);
        const std::int64_t id = cells.number();
        const auto repository = repositories.find(cells.number());
        const auto credential = credentials.find(cells.number());
        if (repository == repositories.end() || credential == credentials.end()) return {};
        BoardFinding one = finding_of(cells);
        one.id = id;
        one.repository = repository->second;
        one.credential = credential->second;
        model.findings.push_back(std::move(one));
        return {};
      });
}

int weight_of(const BoardFinding& finding) {
  return finding.is_open() ? 0 : finding.state == "waived" ? 1 : 2;
}

std::string key_of(const BoardModel& model, const BoardFinding& finding) {
  const std::string identity = model.credentials[finding.credential].fingerprint + '\n' +
                               model.repositories[finding.repository].name + '\n' + finding.rule;
  return to_hex(sha256(identity)).substr(0, 16);
}

// Repository by repository, the open and worst of each first. Nothing depends on row numbers.
void order(BoardModel& model) {
  for (BoardFinding& finding : model.findings) finding.key = key_of(model, finding);
  std::sort(model.findings.begin(), model.findings.end(),
            [](const BoardFinding& a, const BoardFinding& b) {
              return std::make_tuple(a.repository, weight_of(a), b.severity, b.score,
                                     std::cref(a.path), a.line, std::cref(a.key)) <
                     std::make_tuple(b.repository, weight_of(b), a.severity, a.score,
                                     std::cref(b.path), b.line, std::cref(b.key));
            });
  for (std::size_t i = 0; i < model.findings.size(); ++i) {
    const BoardFinding& finding = model.findings[i];
    BoardRepository& repository = model.repositories[finding.repository];
    if (repository.finding_count++ == 0) repository.first_finding = i;
    model.credentials[finding.credential].findings.push_back(i);
  }
}

// What findings of one rule say alike is written once.
void collect_rules(BoardModel& model) {
  std::map<std::string, const BoardFinding*> first;
  for (const BoardFinding& finding : model.findings) first.emplace(finding.rule, &finding);
  for (const auto& [id, finding] : first)
    model.rules.push_back({id, finding->title, finding->remedy});
}

Status load_places(Database& database, BoardModel& model, const BoardIndex& index,
                   const SqlRow& most) {
  return database.query(
      with_chosen("SELECT finding_id, path, part, start_line, start_column, commit_id, author, "
                  "committed, removed_commit_id, is_in_head, is_reachable FROM occurrences "
                  "WHERE ordinal < " +
                      std::to_string(kMostBoardPlaces) + " AND finding_id IN ",
                  " ORDER BY finding_id, ordinal"),
      most, [&](const SqlRow& row) -> Status {
        BoardCells cells(row);
        const auto finding = index.find(cells.number());
        if (finding == index.end()) return {};
        BoardPlace place;
        place.path = cells.text();
        place.part = cells.text();
        place.line = cells.number();
        place.column = cells.number();
        place.commit = cells.text();
        place.author = cells.text();
        place.committed = cells.time();
        place.removed = cells.text();
        place.is_in_head = cells.flag();
        place.is_reachable = cells.flag();
        model.findings[finding->second].places.push_back(std::move(place));
        return {};
      });
}

Status load_verdicts(Database& database, BoardModel& model, const BoardIndex& index,
                     const SqlRow& most) {
  return database.query(
      with_chosen("SELECT finding_id, policy_id, outcome, message, exception_id FROM verdicts "
                  "WHERE finding_id IN ",
                  " ORDER BY finding_id, policy_id"),
      most, [&](const SqlRow& row) -> Status {
        BoardCells cells(row);
        const auto finding = index.find(cells.number());
        if (finding == index.end()) return {};
        BoardVerdict verdict;
        verdict.policy = cells.text();
        verdict.outcome = cells.text();
        verdict.message = cells.text();
        verdict.exception = cells.text();
        model.findings[finding->second].verdicts.push_back(std::move(verdict));
        return {};
      });
}

}  // namespace

Status load_board_findings(Database& database, BoardModel& model, const BoardIndex& repositories,
                           std::size_t most) {
  const SqlRow limit = {static_cast<std::int64_t>(most)};
  KEYHOUND_TRY(const SqlRow all, database.one_row("SELECT COUNT(*) FROM findings"));
  BoardIndex credentials;
  KEYHOUND_TRY_STATUS(load_board_credentials(database, model, credentials,
                                             with_chosen("SELECT credential_id FROM findings "
                                                         "WHERE id IN "),
                                             limit));
  KEYHOUND_TRY_STATUS(load_rows(database, model, repositories, credentials, limit));
  model.left_out = static_cast<std::uint64_t>(whole_number(all.front())) - model.findings.size();
  order(model);
  collect_rules(model);
  BoardIndex index;
  for (std::size_t i = 0; i < model.findings.size(); ++i) index[model.findings[i].id] = i;
  KEYHOUND_TRY_STATUS(load_places(database, model, index, limit));
  return load_verdicts(database, model, index, limit);
}

}  // namespace keyhound
