// SPDX-License-Identifier: Apache-2.0
#include "policies/json.h"

#include <string>

#include "scanner/base/json_depth.h"

namespace keyhound {
namespace {

constexpr int kDeepest = 64;

}  // namespace

Result<Json> parse_json(std::string_view text) {
  if (nests_deeper(text, kDeepest)) {
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
