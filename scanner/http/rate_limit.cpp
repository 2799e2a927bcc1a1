// SPDX-License-Identifier: Apache-2.0
#include "scanner/http/rate_limit.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

constexpr int kTooManyRequests = 429;
constexpr int kForbidden = 403;
constexpr Duration kMinute{60};
constexpr int kMostDoublings = 6;
// Resets beyond this are points in time, shorter ones are lengths of time (as the drafts of
// RateLimit-Reset have them).
constexpr std::int64_t kLeastEpoch = 1'000'000'000;
constexpr std::int64_t kLongestWait = std::int64_t{366} * 24 * 3600;

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

// The machine's clock and the server's may differ: what counts is the distance on the server's.
Timestamp on_our_clock(const HttpResponse& response, Timestamp theirs, Timestamp now) {
  const Timestamp server_now = parse_http_date(response.header("date")).value_or(now);
  const std::int64_t wait = (theirs - server_now).seconds;
  return now + Duration{std::clamp<std::int64_t>(wait, 0, kLongestWait)};
}

std::string_view first_header(const HttpResponse& response,
                              std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (const std::string_view value = response.header(name); !value.empty()) return value;
  }
  return {};
}

bool has_nothing_left(const HttpResponse& response) {
  return first_header(response, {"x-ratelimit-remaining", "ratelimit-remaining"}) == "0";
}

std::optional<Timestamp> reset_of(const HttpResponse& response, Timestamp now) {
  const auto reset = whole_number(first_header(response, {"x-ratelimit-reset", "ratelimit-reset"}));
  if (!reset) return std::nullopt;
  // A second more: the limit ends within the second that is named.
  if (*reset < kLeastEpoch) return now + Duration{std::min(*reset, kLongestWait) + 1};
  return on_our_clock(response, Timestamp{*reset} + Duration{1}, now);
}

bool speaks_of_a_limit(const HttpResponse& response) {
  const std::string text = to_lower_ascii(std::string_view(response.body).substr(0, 4096));
  return text.find("rate limit") != std::string::npos ||
         text.find("abuse detection") != std::string::npos;
}

}  // namespace

std::optional<Timestamp> parse_http_date(std::string_view text) {
  static constexpr std::array<std::string_view, 12> kMonths = {
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  constexpr std::size_t kLength = 29;
  if (text.size() != kLength || text.substr(3, 2) != ", " || !text.ends_with(" GMT")) {
    return std::nullopt;
  }
  const auto* const month = std::find(kMonths.begin(), kMonths.end(), text.substr(8, 3));
  if (month == kMonths.end()) return std::nullopt;
  const auto time = parse_timestamp(fmt::format("{}-{:02}-{}T{}Z", text.substr(12, 4),
                                                month - kMonths.begin() + 1, text.substr(5, 2),
                                                text.substr(17, 8)));
  if (!time) return std::nullopt;
  return *time;
}

std::optional<Timestamp> retry_after(const HttpResponse& response, Timestamp now) {
  const std::string_view value = response.header("retry-after");
  if (const auto seconds = whole_number(value)) {
    return now + Duration{std::min(*seconds, kLongestWait)};
  }
  const auto date = parse_http_date(value);
  if (!date) return std::nullopt;
  return on_our_clock(response, *date, now);
}

bool is_rate_limited(const HttpResponse& response, Timestamp now) {
  if (response.status == kTooManyRequests) return true;
  return response.status == kForbidden &&
         (retry_after(response, now) || has_nothing_left(response) || speaks_of_a_limit(response));
}

std::optional<Timestamp> announced_end(const HttpResponse& response, Timestamp now) {
  if (const auto after = retry_after(response, now)) return after;
  return has_nothing_left(response) ? reset_of(response, now) : std::nullopt;
}

std::optional<Timestamp> refused_until(const HttpResponse& response, Timestamp now, int refusals) {
  if (!is_rate_limited(response, now)) return std::nullopt;
  if (const auto end = announced_end(response, now)) return end;
  return now + Duration{kMinute.seconds << std::min(refusals, kMostDoublings)};
}

std::optional<Timestamp> exhausted_until(const HttpResponse& response, Timestamp now) {
  if (!has_nothing_left(response)) return std::nullopt;
  return reset_of(response, now);
}

}  // namespace keyhound
