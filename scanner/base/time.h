// SPDX-License-Identifier: Apache-2.0
// Points in time and ISO 8601 durations, as the registry and the reports write them. All times are
// UTC seconds since the epoch. Pure, thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "scanner/base/result.h"

namespace keyhound {

// Seconds since 1970-01-01T00:00:00Z.
struct Timestamp {
  std::int64_t seconds = 0;
  auto operator<=>(const Timestamp&) const = default;
};

// A length of time in seconds.
struct Duration {
  std::int64_t seconds = 0;
  auto operator<=>(const Duration&) const = default;
};

inline Timestamp operator+(Timestamp t, Duration d) { return {t.seconds + d.seconds}; }
inline Duration operator-(Timestamp a, Timestamp b) { return {a.seconds - b.seconds}; }

Timestamp now();

// Reads `2026-11-23` (midnight UTC) or RFC 3339 with a zone (`2026-11-23T09:00:00Z`, `+01:00`).
// A date and time without a zone is an error, since nobody can know what it means.
Result<Timestamp> parse_timestamp(std::string_view text);

// RFC 3339 in UTC: 2026-11-23T09:00:00Z.
std::string format_timestamp(Timestamp time);

// Reads ISO 8601 durations of weeks, days, hours, minutes and seconds (P90D, P2W, PT24H, P1DT12H).
// Years and months have no fixed length and are refused with that reason.
Result<Duration> parse_duration(std::string_view text);

// In days when whole days ("12 days"), else hours, minutes or seconds, rounded down.
std::string describe_duration(Duration duration);

}  // namespace keyhound
