// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/parameter_value.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "policies/registry/value_readers.h"

namespace keyhound {
namespace {

// ISO 8601, with the greatest unit that divides it: P90D, PT24H, PT90M, PT5S.
std::string iso_duration(Duration duration) {
  constexpr std::int64_t kDay = 86400;
  const std::int64_t seconds = duration.seconds;
  if (seconds % kDay == 0) return "P" + std::to_string(seconds / kDay) + "D";
  if (seconds % 3600 == 0) return "PT" + std::to_string(seconds / 3600) + "H";
  if (seconds % 60 == 0) return "PT" + std::to_string(seconds / 60) + "M";
  return "PT" + std::to_string(seconds) + "S";
}

}  // namespace

ParameterValue read_parameter_value(ReadContext& context, const YamlNode& node) {
  const YamlNode& value = node.resolved();
  if (value.kind == YamlKind::kSequence) {
    std::vector<std::string> texts;
    read_value(context, node, texts);
    return texts;
  }
  std::string text;
  read_value(context, node, text);
  if (value.style != ScalarStyle::kPlain) return text;
  if (text == "true" || text == "false") return text == "true";
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error == std::errc{} && stop == end && !text.empty()) return number;
  if (text.starts_with('P')) {
    if (const Result<Duration> duration = parse_duration(text)) return *duration;
  }
  return text;
}

CelType type_of(const ParameterValue& value) {
  constexpr std::array<CelType, 5> kTypes = {kCelBool, kCelInt, kCelDuration, kCelString,
                                             kCelStringList};
  return kTypes[value.index()];
}

std::string_view kind_of(const ParameterValue& value) {
  constexpr std::array<std::string_view, 5> kNames = {"true or false", "a whole number",
                                                      "a duration", "a text", "a list of texts"};
  return kNames[value.index()];
}

CelValue to_cel_value(const ParameterValue& value, CelArena& arena) {
  if (const auto* flag = std::get_if<bool>(&value)) return CelValue::boolean(*flag);
  if (const auto* number = std::get_if<std::int64_t>(&value)) return CelValue::integer(*number);
  if (const auto* length = std::get_if<Duration>(&value)) return CelValue::length(*length);
  if (const auto* text = std::get_if<std::string>(&value)) return CelValue::text(*text);
  return CelValue::list(arena.list_of(std::get<std::vector<std::string>>(value)));
}

std::string to_string(const ParameterValue& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* length = std::get_if<Duration>(&value)) return iso_duration(*length);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  std::string all;
  for (const std::string& one : std::get<std::vector<std::string>>(value)) {
    all += (all.empty() ? "" : ", ") + one;
  }
  return "[" + all + "]";
}

std::string lines_of(const std::vector<RegistryProblem>& problems) {
  std::string text;
  for (const RegistryProblem& problem : problems) {
    text += (text.empty() ? "" : "\n") + to_string(problem);
  }
  return text;
}

}  // namespace keyhound
