// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/json/strict_members.h"

#include <fmt/format.h>

#include <limits>

#include "scanner/base/json_depth.h"

namespace keyhound {
namespace {

using Json = nlohmann::json;

}  // namespace

StrictMembers::StrictMembers(const Json& value, std::string place)
    : value_(value), place_(std::move(place)) {
  if (!value.is_object()) problem_ = place_ + ": expected an object";
}

std::string StrictMembers::place_of(const char* name) const {
  return place_.empty() ? std::string(name) : place_ + "." + name;
}

void StrictMembers::complain(const char* name, std::string_view reason) {
  if (problem_.empty()) problem_ = fmt::format("{}: {}", place_of(name), reason);
}

const Json* StrictMembers::member(const char* name) {
  asked_.insert(name);
  if (!value_.is_object()) return nullptr;
  const auto found = value_.find(name);
  if (found != value_.end()) return &*found;
  complain(name, "it is missing");
  return nullptr;
}

void StrictMembers::read(const char* name, std::string& into) {
  const Json* const value = member(name);
  if (value == nullptr) return;
  if (!value->is_string()) return complain(name, "expected a text");
  into = value->get_ref<const std::string&>();
}

void StrictMembers::expect(const char* name, std::string_view text) {
  std::string found;
  read(name, found);
  if (found != text) complain(name, "expected " + std::string(text));
}

void StrictMembers::read(const char* name, bool& into) {
  const Json* const value = member(name);
  if (value == nullptr) return;
  if (!value->is_boolean()) return complain(name, "expected true or false");
  into = value->get<bool>();
}

void StrictMembers::read(const char* name, std::uint64_t& into) {
  const Json* const value = member(name);
  if (value == nullptr) return;
  if (!value->is_number_unsigned()) return complain(name, "expected a whole number from 0");
  into = value->get<std::uint64_t>();
}

void StrictMembers::read(const char* name, int& into) {
  std::uint64_t number = 0;
  read(name, number);
  if (number > static_cast<std::uint64_t>(std::numeric_limits<int>::max()))
    return complain(name, "the number is too large");
  into = static_cast<int>(number);
}

void StrictMembers::read(const char* name, double& into) {
  const Json* const value = member(name);
  if (value == nullptr) return;
  if (!value->is_number()) return complain(name, "expected a number");
  into = value->get<double>();
}

void StrictMembers::read(const char* name, std::vector<std::string>& into) {
  const Json* const value = member(name);
  if (value == nullptr) return;
  if (!value->is_array()) return complain(name, "expected a list of texts");
  into.clear();
  for (const Json& item : *value) {
    if (!item.is_string()) return complain(name, "expected a list of texts");
    into.push_back(item.get_ref<const std::string&>());
  }
}

Status StrictMembers::finish() {
  if (problem_.empty()) {
    for (const auto& [name, value] : value_.items()) {
      if (asked_.find(name) != asked_.end()) continue;
      problem_ = fmt::format("{}: it has a member that is not known",
                             place_.empty() ? "the object" : place_);
      break;
    }
  }
  if (problem_.empty()) return {};
  return fail(ErrorKind::kCorrupt, problem_);
}

Result<Json> parse_strictly(std::string_view text, int deepest) {
  if (nests_deeper(text, deepest))
    return fail(ErrorKind::kCorrupt, fmt::format("JSON nested deeper than {} levels", deepest));
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    return fail(ErrorKind::kCorrupt, fmt::format("byte {}: this is no JSON", error.byte));
  } catch (const Json::exception&) {
    return fail(ErrorKind::kCorrupt, "this is no JSON: a number is out of range");
  }
}

std::string json_line(const nlohmann::ordered_json& value) {
  std::string line = value.dump(-1, ' ', true, nlohmann::ordered_json::error_handler_t::replace);
  // Azure Pipelines acts on "##[" and "##vso[" wherever they stand in a line.
  for (std::size_t at = line.find("##"); at != std::string::npos; at = line.find("##", at))
    line.replace(at, 1, "\\u0023");
  return line;
}

}  // namespace keyhound
