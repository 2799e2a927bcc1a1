// SPDX-License-Identifier: Apache-2.0
// Reads the tables of a configuration file by rows of keys. One per file; used by one thread.
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "scanner/config/config_key.h"
#include "scanner/config/config_problems.h"
#include "scanner/rules/toml_document.h"

namespace keyhound {

class ConfigValues {
 public:
  ConfigValues(const std::string& name, std::size_t source) : name_(name), source_(source) {}

  [[nodiscard]] ConfigOrigin origin_of(TomlPlace place) const {
    return {source_, place.line, place.column};
  }
  void problem(TomlPlace place, const std::string& message);
  void problem(const ConfigOrigin& origin, const std::string& message) {
    problem(TomlPlace{origin.line, origin.column}, message);
  }
  [[nodiscard]] const ConfigProblems& problems() const { return problems_; }

  // Reads what `member` holds into `target` as its row among `keys` says; false: there is no row.
  template <class T>
  bool read(const TomlMember& member, std::span<const ConfigKey<T>> keys, T& target) {
    for (const ConfigKey<T>& key : keys) {
      const bool is_meant =
          key.info.name == member.key || (!key.info.alias.empty() && key.info.alias == member.key);
      if (!is_meant) continue;
      std::visit([&](const auto& place) { read_into(member, key.info, place, target); },
                 key.member);
      return true;
    }
    return false;
  }

  // "must be ...", and what it is.
  void wrong(const TomlMember& member, const ConfigKeyInfo& key);
  // The strings of a list; what is none is a problem.
  ConfiguredTexts texts(const TomlMember& member, const ConfigKeyInfo& key);

 private:
  template <class T, class Place>
  void read_into(const TomlMember& member, const ConfigKeyInfo& key, const Place& place,
                 T& target) {
    if constexpr (!std::is_same_v<Place, std::monostate>) take(member, key, target.*place);
  }
  void take(const TomlMember& member, const ConfigKeyInfo& key,
            std::optional<Configured<bool>>& into);
  void take(const TomlMember& member, const ConfigKeyInfo& key,
            std::optional<ConfiguredText>& into);
  void take(const TomlMember& member, const ConfigKeyInfo& key,
            std::optional<Configured<Timestamp>>& into);
  void take(const TomlMember& member, const ConfigKeyInfo& key,
            std::optional<Configured<double>>& into);
  void take(const TomlMember& member, const ConfigKeyInfo& key, ConfiguredTexts& into);
  void take(const TomlMember& member, const ConfigKeyInfo& key,
            std::map<std::string, ConfiguredText>& into);

  const std::string& name_;
  std::size_t source_;
  ConfigProblems problems_;
};

template <class T>
std::vector<std::string_view> names_of(std::span<const ConfigKey<T>> keys) {
  std::vector<std::string_view> names;
  for (const ConfigKey<T>& key : keys) names.push_back(key.info.name);
  return names;
}

// Whether `word` is one of "low, medium, high".
bool is_one_of(std::string_view word, std::string_view words);

}  // namespace keyhound
