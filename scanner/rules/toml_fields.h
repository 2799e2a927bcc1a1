// SPDX-License-Identifier: Apache-2.0
// Private to rules/: reads TOML tables by a list of their fields, one row a field. A key without a
// row is an error that names the nearest one, since a misspelt `entropi` would weaken a rule
// unseen.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/rules/toml.h"

namespace keyhound {

// Makes errors that begin with "<origin>:<line>:<column>: ".
struct TomlSource {
  const std::string& origin;

  [[nodiscard]] tl::unexpected<Error> error_at(const toml::source_position& place,
                                               const std::string& message) const;
  [[nodiscard]] tl::unexpected<Error> error_at(const toml::node& node,
                                               const std::string& message) const;
};

// A value with the words for an error about it.
struct TomlValue {
  const TomlSource& source;
  const toml::node& node;
  std::string key;

  [[nodiscard]] tl::unexpected<Error> wrong(const std::string& what) const {
    return source.error_at(node, key + " " + what);
  }

  [[nodiscard]] Result<std::string> text() const;
  [[nodiscard]] Result<std::vector<std::string>> texts() const;
  // A whole number in [least, most].
  [[nodiscard]] Result<std::int64_t> integer(std::int64_t least, std::int64_t most) const;
  // A number, whole or not, in [least, most].
  [[nodiscard]] Result<double> number(double least, double most) const;
};

template <class T>
struct TomlField {
  std::string_view name;
  std::string_view alias;  // gitleaks' spelling; empty: none
  std::function<Status(const TomlValue&, T&)> read;
};

// "unknown key ...", with the nearest of `names` when one is near.
std::string unknown_key_message(std::string_view key, std::span<const std::string_view> names);

template <class T>
Status read_table(const TomlSource& source, const toml::table& table,
                  std::span<const TomlField<T>> fields, T& target) {
  std::set<std::string_view> seen;
  for (const auto& [key, node] : table) {
    const std::string_view name = key.str();
    const TomlField<T>* field = nullptr;
    std::vector<std::string_view> names;
    for (const TomlField<T>& candidate : fields) {
      names.push_back(candidate.name);
      if (candidate.name == name || (!candidate.alias.empty() && candidate.alias == name)) {
        field = &candidate;
      }
    }
    if (field == nullptr) {
      return source.error_at(key.source().begin, unknown_key_message(name, names));
    }
    if (!seen.insert(field->name).second) {
      return source.error_at(key.source().begin, std::string(name) + " is given twice");
    }
    KEYHOUND_TRY_STATUS(field->read({source, node, std::string(name)}, target));
  }
  return {};
}

// Appends one T for the table, or for each table of the array of tables, that `value` is.
template <class T>
Status read_tables(const TomlValue& value, std::span<const TomlField<T>> fields,
                   std::vector<T>& target) {
  if (const toml::table* table = value.node.as_table()) {
    return read_table(value.source, *table, fields, target.emplace_back());
  }
  const toml::array* tables = value.node.as_array();
  if (tables == nullptr) return value.wrong("must be a table");
  for (const toml::node& node : *tables) {
    const toml::table* table = node.as_table();
    if (table == nullptr) return value.source.error_at(node, value.key + " must hold tables");
    KEYHOUND_TRY_STATUS(read_table(value.source, *table, fields, target.emplace_back()));
  }
  return {};
}

}  // namespace keyhound
