// SPDX-License-Identifier: Apache-2.0
// A claim is a row whose `claimed_by` was changed from what it was read as, so that of several
// coordinators one has it. Each claim has a number: a coordinator whose connection broke in the
// commit finds the one that it made.
#include <atomic>
#include <optional>

#include "scanner/store/coordinators.h"
#include "scanner/store/store.h"

namespace keyhound {
namespace {

struct Candidate {
  std::int64_t repository_id = 0;
  std::string claimed_by;
};

std::string next_claim(const Coordinator& coordinator) {
  static std::atomic<std::uint64_t> count{0};
  return coordinator.session + ":" + std::to_string(++count);
}

Result<std::optional<Candidate>> first_candidate(Database& database, std::string_view condition,
                                                 std::span<const SqlValue> parameters) {
  auto row = database.one_row(
      "SELECT repository_id, claimed_by FROM run_targets "
      "WHERE run_id = $1 AND shard = $2 AND outcome = 'pending' AND " +
          std::string(condition) + " LIMIT 1",
      parameters);
  if (row) return Candidate{whole_number((*row)[0]), std::string(text_of((*row)[1]))};
  if (row.error().kind == ErrorKind::kNotFound) return std::nullopt;
  return fail(std::move(row).error());
}

class Claimer {
 public:
  Claimer(Database& database, std::int64_t run_id, const Coordinator& coordinator, Timestamp now)
      : database_(database),
        run_id_(run_id),
        coordinator_(coordinator),
        now_(now),
        claim_(next_claim(coordinator)) {}

  Result<std::optional<ClaimedTarget>> next();
  Result<std::optional<ClaimedTarget>> named(const std::string& name);

 private:
  using Finder = Result<std::optional<Candidate>> (Claimer::*)();
  Result<std::optional<ClaimedTarget>> claim(Finder find);
  Result<std::optional<Candidate>> own();
  Result<std::optional<Candidate>> free_or_left();
  Result<std::optional<Candidate>> of_name();
  Result<bool> take(const Candidate& candidate);
  Result<ClaimedTarget> describe(std::int64_t repository_id);

