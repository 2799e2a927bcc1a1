// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/repository_rows.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "scanner/store/row_writer.h"

namespace keyhound {
namespace {

struct KnownRow {
  std::int64_t id = 0;
  std::string name;
  std::string former_names;
  std::optional<std::string> new_name;
  std::string new_policy_name;
  bool is_planned = false;
};

std::string provider_key(std::string_view provider, std::string_view id) {
  return std::string(provider) + '\n' + std::string(id);
}

// Until a scan tells: without the host of an URL.
std::string_view guessed_policy_name(const PlannedRepository& one) {
  const std::string_view name = one.name;
  const std::size_t slash = name.find('/');
  if (slash == 0 || slash == std::string_view::npos) return name;
  return name.substr(slash + 1);
}

// All rows, and what the plan makes of them.
class KnownRows {
 public:
  Status read(Database& database);
  void meet(const std::vector<PlannedRepository>& planned);
  Status write_names(Database& database) const;

 private:
  static void assign(KnownRow& row, const PlannedRepository& one);

  std::vector<KnownRow> rows_;
  std::map<std::string, std::size_t> by_name_;
  std::map<std::string, std::size_t> by_provider_;
};

Status KnownRows::read(Database& database) {
  return database.query("SELECT id, name, former_names, provider, provider_id FROM repositories",
                        {}, [this](const SqlRow& row) -> Status {
                          by_name_[std::string(text_of(row[1]))] = rows_.size();
                          if (!text_of(row[4]).empty())
                            by_provider_[provider_key(text_of(row[3]), text_of(row[4]))] =
                                rows_.size();
                          rows_.push_back({whole_number(row[0]),
                                           std::string(text_of(row[1])),
                                           std::string(text_of(row[2])),
                                           std::nullopt,
                                           {},
                                           false});
                          return {};
                        });
}

void KnownRows::assign(KnownRow& row, const PlannedRepository& one) {
  row.is_planned = true;
  std::string name = stored_name(one.name);
  if (row.name == name) return;
  row.new_name = std::move(name);
  row.new_policy_name = guessed_policy_name(one);
}

void KnownRows::meet(const std::vector<PlannedRepository>& planned) {
  for (const PlannedRepository& one : planned) {
    if (one.provider_id.empty()) continue;
    const auto known = by_provider_.find(provider_key(one.provider, one.provider_id));
    if (known != by_provider_.end() && !rows_[known->second].is_planned)
      assign(rows_[known->second], one);
  }
  // A row that has the name which a renamed one needs, and is not renamed itself: its repository is
  // gone, or belongs to another plan.
  for (KnownRow& row : rows_) {
    if (!row.is_planned || !row.new_name) continue;
    const auto other = by_name_.find(*row.new_name);
    if (other == by_name_.end() || rows_[other->second].is_planned) continue;
    KnownRow& aside = rows_[other->second];
    aside.new_name = aside.name + "#" + std::to_string(aside.id);
    aside.new_policy_name = *aside.new_name;
  }
}

Status KnownRows::write_names(Database& database) const {
  // Names are unique at each moment, also where two are exchanged.
  for (const KnownRow& row : rows_) {
    if (!row.new_name) continue;
    const SqlRow parameters = {row.id, "#" + std::to_string(row.id)};
    KEYHOUND_TRY_STATUS(
        database.execute("UPDATE repositories SET name = $2 WHERE id = $1", parameters));
  }
  for (const KnownRow& row : rows_) {
    if (!row.new_name) continue;
    const std::string former =
        row.former_names.empty() ? row.name : row.former_names + "\n" + row.name;
    const SqlRow parameters = {row.id, *row.new_name, former, storable(row.new_policy_name)};
    KEYHOUND_TRY_STATUS(
        database.execute("UPDATE repositories SET name = $2, former_names = $3, policy_name = $4 "
                         "WHERE id = $1",
                         parameters));
  }
  return {};
}

constexpr RowColumn kColumns[] = {{"name"},
                                  {"location"},
                                  {"policy_name"},
                                  {"provider"},
                                  {"provider_id"},
                                  {"organisation"},
                                  {"is_archived", StoredType::kWhole},
                                  {"is_fork", StoredType::kWhole},
                                  {"is_private", StoredType::kWhole},
                                  {"size_kib", StoredType::kWhole},
                                  {"first_seen"},
                                  {"last_seen"}};

// A list of URLs knows less of a repository than its provider.
constexpr std::string_view kTail =
    "ON CONFLICT (name) DO UPDATE SET location = excluded.location, "
    "provider = CASE WHEN excluded.provider_id <> '' OR repositories.provider_id = '' "
    "THEN excluded.provider ELSE repositories.provider END, "
    "provider_id = CASE WHEN excluded.provider_id <> '' THEN excluded.provider_id "
    "ELSE repositories.provider_id END, "
    "organisation = CASE WHEN excluded.organisation <> '' THEN excluded.organisation "
    "ELSE repositories.organisation END, "
    "is_archived = excluded.is_archived, is_fork = excluded.is_fork, "
    "is_private = excluded.is_private, size_kib = excluded.size_kib, "
    "last_seen = CASE WHEN excluded.last_seen > repositories.last_seen THEN excluded.last_seen "
    "ELSE repositories.last_seen END "
    "RETURNING id, name";

std::string_view without_user(std::string_view location, std::string& kept) {
  const std::size_t scheme = location.find("://");
  if (scheme == std::string_view::npos) return location;
  const std::size_t start = scheme + 3;
  const std::size_t at = location.substr(start, location.find('/', start) - start).rfind('@');
  if (at == std::string_view::npos) return location;
  kept = std::string(location.substr(0, start)) + std::string(location.substr(start + at + 1));
  return kept;
}

}  // namespace

Result<std::map<std::string, std::int64_t>> write_repositories(
    Database& database, const std::vector<PlannedRepository>& planned, Timestamp now) {
  KnownRows known;
  KEYHOUND_TRY_STATUS(known.read(database));
  known.meet(planned);
  KEYHOUND_TRY_STATUS(known.write_names(database));

  std::map<std::string, const PlannedRepository*> by_name;
  for (const PlannedRepository& one : planned) by_name.try_emplace(stored_name(one.name), &one);
  std::map<std::string, std::int64_t> numbers;
  RowWriter rows(database, InsertTarget{"repositories", kColumns, kTail},
                 [&numbers](const SqlRow& row) -> Status {
                   numbers[std::string(text_of(row[1]))] = whole_number(row[0]);
                   return {};
                 });
  const std::string time = format_timestamp(now);
  for (const auto& [name, one] : by_name) {
    std::string kept;
    const auto size = static_cast<std::int64_t>(
        std::min<std::uint64_t>(one->size_kib, std::numeric_limits<std::int64_t>::max()));
    KEYHOUND_TRY_STATUS(rows.add({name, storable(without_user(one->location, kept)),
                                  storable(guessed_policy_name(*one)), storable(one->provider),
                                  storable(one->provider_id), storable(one->organisation),
                                  std::int64_t{one->is_archived}, std::int64_t{one->is_fork},
                                  std::int64_t{one->is_private}, size, time, time}));
  }
  KEYHOUND_TRY_STATUS(rows.finish());
  return numbers;
}

}  // namespace keyhound
