// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/query/since.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>
#include <vector>

namespace keyhound {
namespace {

constexpr std::int64_t kHour = 3600;
constexpr std::int64_t kDay = 24 * kHour;
constexpr std::int64_t kWeek = 7 * kDay;
constexpr std::int64_t kMostUnits = 100000;  // of "7d": beyond any store's age

constexpr std::string_view kRunColumns = "SELECT id, run_key FROM runs";

Timestamp midnight_of(Timestamp time) {
  const std::int64_t rest = ((time.seconds % kDay) + kDay) % kDay;
  return {time.seconds - rest};
}

std::int64_t seconds_of_unit(char unit) {
  switch (unit) {
    case 'h':
      return kHour;
    case 'd':
      return kDay;
    case 'w':
      return kWeek;
    default:
      return 0;
  }
}

// "7d".
std::optional<Duration> short_duration(std::string_view text) {
  if (text.size() < 2) return std::nullopt;
  std::int64_t count = 0;
  const char* end = text.data() + text.size() - 1;
  const auto [stop, error] = std::from_chars(text.data(), end, count);
  const std::int64_t unit = seconds_of_unit(text.back());
  if (error != std::errc() || stop != end || count < 0 || count > kMostUnits || unit == 0)
    return std::nullopt;
  return Duration{count * unit};
}

Result<std::optional<Since>> find_run_by(Database& database, std::string_view condition,
                                         std::span<const SqlValue> parameters) {
  std::optional<Since> found;
  const std::string sql = fmt::format("{} {} ORDER BY id DESC LIMIT 1", kRunColumns, condition);
  KEYHOUND_TRY_STATUS(database.query(sql, parameters, [&found](const SqlRow& row) -> Status {
    found = Since{whole_number(row[0]), std::string(text_of(row[1]))};
    return {};
  }));
  return found;
}

}  // namespace

std::optional<Timestamp> since_time(std::string_view text, Timestamp now) {
  if (text == "today") return midnight_of(now);
  if (text == "yesterday") return midnight_of({now.seconds - kDay});
  if (const auto ago = short_duration(text)) return Timestamp{now.seconds - ago->seconds};
  if (const auto time = parse_timestamp(text)) return *time;
  if (const auto ago = parse_duration(text)) return now + Duration{-ago->seconds};
  return std::nullopt;
}

Result<Since> resolve_since(Database& database, const std::string& text, Timestamp now) {
  const std::vector<SqlValue> key = {storable(text)};
  KEYHOUND_TRY(std::optional<Since> run, find_run_by(database, "WHERE run_key = $1", key));
  if (!run && text == "last") {
    KEYHOUND_TRY(run, find_run_by(database, "", {}));
  }
  if (run) return *run;
  if (const auto time = since_time(text, now)) return Since{{}, format_timestamp(*time)};
  KEYHOUND_TRY(const std::string runs, describe_last_runs(database));
  return fail(ErrorKind::kUsage,
              fmt::format("--since: '{}' is neither the key of a run nor a time (2026-11-23, "
                          "yesterday, 7d, 36h); {}",
                          text, runs));
}

Result<std::string> describe_last_runs(Database& database) {
  std::vector<std::string> keys;
  KEYHOUND_TRY_STATUS(database.query("SELECT run_key FROM runs ORDER BY id DESC LIMIT 3", {},
                                     [&keys](const SqlRow& row) -> Status {
                                       keys.emplace_back(text_of(row[0]));
                                       return {};
                                     }));
  if (keys.empty()) return std::string("the store has no runs yet");
  return fmt::format("the last runs are {}", fmt::join(keys, ", "));
}

}  // namespace keyhound