  Database& database_;
  std::int64_t run_id_;
  const Coordinator& coordinator_;
  Timestamp now_;
  std::string claim_;
  std::string name_;
};

Result<std::optional<Candidate>> Claimer::own() {
  const SqlRow parameters = {run_id_, std::int64_t{coordinator_.shard}, claim_};
  return first_candidate(database_, "claimed_by = $3", parameters);
}

Result<std::optional<Candidate>> Claimer::free_or_left() {
  const SqlRow shard = {run_id_, std::int64_t{coordinator_.shard}};
  KEYHOUND_TRY(
      std::optional<Candidate> found,
      first_candidate(database_, "claimed_by = '' ORDER BY size_kib DESC, repository_id", shard));
  if (found) return found;
  KEYHOUND_TRY(const auto living, living_sessions(database_, run_id_, coordinator_.shard, now_));
  KEYHOUND_TRY_STATUS(database_.query(
      "SELECT repository_id, claimed_by FROM run_targets "
      "WHERE run_id = $1 AND shard = $2 AND outcome = 'pending' AND claimed_by > ''",
      shard, [&](const SqlRow& row) -> Status {
        const std::string_view session = session_of_claim(text_of(row[1]));
        if (!found && session != coordinator_.session && !living.contains(session))
          found = Candidate{whole_number(row[0]), std::string(text_of(row[1]))};
        return {};
      }));
  return found;
}

Result<std::optional<Candidate>> Claimer::of_name() {
  const SqlRow parameters = {run_id_, std::int64_t{coordinator_.shard}, stored_name(name_)};
  KEYHOUND_TRY(
      std::optional<Candidate> found,
      first_candidate(database_, "repository_id = (SELECT id FROM repositories WHERE name = $3)",
                      parameters));
  if (!found || found->claimed_by.empty()) return found;
  KEYHOUND_TRY(const auto living, living_sessions(database_, run_id_, coordinator_.shard, now_));
  if (living.contains(session_of_claim(found->claimed_by))) found.reset();
  return found;
}

Result<bool> Claimer::take(const Candidate& candidate) {
  const SqlRow parameters = {run_id_, candidate.repository_id, candidate.claimed_by, claim_};
  KEYHOUND_TRY(const std::int64_t changed,
               database_.execute(
                   "UPDATE run_targets SET claimed_by = $4, attempts = attempts + 1 WHERE run_id = "
                   "$1 AND repository_id = $2 AND outcome = 'pending' AND claimed_by = $3",
                   parameters));
  return changed == 1;
}

Result<ClaimedTarget> Claimer::describe(std::int64_t repository_id) {
  const SqlRow parameters = {run_id_, repository_id};
  KEYHOUND_TRY(const SqlRow row,
               database_.one_row("SELECT r.name, r.refs_digest, r.basis, t.attempts FROM "
                                 "run_targets t JOIN repositories r ON r.id = t.repository_id "
                                 "WHERE t.run_id = $1 AND t.repository_id = $2",
                                 parameters));
  return ClaimedTarget{repository_id, std::string(text_of(row[0])), std::string(text_of(row[1])),
                       std::string(text_of(row[2])), static_cast<int>(whole_number(row[3])) - 1};
}

Result<std::optional<ClaimedTarget>> Claimer::claim(Finder find) {
  std::optional<ClaimedTarget> claimed;
  int tries = 0;
  KEYHOUND_TRY_STATUS(database_.transaction([&]() -> Status {
    claimed.reset();
    std::optional<Candidate> found;
    if (tries++ > 0) {
      KEYHOUND_TRY(found, own());
    }
    bool is_taken = found.has_value();
    while (!is_taken) {
      KEYHOUND_TRY(found, (this->*find)());
      if (!found) return {};
      KEYHOUND_TRY(is_taken, take(*found));
    }
    KEYHOUND_TRY(claimed, describe(found->repository_id));
    return {};
  }));
  return claimed;
}

Result<std::optional<ClaimedTarget>> Claimer::next() { return claim(&Claimer::free_or_left); }

Result<std::optional<ClaimedTarget>> Claimer::named(const std::string& name) {
  name_ = name;
  return claim(&Claimer::of_name);
}

}  // namespace

Result<std::optional<ClaimedTarget>> Store::claim_target(std::int64_t run_id,
                                                         const Coordinator& coordinator,
                                                         Timestamp now) {
  return Claimer(*database_, run_id, coordinator, now).next();
}

Result<std::optional<ClaimedTarget>> Store::claim_target(std::int64_t run_id,
                                                         const Coordinator& coordinator,
                                                         const std::string& name, Timestamp now) {
  return Claimer(*database_, run_id, coordinator, now).named(name);
}

Status Store::beat(std::int64_t run_id, const Coordinator& coordinator, Timestamp now) {
  return database_->transaction(
      [&] { return note_coordinator(*database_, run_id, coordinator, now); });
}

Result<std::int64_t> Store::claimed_by_others(std::int64_t run_id, const Coordinator& coordinator,
                                              Timestamp now) {
  KEYHOUND_TRY(const auto living, living_sessions(*database_, run_id, coordinator.shard, now));
  std::int64_t count = 0;
  const SqlRow shard = {run_id, std::int64_t{coordinator.shard}};
  KEYHOUND_TRY_STATUS(database_->query(
      "SELECT claimed_by FROM run_targets "
      "WHERE run_id = $1 AND shard = $2 AND outcome = 'pending' AND claimed_by > ''",
      shard, [&](const SqlRow& row) -> Status {
        const std::string_view session = session_of_claim(text_of(row[0]));
        if (session != coordinator.session && living.contains(session)) ++count;
        return {};
      }));
  return count;
}

}  // namespace keyhound
