// SPDX-License-Identifier: Apache-2.0
#include "policies/language/time_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;
constexpr std::int64_t kMostWhole = 1'000'000'000'000;  // of hours to seconds: beyond any duration
constexpr std::string_view kNoLength =
    "the text is no duration: write \"90m\", \"1.5s\" or \"P90D\"";
constexpr std::string_view kNoTime =
    "the text is no timestamp: write \"2026-11-23T09:00:00Z\" or \"2026-11-23\"";

struct Unit {
  std::string_view name;
  std::int64_t nanoseconds;
};

// Longer names first: "ms" is not minutes.
constexpr Unit kUnits[] = {
    {"ms", 1'000'000},
    {"us", 1'000},
    {"\u00b5s", 1'000},  // micro sign
    {"\u03bcs", 1'000},  // mu
    {"ns", 1},
    {"h", 3600 * kNanosecondsPerSecond},
    {"m", 60 * kNanosecondsPerSecond},
    {"s", kNanosecondsPerSecond},
};

// Digits behind a decimal point as nanoseconds; further ones than nine are cut off.
std::int64_t decimals(std::string_view digits) {
  std::int64_t value = 0;
  for (std::size_t i = 0; i < 9; ++i)
    value = value * 10 + (i < digits.size() ? digits[i] - '0' : 0);
  return value;
}

std::string_view take_digits(std::string_view& text) {
  std::size_t end = 0;
  while (end < text.size() && is_digit_ascii(text[end])) ++end;
  const std::string_view digits = text.substr(0, end);
  text.remove_prefix(end);
  return digits;
}

std::optional<std::int64_t> whole_number(std::string_view digits) {
  std::int64_t value = 0;
  for (const char c : digits) {
    value = value * 10 + (c - '0');
    if (value > kMostWhole * 1000) return std::nullopt;
  }
  return value;
}

// A length under construction, without sign.
struct Length {
  std::int64_t seconds = 0;
  std::int64_t nanoseconds = 0;

  // False: longer than any duration.
  bool add(std::int64_t whole, std::int64_t decimal, std::int64_t unit) {
    std::int64_t more = 0;
    if (unit >= kNanosecondsPerSecond) {
      if (whole > kMostWhole) return false;
      const std::int64_t scale = unit / kNanosecondsPerSecond;
      seconds += whole * scale;
      more = decimal * scale;
    } else {
      const std::int64_t per_second = kNanosecondsPerSecond / unit;
      seconds += whole / per_second;
      more = whole % per_second * unit + decimal * unit / kNanosecondsPerSecond;
    }
    nanoseconds += more % kNanosecondsPerSecond;
    seconds += more / kNanosecondsPerSecond + nanoseconds / kNanosecondsPerSecond;
    nanoseconds %= kNanosecondsPerSecond;
    return seconds <= kMostWhole;
  }

  [[nodiscard]] CelValue value(bool is_negative) const {
    const auto rest = static_cast<std::uint32_t>(nanoseconds);
    if (!is_negative) return CelValue::length({seconds}, rest);
    if (rest == 0) return CelValue::length({-seconds});
    return CelValue::length({-seconds - 1},
                            static_cast<std::uint32_t>(kNanosecondsPerSecond - nanoseconds));
  }
};

// One number with its unit from the front of `text`.
bool take_part(std::string_view& text, Length& length) {
  const std::string_view whole_digits = take_digits(text);
  std::string_view decimal_digits;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    decimal_digits = take_digits(text);
  }
  if (whole_digits.empty() && decimal_digits.empty()) return false;
  const auto whole = whole_number(whole_digits);
  if (!whole) return false;
  for (const Unit& unit : kUnits) {
    if (!text.starts_with(unit.name)) continue;
    text.remove_prefix(unit.name.size());
    return length.add(*whole, decimals(decimal_digits), unit.nanoseconds);
  }
  return false;
}

std::string decimal_text(std::int64_t nanoseconds) {
  if (nanoseconds == 0) return {};
  std::string digits = fmt::format(".{:09}", nanoseconds);
  digits.erase(digits.find_last_not_of('0') + 1);
  return digits;
}

}  // namespace

CelValue read_cel_time(std::string_view text) {
  const auto seconds = parse_timestamp(text);
  if (!seconds) return CelValue::error(kNoTime);
  std::int64_t nanoseconds = 0;
  if (text.size() > 19 && text[19] == '.') {
    std::string_view rest = text.substr(20);
    const std::string_view digits = take_digits(rest);
    if (digits.size() > 9) return CelValue::error("a timestamp has at most nine decimals");
    nanoseconds = decimals(digits);
  }
  return CelValue::time(*seconds, static_cast<std::uint32_t>(nanoseconds));
}

CelValue read_cel_length(std::string_view text) {
  const bool is_negative = text.starts_with('-');
  if (is_negative || text.starts_with('+')) text.remove_prefix(1);
  if (text.starts_with('P')) {
    const auto length = parse_duration(text);
    if (!length) return CelValue::error(kNoLength);
    return CelValue::length({is_negative ? -length->seconds : length->seconds});
  }
  if (text == "0") return CelValue::length({0});
  if (text.empty()) return CelValue::error(kNoLength);
  Length length;
  while (!text.empty())
    if (!take_part(text, length)) return CelValue::error(kNoLength);
  return length.value(is_negative);
}

std::string write_cel_time(const CelValue& time) {
  std::string text = format_timestamp(time.as_time());
  text.pop_back();
  return text + decimal_text(time.nanoseconds()) + 'Z';
}

std::string write_cel_length(const CelValue& length) {
  std::int64_t seconds = length.as_length().seconds;
  std::int64_t nanoseconds = length.nanoseconds();
  const bool is_negative = seconds < 0;
  if (is_negative && nanoseconds > 0) {
    ++seconds;
    nanoseconds = kNanosecondsPerSecond - nanoseconds;
  }
  return fmt::format("{}{}{}s", is_negative ? "-" : "", is_negative ? -seconds : seconds,
                     decimal_text(nanoseconds));
}

}  // namespace keyhound
