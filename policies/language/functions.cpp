// SPDX-License-Identifier: Apache-2.0
#include "policies/language/functions.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cmath>
#include <cstring>

#include "policies/language/time_text.h"
#include "scanner/base/ascii.h"
#include "scanner/base/utf8.h"

namespace keyhound {
namespace {

using Arguments = const CelValue*;

constexpr std::string_view kOutOfRange = "the number is out of range: an int has 64 bits";
constexpr std::size_t kLongestPattern = 1000;  // bytes, of patterns made at run time
// What compiling one costs at most, against the budget: RE2 may take a millisecond.
constexpr std::size_t kPatternSteps = 2000;

CelValue made_text(CelEvaluation& evaluation, std::string_view text) {
  return CelValue::text(evaluation.arena().copy(text));
}

CelValue size_of_text(CelEvaluation& evaluation, Arguments arguments) {
  std::string_view text = arguments[0].as_text();
  if (!evaluation.spend(1 + text.size() / 8)) return CelEvaluation::out_of_steps();
  std::int64_t count = 0;
  for (; !text.empty(); ++count) text.remove_prefix(next_utf8(text).length);
  return CelValue::integer(count);
}

CelValue size_of_list(CelEvaluation&, Arguments arguments) {
  return CelValue::integer(static_cast<std::int64_t>(arguments[0].as_list().size()));
}

CelValue size_of_map(CelEvaluation&, Arguments arguments) {
  return CelValue::integer(static_cast<std::int64_t>(arguments[0].as_map().size()));
}

CelValue starts_with(CelEvaluation& evaluation, Arguments arguments) {
  if (!evaluation.spend_on_text(arguments[1].as_text().size()))
    return CelEvaluation::out_of_steps();
  return CelValue::boolean(arguments[0].as_text().starts_with(arguments[1].as_text()));
}

CelValue ends_with(CelEvaluation& evaluation, Arguments arguments) {
  if (!evaluation.spend_on_text(arguments[1].as_text().size()))
    return CelEvaluation::out_of_steps();
  return CelValue::boolean(arguments[0].as_text().ends_with(arguments[1].as_text()));
}

// memmem() takes linear time, where find() may take the product of the lengths.
CelValue contains(CelEvaluation& evaluation, Arguments arguments) {
  const std::string_view text = arguments[0].as_text();
  const std::string_view part = arguments[1].as_text();
  if (!evaluation.spend(1 + (text.size() + part.size()) / 4)) return CelEvaluation::out_of_steps();
  if (part.empty()) return CelValue::boolean(true);
  if (part.size() > text.size()) return CelValue::boolean(false);
  return CelValue::boolean(memmem(text.data(), text.size(), part.data(), part.size()) != nullptr);
}

// Patterns that are literals never come here: those are compiled at load.
CelValue matches(CelEvaluation& evaluation, Arguments arguments) {
  const std::string_view text = arguments[0].as_text();
  const std::string_view pattern = arguments[1].as_text();
  if (pattern.size() > kLongestPattern)
    return CelValue::error("the pattern of matches() is longer than 1000 bytes");
  if (!evaluation.spend(kPatternSteps + 32 * pattern.size() + text.size() / 4))
    return CelEvaluation::out_of_steps();
  const auto regex = evaluation.code().compiler->compile(pattern);
  if (!regex) return CelValue::error("the pattern of matches() is no regular expression");
  return CelValue::boolean((*regex)->matches(text));
}

CelValue lower_ascii(CelEvaluation& evaluation, Arguments arguments) {
  const std::string_view text = arguments[0].as_text();
  if (!evaluation.spend_on_text(text.size())) return CelEvaluation::out_of_steps();
  const std::span<char> room = evaluation.arena().characters(text.size());
  for (std::size_t i = 0; i < room.size(); ++i) room[i] = to_lower_ascii(text[i]);
  return CelValue::text({room.data(), room.size()});
}

CelValue same(CelEvaluation&, Arguments arguments) { return arguments[0]; }

CelValue time_of_text(CelEvaluation&, Arguments arguments) {
  return read_cel_time(arguments[0].as_text());
}

CelValue time_of_int(CelEvaluation&, Arguments arguments) {
  return CelValue::time({arguments[0].as_int()});
}

CelValue length_of_text(CelEvaluation&, Arguments arguments) {
  return read_cel_length(arguments[0].as_text());
}

// Towards zero. The ends of the range are left out, since a double that is one of them may stand
// for a number beyond.
CelValue int_of_double(CelEvaluation&, Arguments arguments) {
  const double number = arguments[0].as_double();
  if (!(number > -0x1p63 && number < 0x1p63)) return CelValue::error(kOutOfRange);
  return CelValue::integer(static_cast<std::int64_t>(number));
}

CelValue int_of_text(CelEvaluation&, Arguments arguments) {
  const std::string_view text = arguments[0].as_text();
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc::result_out_of_range) return CelValue::error(kOutOfRange);
  if (error != std::errc{} || end != text.data() + text.size())
    return CelValue::error("the text is no whole number");
  return CelValue::integer(number);
}

CelValue int_of_time(CelEvaluation&, Arguments arguments) {
  return CelValue::integer(arguments[0].as_time().seconds);
}

CelValue double_of_int(CelEvaluation&, Arguments arguments) {
  return CelValue::real(static_cast<double>(arguments[0].as_int()));
}

CelValue double_of_text(CelEvaluation&, Arguments arguments) {
  const std::string_view text = arguments[0].as_text();
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc::result_out_of_range) return CelValue::error("the number is out of range");
  if (error != std::errc{} || end != text.data() + text.size())
    return CelValue::error("the text is no number");
  return CelValue::real(number);
}

