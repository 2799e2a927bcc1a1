// SPDX-License-Identifier: Apache-2.0
#include "scanner/config/config_schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "scanner/config/config_key.h"

namespace keyhound {
namespace {

constexpr std::string_view kTexts =
    R"("type": "array", "items": {"type": "string", "minLength": 1})";
constexpr std::string_view kExtends =
    R"("anyOf": [{"$ref": "#/$defs/extension"}, {"type": "array", "items": {"$ref": "#/$defs/extension"}}])";
constexpr std::string_view kExtension =
    R"("anyOf": [{"type": "string", "minLength": 1}, {"type": "object", "additionalProperties": false, "required": ["path"], "properties": {"path": {"type": "string", "minLength": 1}, "ref": {"type": "string", "minLength": 1}}}])";
constexpr std::string_view kAllowlists =
    R"("anyOf": [{"$ref": "#/$defs/allowlist"}, {"type": "array", "items": {"$ref": "#/$defs/allowlist"}}])";
constexpr std::string_view kPolicies =
    R"("type": "object", "additionalProperties": {"$ref": "#/$defs/policy"})";
constexpr std::string_view kByEnvironment =
    R"("type": "object", "additionalProperties": {"type": "object", "additionalProperties": {"$ref": "#/$defs/policy"}})";
constexpr std::string_view kParameters =
    R"("type": "object", "additionalProperties": {"anyOf": [{"type": ["boolean", "integer", "string"]}, {"type": "array", "items": {"type": "string"}}]})";
// TOML's dates reach validators as strings.
constexpr std::string_view kTime =
    R"("type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ].*)?$")";

// A JSON string. The texts are ours: quotes and backslashes are all that needs an escape.
std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string choice(std::string_view words) {
  std::string list;
  while (!words.empty()) {
    const std::size_t comma = std::min(words.find(", "), words.size());
    list += (list.empty() ? "" : ", ") + json_string(words.substr(0, comma));
    words.remove_prefix(std::min(comma + 2, words.size()));
  }
  return fmt::format(R"("enum": [{}])", list);
}

std::string type_of(const ConfigKeyInfo& key) {
  switch (key.type) {
    case ConfigType::kFlag:
      return R"("type": "boolean")";
    case ConfigType::kText:
      return R"("type": "string", "minLength": 1)";
    case ConfigType::kChoice:
      return choice(key.words);
    case ConfigType::kTexts:
    case ConfigType::kPaths:
      return std::string(kTexts);
    case ConfigType::kTime:
      return std::string(kTime);
    case ConfigType::kSeverities:
      return fmt::format(R"("type": "object", "additionalProperties": {{{}}})", choice(key.words));
    case ConfigType::kScore:
      return R"("type": "number", "minimum": 0, "maximum": 10)";
    case ConfigType::kPolicies:
      return std::string(kPolicies);
    case ConfigType::kByEnvironment:
      return std::string(kByEnvironment);
    case ConfigType::kParameters:
      return std::string(kParameters);
    case ConfigType::kExtends:
      return std::string(kExtends);
    case ConfigType::kAllowlists:
      break;
  }
  return std::string(kAllowlists);
}

std::string property(std::string_view name, std::string_view description, std::string_view rest,
                     std::string_view indent) {
  return fmt::format("{}{}: {{\"description\": {}, {}}}", indent, json_string(name),
                     json_string(description), rest);
}

template <class T>
std::string properties(std::span<const ConfigKey<T>> keys, const std::string& indent) {
  std::string text;
  for (const ConfigKey<T>& key : keys) {
    std::string description(key.info.description);
    if (!key.info.initial.empty()) description += fmt::format(" (default: {})", key.info.initial);
    text += (text.empty() ? "" : ",\n") +
            property(key.info.name, description, type_of(key.info), indent);
    if (!key.info.alias.empty()) {
      text += ",\n" + property(key.info.alias, fmt::format("The same as {}", key.info.name),
                               type_of(key.info), indent);
    }
  }
  return text;
}

std::string object(const std::string& content, std::string_view closing_indent) {
  return fmt::format(
      "\"type\": \"object\", \"additionalProperties\": false, \"properties\": {{\n"
      "{}\n{}}}",
      content, closing_indent);
}

}  // namespace

std::string configuration_json_schema() {
  std::string content;
  for (const ConfigSection& section : config_sections()) {
    if (section.name.empty()) {
      content += properties(section.keys, "    ");
    } else {
      content += ",\n" + property(section.name, section.description,
                                  object(properties(section.keys, "      "), "    "), "    ");
    }
  }
  return fmt::format(
      "{{\n"
      "  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
      "  \"$id\": \"https://keyhound.dev/schemas/keyhound.schema.json\",\n"
      "  \"title\": \"keyhound configuration (.keyhound.toml)\",\n"
      "  {},\n"
      "  \"$defs\": {{\n"
      "    \"extension\": {{{}}},\n"
      "    \"allowlist\": {{{}}},\n"
      "    \"policy\": {{{}}}\n"
      "  }}\n"
      "}}\n",
      object(content, "  "), kExtension, object(properties(allowlist_keys(), "      "), "    "),
      object(properties(policy_entry_keys(), "      "), "    "));
}

}  // namespace keyhound
