// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/model/load_credentials.h"

#include <algorithm>

#include "scanner/report/liveness_words.h"

namespace keyhound {
namespace {

std::string check_in(BoardCells& cells) {
  Liveness liveness;
  if (const Result<Timestamp> at = parse_timestamp(cells.text())) liveness.at = *at;
  liveness.source = cells.text();
  liveness.verifier = cells.text();
  liveness.host = cells.text();
  liveness.status = static_cast<int>(cells.number());
  std::string words = cells.text();
  const std::string check = check_words(liveness);
  if (!words.empty() && !check.empty()) words += "; ";
  return words + check;
}

}  // namespace

Status load_board_credentials(Database& database, BoardModel& model, BoardIndex& index,
                              const std::string& chosen, const SqlRow& parameters) {
  KEYHOUND_TRY_STATUS(database.query(
      "SELECT id, fingerprint, rule_id, kind, title, redacted, registry_id, owner, matched_by, "
      "is_weak_match, liveness, liveness_at, liveness_source, liveness_verifier, liveness_host, "
      "liveness_status, liveness_reason, repository_count, first_seen, last_seen FROM credentials "
      "WHERE id IN (" +
          chosen + ")",
      parameters, [&](const SqlRow& row) -> Status {
        BoardCells cells(row);
        BoardCredential one;
        one.id = cells.number();
        one.fingerprint = cells.text();
        one.rule = cells.text();
        one.kind = cells.text();
        one.title = cells.text();
        one.redacted = cells.text();
        one.registry_id = cells.text();
        one.owner = cells.text();
        one.matched_by = cells.text();
        one.is_weak_match = cells.flag();
        one.liveness = cells.text();
        one.liveness_check = check_in(cells);
        one.repositories = cells.number();
        one.first_seen = cells.time();
        one.last_seen = cells.time();
        model.credentials.push_back(std::move(one));
        return {};
      }));
  std::sort(model.credentials.begin(), model.credentials.end(), [](const auto& a, const auto& b) {
    return a.repositories != b.repositories ? a.repositories > b.repositories
                                            : a.fingerprint < b.fingerprint;
  });
  for (std::size_t i = 0; i < model.credentials.size(); ++i) index[model.credentials[i].id] = i;
  return {};
}

}  // namespace keyhound
