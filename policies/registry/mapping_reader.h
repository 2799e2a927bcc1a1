// SPDX-License-Identifier: Apache-2.0
// Reads YAML mappings into structs by tables: one row a known key, with the function that reads its
// value. Unknown keys, wrong types and missing keys become problems; reading goes on. Messages name
// the schema's words only, never the file's: a secret may stand anywhere in a broken file.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policies/registry/place.h"
#include "scanner/yaml/document.h"
#include "scanner/yaml/walk_budget.h"

namespace keyhound {

// Collects the problems of one file and bounds the work that aliases can cause. One per file.
class ReadContext {
 public:
  // Borrows `document`, which all nodes are of, and `problems`.
  ReadContext(std::string file, const YamlDocument& document,
              std::vector<RegistryProblem>& problems)
      : file_(std::move(file)),
        document_(document),
        visits_(document.source().size() + 1),
        problems_(problems) {}

  void error(const YamlNode& node, std::string reason);
  void error(const RegistryPlace& place, std::string reason);
  // The key is unknown: names the nearest known one, or all.
  void unknown_key(const YamlNode& key, std::span<const std::string_view> known);
  [[nodiscard]] RegistryPlace place(const YamlNode& node) const;
  // False, after one error, when more nodes were visited than the file has bytes.
  bool may_visit(const YamlNode& node);

 private:
  std::string file_;
  const YamlDocument& document_;
  YamlWalkBudget visits_;  // without aliases, a file has fewer nodes than bytes
  std::vector<RegistryProblem>& problems_;
};

enum class Need { kOptional, kRequired };

// One known key of the mapping that becomes a T.
template <class T>
struct KeyReader {
  std::string_view key;
  void (*read)(ReadContext& context, const YamlNode& value, T& into);
  Need need = Need::kOptional;
};

bool is_null(const YamlNode& node);
// The text of a mapping's key; empty where it is not a text.
std::string_view key_text(const YamlNode& key);

// Reads what `keys` know of `node`. `what` names the mapping in messages: "a credential". Null
// counts as an empty mapping.
template <class T>
void read_mapping(ReadContext& context, const YamlNode& node, std::string_view what,
                  std::span<const KeyReader<T>> keys, T& into) {
  const YamlNode& mapping = node.resolved();
  if (mapping.kind != YamlKind::kMapping && !is_null(mapping)) {
    context.error(node, "expected a mapping for " + std::string(what));
    return;
  }
  std::vector<bool> seen(keys.size(), false);
  for (const auto& [key, value] : mapping.entries()) {
    if (!context.may_visit(value)) return;
    std::size_t row = 0;
    while (row < keys.size() && keys[row].key != key_text(key)) ++row;
    if (row == keys.size()) {
      std::vector<std::string_view> known;
      for (const auto& reader : keys) known.push_back(reader.key);
      context.unknown_key(key, known);
      continue;
    }
    seen[row] = !is_null(value);
    keys[row].read(context, value, into);
  }
  for (std::size_t row = 0; row < keys.size(); ++row) {
    if (keys[row].need == Need::kRequired && !seen[row]) {
      context.error(node, std::string(what) + " needs '" + std::string(keys[row].key) + "'");
    }
  }
}

template <class T, std::size_t N>
void read_mapping(ReadContext& context, const YamlNode& node, std::string_view what,
                  const std::array<KeyReader<T>, N>& keys, T& into) {
  read_mapping<T>(context, node, what, std::span<const KeyReader<T>>(keys), into);
}

}  // namespace keyhound
