// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/time.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <limits>
#include <optional>

namespace keyhound {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr std::int64_t kLeastSeconds = -62'167'219'200;  // 0000-01-01T00:00:00Z
constexpr std::int64_t kMostSeconds = 253'402'300'799;   // 9999-12-31T23:59:59Z
constexpr std::int64_t kMostCount = 1'000'000'000;       // of one unit of a duration

Error time_error(std::string_view text, std::string_view reason) {
  return {ErrorKind::kConfiguration, fmt::format("'{}' is not a time: {}", text, reason)};
}

// The number made of exactly `count` digits at `offset`.
std::optional<int> digits(std::string_view text, std::size_t offset, std::size_t count) {
  if (offset + count > text.size()) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(offset, count)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::optional<sys_days> parse_date(std::string_view text) {
  const auto year = digits(text, 0, 4);
  const auto month = digits(text, 5, 2);
  const auto day = digits(text, 8, 2);
  if (!year || !month || !day || text[4] != '-' || text[7] != '-') return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return sys_days{date};
}

// The offset of a zone ("Z", "+01:00") in seconds.
std::optional<std::int64_t> parse_zone(std::string_view zone) {
  if (zone == "Z" || zone == "z") return 0;
  if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':') return std::nullopt;
  const auto hours = digits(zone, 1, 2);
  const auto minutes = digits(zone, 4, 2);
  if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  const std::int64_t offset = *hours * 3600 + *minutes * 60;
  return zone[0] == '-' ? -offset : offset;
}

// `value`, or the end of the range beyond which the exact one lies.
std::int64_t saturated(bool is_overflow, std::int64_t value, bool is_negative) {
  if (!is_overflow) return value;
  return is_negative ? std::numeric_limits<std::int64_t>::min()
                     : std::numeric_limits<std::int64_t>::max();
}

// Seconds of a unit of a duration; 0: there is no such unit on this side of the T.
std::int64_t unit_seconds(char unit, bool in_time) {
  switch (unit) {
    case 'W':
      return in_time ? 0 : 604800;
    case 'D':
      return in_time ? 0 : 86400;
    case 'H':
      return in_time ? 3600 : 0;
    case 'M':
      return in_time ? 60 : 0;
    case 'S':
      return in_time ? 1 : 0;
    default:
      return 0;
  }
}

}  // namespace

Timestamp operator+(Timestamp t, Duration d) {
  std::int64_t sum = 0;
  const bool is_overflow = __builtin_add_overflow(t.seconds, d.seconds, &sum);
  return {saturated(is_overflow, sum, d.seconds < 0)};
}

Duration operator-(Timestamp a, Timestamp b) {
  std::int64_t difference = 0;
  const bool is_overflow = __builtin_sub_overflow(a.seconds, b.seconds, &difference);
  return {saturated(is_overflow, difference, b.seconds > 0)};
}

Timestamp now() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::seconds>(since).count()};
}

Result<Timestamp> parse_timestamp(std::string_view text) {
  const auto date = text.size() >= 10 ? parse_date(text.substr(0, 10)) : std::nullopt;
  if (!date) return fail(time_error(text, "it begins with no valid date (2026-11-23)"));
  const std::int64_t midnight = date->time_since_epoch().count() * 86400LL;
  if (text.size() == 10) return Timestamp{midnight};
  const auto hour = digits(text, 11, 2);
  const auto minute = digits(text, 14, 2);
  const auto second = digits(text, 17, 2);
  const bool has_separators = text.size() >= 19 &&
                              (text[10] == 'T' || text[10] == 't' || text[10] == ' ') &&
                              text[13] == ':' && text[16] == ':';
  if (!has_separators || !hour || !minute || !second || *hour > 23 || *minute > 59 ||
      *second > 60) {
    return fail(time_error(text, "the time of day must be HH:MM:SS"));
  }
  std::string_view rest = text.substr(19);
  if (rest.starts_with('.')) {
    rest.remove_prefix(1);
    const std::size_t end = rest.find_first_not_of("0123456789");
    if (end == 0) return fail(time_error(text, "no digits behind the decimal point"));
    rest.remove_prefix(std::min(end, rest.size()));
  }
  if (rest.empty())
    return fail(time_error(text, "it has no zone; write 'Z' or '+01:00' behind it"));
  const auto zone = parse_zone(rest);
  if (!zone) return fail(time_error(text, "the zone must be 'Z' or like '+01:00'"));
  return Timestamp{midnight + *hour * 3600 + *minute * 60 + *second - *zone};
}

std::string format_timestamp(Timestamp time) {
  time.seconds = std::clamp(time.seconds, kLeastSeconds, kMostSeconds);
  std::int64_t day = time.seconds / 86400;
  std::int64_t rest = time.seconds % 86400;
  if (rest < 0) {
    rest += 86400;
    --day;
  }
  const std::chrono::year_month_day date{sys_days{days{day}}};
  // Reports have many times, and this takes a quarter of what fmt::format() does.
  std::string text = "0000-00-00T00:00:00Z";
  const auto put = [&text](std::size_t place, std::size_t count, std::int64_t number) {
    for (; count > 0; --count, number /= 10)
      text[place + count - 1] = static_cast<char>('0' + number % 10);
  };
  put(0, 4, static_cast<int>(date.year()));
  put(5, 2, static_cast<unsigned>(date.month()));
  put(8, 2, static_cast<unsigned>(date.day()));
  put(11, 2, rest / 3600);
  put(14, 2, rest / 60 % 60);
  put(17, 2, rest % 60);
  return text;
}

Result<Duration> parse_duration(std::string_view text) {
  const auto refuse = [text](std::string_view reason) {
    return fail(ErrorKind::kConfiguration, fmt::format("'{}' is not a duration: {}", text, reason));
  };
  std::string_view rest = text;
  if (!rest.starts_with('P')) return refuse("write P90D, P2W, PT24H or P1DT12H");
  rest.remove_prefix(1);
  bool in_time = false;
  bool is_open = true;  // a part must follow
  std::int64_t last_scale = std::numeric_limits<std::int64_t>::max();
  std::int64_t total = 0;
  while (!rest.empty()) {
    if (rest.front() == 'T' && !in_time) {
      in_time = true;
      is_open = true;
      rest.remove_prefix(1);
      continue;
    }
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), count);
    if (error != std::errc{} || count < 0 || count > kMostCount ||
        end == rest.data() + rest.size()) {
      return refuse("a number with its unit is missing, or too large");
    }
    const char unit = *end;
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()) + 1);
    if (!in_time && (unit == 'Y' || unit == 'M')) {
      return refuse("years and months have no fixed length; write days (P90D)");
    }
    const std::int64_t scale = unit_seconds(unit, in_time);
    if (scale == 0) return refuse("units are W, D and, behind T, H, M, S");
    if (scale >= last_scale) return refuse("each unit may stand once, the greater first");
    last_scale = scale;
    total += count * scale;
    is_open = false;
  }
  if (is_open) return refuse("a number with its unit is missing");
  return Duration{total};
}

std::string describe_duration(Duration duration) {
  const auto say = [](std::uint64_t count, std::string_view unit) {
    return fmt::format("{} {}{}", count, unit, count == 1 ? "" : "s");
  };
  const auto bits = static_cast<std::uint64_t>(duration.seconds);
  const std::uint64_t seconds = duration.seconds < 0 ? 0 - bits : bits;
  if (seconds >= 86400) return say(seconds / 86400, "day");
  if (seconds >= 3600) return say(seconds / 3600, "hour");
  if (seconds >= 60) return say(seconds / 60, "minute");
  return say(seconds, "second");
}

}  // namespace keyhound
