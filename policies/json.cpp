// SPDX-License-Identifier: Apache-2.0
#include "policies/json.h"

#include <string>

namespace keyhound {
namespace {

constexpr int kDeepest = 64;

// Whether brackets outside of strings nest deeper than kDeepest; so that the parser, and the
// destructor of what it builds, never see such a text.
bool is_too_deep(std::string_view text) {
  int depth = 0;
  bool is_in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_in_string) {
      if (c == '\\') ++i;
      if (c == '"') is_in_string = false;
    } else if (c == '"') {
      is_in_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > kDeepest) return true;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return false;
}

}  // namespace

Result<Json> parse_json(std::string_view text) {
  if (is_too_deep(text)) {
    return fail(ErrorKind::kCorrupt,
                "byte 0: JSON nested deeper than " + std::to_string(kDeepest) + " levels");
  }
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    return fail(ErrorKind::kCorrupt, "byte " + std::to_string(error.byte) + ": this is no JSON");
  } catch (const Json::exception&) {
    return fail(ErrorKind::kCorrupt, "byte 0: this is no JSON: a number is out of range");
  }
}

std::string ascii_json_line(const OrderedJson& value) {
  std::string line = value.dump(-1, ' ', true, OrderedJson::error_handler_t::replace);
  // Azure Pipelines acts on "##[" and "##vso[" wherever they stand in a line.
  constexpr std::string_view kCommand = "##";
  for (std::size_t at = line.find(kCommand); at != std::string::npos;
       at = line.find(kCommand, at)) {
    line.replace(at, 1, "\\u0023");
  }
  return line;
}

}  // namespace keyhound
