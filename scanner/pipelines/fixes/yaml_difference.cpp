// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/fixes/yaml_difference.h"

#include <vector>

namespace keyhound {
namespace {

struct Leaf {
  std::string text;
  std::string properties;  // anchor, tag, and whether it is quoted
  bool is_collection = false;

  // Not one whose anchor or tag is told.
  [[nodiscard]] bool is_empty_collection() const { return is_collection && properties == " "; }
  bool operator==(const Leaf&) const = default;
};

using Leaves = std::multimap<std::string, Leaf>;

std::string joined(const std::string& parent, std::string_view part) {
  return parent.empty() ? std::string(part) : parent + "/" + std::string(part);
}

Leaf leaf_of(const YamlNode& node) {
  Leaf leaf;
  leaf.properties = std::string(node.anchor()) + " " + std::string(node.tag());
  switch (node.kind) {
    case YamlKind::kAlias:
      leaf.text = "*" + std::string(node.anchor());
      break;
    case YamlKind::kSequence:
      leaf.text = "[]";
      leaf.is_collection = true;
      break;
    case YamlKind::kMapping:
      leaf.text = "{}";
      leaf.is_collection = true;
      break;
    case YamlKind::kNull:
    case YamlKind::kScalar:
      leaf.text = std::string(node.text());
      leaf.properties += node.style == ScalarStyle::kPlain ? " plain" : " quoted";
      break;
  }
  return leaf;
}

void add_leaves(const YamlNode& node, const std::string& path, Leaves& leaves) {
  const bool is_leaf = node.items().empty() && node.entries().empty();
  const bool has_properties = !node.anchor().empty() || !node.tag().empty();
  if (is_leaf || has_properties) leaves.emplace(path, leaf_of(node));
  if (node.kind == YamlKind::kAlias) return;
  std::size_t index = 0;
  for (const YamlNode& item : node.items())
    add_leaves(item, joined(path, std::to_string(index++)), leaves);
  for (const YamlEntry& entry : node.entries()) {
    // A key that is no scalar is told by what is in it.
    if (!entry.key.is_text()) add_leaves(entry.key, joined(path, "?"), leaves);
    add_leaves(entry.value, joined(path, path_part(entry.key.is_text() ? entry.key.text() : "?")),
               leaves);
  }
}

Leaves leaves_of(const YamlDocument& document) {
  Leaves leaves;
  std::size_t number = 0;
  for (const YamlNode* root : document.roots()) {
    add_leaves(*root, number == 0 ? "" : "#" + std::to_string(number), leaves);
    ++number;
  }
  return leaves;
}

std::vector<Leaf> at(const Leaves& leaves, const std::string& path) {
  std::vector<Leaf> found;
  const auto [begin, end] = leaves.equal_range(path);
  for (auto i = begin; i != end; ++i) found.push_back(i->second);
  return found;
}

}  // namespace

std::string path_part(std::string_view key) {
  std::string part;
  for (const char c : key) {
    if (c == '/') {
      part += "~1";
    } else if (c == '~') {
      part += "~0";
    } else {
      part += c;
    }
  }
  return part;
}

YamlChanges yaml_difference(const YamlDocument& before, const YamlDocument& after) {
  const Leaves old = leaves_of(before);
  const Leaves now = leaves_of(after);
  YamlChanges changes;
  for (auto i = old.begin(); i != old.end(); i = old.upper_bound(i->first)) {
    // An empty collection that is filled is told by what is in it.
    const auto inside = now.lower_bound(i->first + "/");
    const bool is_filled = i->second.is_empty_collection() && inside != now.end() &&
                           inside->first.starts_with(i->first + "/");
    if (now.find(i->first) == now.end() && !is_filled) changes[i->first] = std::nullopt;
  }
  for (auto i = now.begin(); i != now.end(); i = now.upper_bound(i->first))
    if (at(old, i->first) != at(now, i->first)) changes[i->first] = i->second.text;
  return changes;
}

}  // namespace keyhound
