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

  std::vector<ConfigRow> rows;

 private:
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
      const bool is_special =
          key.info.type == ConfigType::kExtends || key.info.type == ConfigType::kAllowlists;
      if (!is_special) listing.add(prefix, key, configuration, true);
    }
  }
  for (std::size_t i = 0; i < configuration.allowlists.size(); ++i) {
    for (const auto& key : allowlist_keys())
      listing.add(fmt::format("allowlists[{}].", i), key, configuration.allowlists[i], false);
  }
  return std::move(listing.rows);
}

}  // namespace keyhound
