// SPDX-License-Identifier: Apache-2.0
#include "scanner/migration/json_input.h"

namespace keyhound {
namespace {

constexpr int kMostLevels = 64;
constexpr std::size_t kLongestText = 4096;

}  // namespace

Result<Json> parse_json_input(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  bool is_too_deep = false;
  const Json::parser_callback_t limit = [&](int depth, Json::parse_event_t, Json&) {
    if (depth > kMostLevels) is_too_deep = true;
    return depth <= kMostLevels;
  };
  Json value = Json::parse(text, limit, false);
  if (is_too_deep) return fail(ErrorKind::kConfiguration, "nested deeper than 64 levels");
  if (value.is_discarded()) return fail(ErrorKind::kConfiguration, "no JSON text");
  return value;
}

std::string json_text(const Json& object, const char* key) {
  if (!object.is_object()) return {};
  const auto member = object.find(key);
  if (member == object.end() || !member->is_string()) return {};
  const auto& text = member->get_ref<const std::string&>();
  return text.size() > kLongestText || text.find('\0') != std::string::npos ? std::string() : text;
}

std::uint64_t json_number(const Json& object, const char* key) {
  if (!object.is_object()) return 0;
  const auto member = object.find(key);
  if (member == object.end() || !member->is_number_unsigned()) return 0;
  return member->get<std::uint64_t>();
}

}  // namespace keyhound
