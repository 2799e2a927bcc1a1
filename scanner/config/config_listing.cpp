// SPDX-License-Identifier: Apache-2.0
#include "scanner/config/config_listing.h"

#include <fmt/format.h>

#include <type_traits>

#include "scanner/config/config_key.h"

namespace keyhound {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

class Listing {
 public:
  explicit Listing(const Configuration& configuration) : configuration_(configuration) {}

  template <class T>
  void add(const std::string& prefix, const ConfigKey<T>& key, const T& holder, bool with_initial) {
    const std::string name = prefix + std::string(key.info.name);
    const std::size_t before = rows.size();
    std::visit(
        [&](const auto& member) {
          using Member = std::decay_t<decltype(member)>;
          if constexpr (!std::is_same_v<Member, std::monostate>) add_value(name, holder.*member);
        },
        key.member);
    if (rows.size() == before && with_initial)
      rows.push_back({name, std::string(key.info.initial), ""});
  }

  // Those for everywhere, or those of environments.
  void add_entries(const std::string& name, const std::vector<PolicyEntry>& entries,
                   bool by_environment) {
    const std::size_t before = rows.size();
    for (const PolicyEntry& entry : entries) {
      if (entry.environment.empty() == by_environment) continue;
      std::string prefix = name + ".";
      if (by_environment) prefix += entry.environment + ".";
      prefix += entry.policy + ".";
      for (const auto& key : policy_entry_keys()) add(prefix, key, entry, false);
      for (const auto& [parameter, value] : entry.params)
        add_row(prefix + "params." + parameter, text_of(value.value), value.origin);
    }
    if (rows.size() == before) rows.push_back({name, "", ""});
  }

  std::vector<ConfigRow> rows;

 private:
  static std::string text_of(const PolicyEntry::Value& value) {
    if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
    if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
    if (const auto* text = std::get_if<std::string>(&value)) return quoted(*text);
    std::string list;
    for (const std::string& one : std::get<std::vector<std::string>>(value))
      list += (list.empty() ? "" : ", ") + quoted(one);
    return "[" + list + "]";
  }

  void add_row(const std::string& name, std::string value, const ConfigOrigin& origin) {
    rows.push_back({name, std::move(value), to_string(configuration_, origin)});
  }
  void add_value(const std::string& name, const std::optional<Configured<bool>>& flag) {
    if (flag) add_row(name, flag->value ? "true" : "false", flag->origin);
  }
  void add_value(const std::string& name, const std::optional<ConfiguredText>& text) {
    if (text) add_row(name, quoted(text->value), text->origin);
  }
  void add_value(const std::string& name, const std::optional<Configured<Timestamp>>& time) {
    if (time) add_row(name, format_timestamp(time->value), time->origin);
  }
  void add_value(const std::string& name, const std::optional<Configured<double>>& number) {
    if (number) add_row(name, fmt::format("{}", number->value), number->origin);
  }
  void add_value(const std::string& name, const ConfiguredTexts& texts) {
    for (const ConfiguredText& text : texts) add_row(name, quoted(text.value), text.origin);
  }
  void add_value(const std::string& name, const std::map<std::string, ConfiguredText>& table) {
    for (const auto& [key, text] : table)
      add_row(name + "." + key, quoted(text.value), text.origin);
  }

  const Configuration& configuration_;
};

}  // namespace

std::vector<ConfigRow> list_configuration(const Configuration& configuration) {
  Listing listing(configuration);
  for (const ConfigSection& section : config_sections()) {
    const std::string prefix = section.name.empty() ? "" : std::string(section.name) + ".";
    for (const auto& key : section.keys) {
      const bool by_environment = key.info.type == ConfigType::kByEnvironment;
      if (by_environment || key.info.type == ConfigType::kPolicies) {
        listing.add_entries(prefix + std::string(key.info.name), configuration.policy_entries,
                            by_environment);
      } else if (!std::holds_alternative<std::monostate>(key.member)) {
        listing.add(prefix, key, configuration, true);
      }
    }
  }
  for (std::size_t i = 0; i < configuration.allowlists.size(); ++i) {
    for (const auto& key : allowlist_keys())
      listing.add(fmt::format("allowlists[{}].", i), key, configuration.allowlists[i], false);
  }
  return std::move(listing.rows);
}

}  // namespace keyhound
