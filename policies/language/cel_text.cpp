// SPDX-License-Identifier: Apache-2.0
#include "policies/language/cel_text.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "policies/json.h"
#include "policies/language/cel_arena.h"
#include "policies/language/cel_record.h"
#include "policies/language/time_text.h"

namespace keyhound {
namespace {

constexpr int kDeepestRecord = 4;
// Enough for any condition's result; a list of records that show lists of records is cut.
constexpr std::size_t kLongestJson = std::size_t{1} << 20U;

std::string time_text(const CelValue& time) {
  std::string text = write_cel_time(time);
  if (text.ends_with("T00:00:00Z")) text.resize(text.size() - 10);
  return text;
}

std::string length_text(const CelValue& length) {
  std::int64_t seconds = length.as_length().seconds;
  const bool is_negative = seconds < 0;
  if (is_negative && length.nanoseconds() > 0) ++seconds;  // towards zero
  return (is_negative && seconds != 0 ? "-" : "") + describe_duration({seconds});
}

std::string double_text(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number > 0 ? "Infinity" : "-Infinity";
  std::string text = fmt::format("{}", number);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

std::string json_string(std::string_view text) {
  return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

class JsonWriter {
 public:
  std::string run(const CelValue& value) {
    write(value, 0);
    return std::move(out_);
  }

 private:
  void write(const CelValue& value, int records) {
    if (out_.size() > kLongestJson) {
      out_ += "\"...\"";
      return;
    }
    switch (value.kind()) {
      case CelKind::kInt:
        out_ += fmt::format_int(value.as_int()).str();
        return;
      case CelKind::kDouble:
        out_ += std::isfinite(value.as_double()) ? double_text(value.as_double())
                                                 : json_string(double_text(value.as_double()));
        return;
      case CelKind::kString:
        out_ += json_string(value.as_text());
        return;
      case CelKind::kTimestamp:
        out_ += json_string(write_cel_time(value));
        return;
      case CelKind::kDuration:
        out_ += json_string(write_cel_length(value));
        return;
      case CelKind::kList:
        return write_list(value.as_list(), records);
      case CelKind::kMap:
        return write_map(value.as_map(), records);
      case CelKind::kRecord:
        return write_record(value, records);
      case CelKind::kError:
        out_ += "{\"error\":" + json_string(value.error_reason()) + '}';
        return;
      default:
        out_ += to_text(value);  // null, true, false
    }
  }

  void write_list(std::span<const CelValue> values, int records) {
    char before = '[';
    for (const CelValue& value : values) {
      out_ += std::exchange(before, ',');
      write(value, records);
    }
    out_ += before == '[' ? "[]" : "]";
  }

  void write_map(std::span<const CelMapEntry> entries, int records) {
    char before = '{';
    for (const CelMapEntry& entry : entries) {
      out_ += std::exchange(before, ',');
      out_ += json_string(to_text(entry.key)) + ':';
      write(entry.value, records);
    }
    out_ += before == '{' ? "{}" : "}";
  }

  void write_record(const CelValue& value, int records) {
    if (records == kDeepestRecord) {
      out_ += json_string(to_text(value));
      return;
    }
    char before = '{';
    for (const CelField& field : value.record_type().fields) {
      out_ += std::exchange(before, ',');
      out_ += json_string(field.name) + ':';
      write(field.get(value.record_object(), arena_), records + 1);
    }
    out_ += before == '{' ? "{}" : "}";
  }

  std::string out_;
  CelArena arena_;
};

}  // namespace

std::string to_text(const CelValue& value) {
  switch (value.kind()) {
    case CelKind::kNull:
      return "null";
    case CelKind::kBool:
      return value.as_bool() ? "true" : "false";
    case CelKind::kInt:
      return fmt::format_int(value.as_int()).str();
    case CelKind::kDouble:
      return double_text(value.as_double());
    case CelKind::kTimestamp:
      return time_text(value);
    case CelKind::kDuration:
      return length_text(value);
    case CelKind::kList: {
      std::string text;
      for (const CelValue& element : value.as_list())
        text += (text.empty() ? "" : ", ") + to_text(element);
      return text;
    }
    case CelKind::kMap: {
      std::string text;
      for (const CelMapEntry& entry : value.as_map())
        text += (text.empty() ? "" : ", ") + to_text(entry.key) + ": " + to_text(entry.value);
      return text;
    }
    case CelKind::kRecord:
      return std::string(value.record_type().name);
    default:
      return std::string(value.as_text());  // strings, and the reasons of errors
  }
}

std::string to_json_text(const CelValue& value) { return JsonWriter().run(value); }

}  // namespace keyhound