CelValue text_of_int(CelEvaluation& evaluation, Arguments arguments) {
  return made_text(evaluation, fmt::format_int(arguments[0].as_int()).c_str());
}

CelValue text_of_double(CelEvaluation& evaluation, Arguments arguments) {
  const double number = arguments[0].as_double();
  if (std::isnan(number)) return CelValue::text("NaN");
  if (std::isinf(number)) return CelValue::text(number > 0 ? "Infinity" : "-Infinity");
  return made_text(evaluation, fmt::format("{}", number));
}

CelValue text_of_bool(CelEvaluation&, Arguments arguments) {
  return CelValue::text(arguments[0].as_bool() ? "true" : "false");
}

CelValue text_of_time(CelEvaluation& evaluation, Arguments arguments) {
  return made_text(evaluation, write_cel_time(arguments[0]));
}

CelValue text_of_length(CelEvaluation& evaluation, Arguments arguments) {
  return made_text(evaluation, write_cel_length(arguments[0]));
}

constexpr std::int64_t kDay = 86400;

std::int64_t floor_divided(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

std::int64_t days_of(const CelValue& time) { return floor_divided(time.as_time().seconds, kDay); }

std::chrono::year_month_day date_of(const CelValue& time) {
  return std::chrono::sys_days{std::chrono::days{days_of(time)}};
}

CelValue full_year(CelEvaluation&, Arguments arguments) {
  return CelValue::integer(static_cast<int>(date_of(arguments[0]).year()));
}

// From 0, as in CEL and JavaScript.
CelValue month(CelEvaluation&, Arguments arguments) {
  return CelValue::integer(static_cast<unsigned>(date_of(arguments[0]).month()) - 1);
}

// From 1.
CelValue date(CelEvaluation&, Arguments arguments) {
  return CelValue::integer(static_cast<unsigned>(date_of(arguments[0]).day()));
}

// Sunday is 0; 1970-01-01 was a Thursday.
CelValue day_of_week(CelEvaluation&, Arguments arguments) {
  const std::int64_t day = (days_of(arguments[0]) + 4) % 7;
  return CelValue::integer(day < 0 ? day + 7 : day);
}

std::int64_t second_of_day(const CelValue& time) {
  return time.as_time().seconds - days_of(time) * kDay;
}

CelValue hours(CelEvaluation&, Arguments arguments) {
  return CelValue::integer(second_of_day(arguments[0]) / 3600);
}

CelValue minutes(CelEvaluation&, Arguments arguments) {
  return CelValue::integer(second_of_day(arguments[0]) / 60 % 60);
}

CelValue seconds(CelEvaluation&, Arguments arguments) {
  return CelValue::integer(second_of_day(arguments[0]) % 60);
}

// Whole seconds towards zero.
std::int64_t whole_seconds(const CelValue& length) {
  const std::int64_t floor = length.as_length().seconds;
  return floor < 0 && length.nanoseconds() > 0 ? floor + 1 : floor;
}

// All of the duration in that unit, as in CEL.
CelValue hours_of_length(CelEvaluation&, Arguments arguments) {
  return CelValue::integer(whole_seconds(arguments[0]) / 3600);
}

CelValue minutes_of_length(CelEvaluation&, Arguments arguments) {
  return CelValue::integer(whole_seconds(arguments[0]) / 60);
}

CelValue seconds_of_length(CelEvaluation&, Arguments arguments) {
  return CelValue::integer(whole_seconds(arguments[0]));
}

using K = CelKind;
using S = CelStyle;

constexpr CelFunction kFunctions[] = {
    {"size", S::kBoth, 1, {K::kString}, K::kInt, size_of_text},
    {"size", S::kBoth, 1, {K::kList}, K::kInt, size_of_list},
    {"size", S::kBoth, 1, {K::kMap}, K::kInt, size_of_map},
    {"startsWith", S::kMethod, 2, {K::kString, K::kString}, K::kBool, starts_with},
    {"endsWith", S::kMethod, 2, {K::kString, K::kString}, K::kBool, ends_with},
    {"contains", S::kMethod, 2, {K::kString, K::kString}, K::kBool, contains},
    {"matches", S::kBoth, 2, {K::kString, K::kString}, K::kBool, matches},
    {"lowerAscii", S::kMethod, 1, {K::kString}, K::kString, lower_ascii},
    {"timestamp", S::kGlobal, 1, {K::kString}, K::kTimestamp, time_of_text},
    {"timestamp", S::kGlobal, 1, {K::kTimestamp}, K::kTimestamp, same},
    {"timestamp", S::kGlobal, 1, {K::kInt}, K::kTimestamp, time_of_int},
    {"duration", S::kGlobal, 1, {K::kString}, K::kDuration, length_of_text},
    {"duration", S::kGlobal, 1, {K::kDuration}, K::kDuration, same},
    {"int", S::kGlobal, 1, {K::kInt}, K::kInt, same},
    {"int", S::kGlobal, 1, {K::kDouble}, K::kInt, int_of_double},
    {"int", S::kGlobal, 1, {K::kString}, K::kInt, int_of_text},
    {"int", S::kGlobal, 1, {K::kTimestamp}, K::kInt, int_of_time},
    {"double", S::kGlobal, 1, {K::kDouble}, K::kDouble, same},
    {"double", S::kGlobal, 1, {K::kInt}, K::kDouble, double_of_int},
    {"double", S::kGlobal, 1, {K::kString}, K::kDouble, double_of_text},
    {"string", S::kGlobal, 1, {K::kString}, K::kString, same},
    {"string", S::kGlobal, 1, {K::kInt}, K::kString, text_of_int},
    {"string", S::kGlobal, 1, {K::kDouble}, K::kString, text_of_double},
    {"string", S::kGlobal, 1, {K::kBool}, K::kString, text_of_bool},
    {"string", S::kGlobal, 1, {K::kTimestamp}, K::kString, text_of_time},
    {"string", S::kGlobal, 1, {K::kDuration}, K::kString, text_of_length},
    {"getFullYear", S::kMethod, 1, {K::kTimestamp}, K::kInt, full_year},
    {"getMonth", S::kMethod, 1, {K::kTimestamp}, K::kInt, month},
    {"getDate", S::kMethod, 1, {K::kTimestamp}, K::kInt, date},
    {"getDayOfWeek", S::kMethod, 1, {K::kTimestamp}, K::kInt, day_of_week},
    {"getHours", S::kMethod, 1, {K::kTimestamp}, K::kInt, hours},
    {"getHours", S::kMethod, 1, {K::kDuration}, K::kInt, hours_of_length},
    {"getMinutes", S::kMethod, 1, {K::kTimestamp}, K::kInt, minutes},
    {"getMinutes", S::kMethod, 1, {K::kDuration}, K::kInt, minutes_of_length},
    {"getSeconds", S::kMethod, 1, {K::kTimestamp}, K::kInt, seconds},
    {"getSeconds", S::kMethod, 1, {K::kDuration}, K::kInt, seconds_of_length},
};

}  // namespace

std::span<const CelFunction> cel_functions() { return kFunctions; }

std::span<const CelFunction> find_functions(std::string_view name) {
  const auto all = cel_functions();
  std::size_t first = 0;
  while (first < all.size() && all[first].name != name) ++first;
  std::size_t last = first;
  while (last < all.size() && all[last].name == name) ++last;
  return all.subspan(first, last - first);
}

std::vector<std::string_view> function_names() {
  std::vector<std::string_view> names;
  for (const CelFunction& row : cel_functions())
    if (names.empty() || names.back() != row.name) names.push_back(row.name);
  return names;
}

}  // namespace keyhound
