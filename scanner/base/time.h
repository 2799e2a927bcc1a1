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

// Both stop at the ends of the range: a commit's time is whatever its author wrote.
Timestamp operator+(Timestamp t, Duration d);
Duration operator-(Timestamp a, Timestamp b);

Timestamp now();

// Reads `2026-11-23` (midnight UTC) or RFC 3339 with a zone (`2026-11-23T09:00:00Z`, `+01:00`).
// A date and time without a zone is an error, since nobody can know what it means.
Result<Timestamp> parse_timestamp(std::string_view text);

// RFC 3339 in UTC: 2026-11-23T09:00:00Z. Times outside the years 0 to 9999, which RFC 3339 cannot
// write, become the nearest that it can.
std::string format_timestamp(Timestamp time);

// Reads ISO 8601 durations of weeks, days, hours, minutes and seconds (P90D, P2W, PT24H, P1DT12H),
// each unit once and the greater first. Years and months have no fixed length and are refused with
// that reason.
Result<Duration> parse_duration(std::string_view text);

// In days from one day on ("12 days"), else hours, minutes or seconds; rounded down, without sign.
std::string describe_duration(Duration duration);

}  // namespace keyhound
