// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/end_date.h"

namespace keyhound {
namespace {

constexpr std::size_t kDateLength = 10;  // "2027-01-31"
constexpr std::string_view kLastSecond = "T23:59:59Z";
constexpr std::int64_t kSecondsOfDay = 24 * 60 * 60;

}  // namespace

Result<Timestamp> parse_end_date(std::string_view text) {
  KEYHOUND_TRY(const Timestamp time, parse_timestamp(text));
  if (text.size() > kDateLength) return time;
  return time + Duration{kSecondsOfDay - 1};
}

std::string format_end_date(Timestamp end) {
  std::string text = format_timestamp(end);
  if (text.ends_with(kLastSecond)) text.resize(text.size() - kLastSecond.size());
  return text;
}

}  // namespace keyhound
