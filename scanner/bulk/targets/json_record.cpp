// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/targets/json_record.h"

#include <fmt/format.h>

namespace keyhound {
namespace {

using Json = nlohmann::json;

constexpr int kMostLevels = 64;

Error wrong_type(std::string_view name, std::string_view type) {
  return {ErrorKind::kCorrupt, fmt::format("'{}' is no {}", name, type)};
}

}  // namespace

Result<Json> parse_outside_json(std::string_view text) {
  bool is_too_deep = false;
  const auto limit_depth = [&is_too_deep](int depth, Json::parse_event_t, Json&) {
    is_too_deep = is_too_deep || depth > kMostLevels;
    return !is_too_deep;
  };
  try {
    Json value = Json::parse(text.begin(), text.end(), limit_depth);
    if (is_too_deep) {
      return fail(ErrorKind::kCorrupt, fmt::format("nested deeper than {} levels", kMostLevels));
    }
    return value;
  } catch (const Json::parse_error& error) {
    return fail(ErrorKind::kCorrupt, fmt::format("byte {}: this is no JSON", error.byte));
  } catch (const Json::exception&) {
    return fail(ErrorKind::kCorrupt, "it has a number or a text that JSON does not have");
  }
}

Result<JsonRecord> JsonRecord::of(const Json& value) {
  if (!value.is_object()) return fail(ErrorKind::kCorrupt, "this is no object");
  return JsonRecord(value);
}

const Json* JsonRecord::find(std::string_view name) const {
  const auto member = value_->find(name);
  return member == value_->end() || member->is_null() ? nullptr : &*member;
}

Result<std::string> JsonRecord::text(std::string_view name) const {
  const Json* const member = find(name);
  if (member == nullptr) return std::string();
  if (!member->is_string()) return fail(wrong_type(name, "text"));
  return member->get_ref<const std::string&>();
}

Result<std::string> JsonRecord::required_text(std::string_view name) const {
  KEYHOUND_TRY(std::string value, text(name));
  if (value.empty()) return fail(ErrorKind::kCorrupt, fmt::format("'{}' is missing", name));
  return value;
}

Result<bool> JsonRecord::flag(std::string_view name) const {
  const Json* const member = find(name);
  if (member == nullptr) return false;
  if (!member->is_boolean()) return fail(wrong_type(name, "true or false"));
  return member->get<bool>();
}

Result<std::optional<std::uint64_t>> JsonRecord::number(std::string_view name) const {
  const Json* const member = find(name);
  if (member == nullptr) return std::optional<std::uint64_t>();
  if (!member->is_number_unsigned()) return fail(wrong_type(name, "whole number"));
  return std::optional<std::uint64_t>(member->get<std::uint64_t>());
}

Result<std::optional<JsonRecord>> JsonRecord::object(std::string_view name) const {
  const Json* const member = find(name);
  if (member == nullptr) return std::optional<JsonRecord>();
  if (!member->is_object()) return fail(wrong_type(name, "object"));
  return std::optional<JsonRecord>(JsonRecord(*member));
}

}  // namespace keyhound
