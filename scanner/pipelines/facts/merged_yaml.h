// SPDX-License-Identifier: Apache-2.0
// MergedYaml: tolerant access to the YAML of platforms with merge keys (GitLab, CircleCI,
// Bitbucket): facts/yaml_access.h, but a mapping has the entries that its `<<` keys bring, too. All
// look-ups of one definition share a budget, so that aliases and merges cannot make a small file
// expensive. One per document and thread; borrows the document.
#pragma once

#include <initializer_list>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "scanner/pipelines/facts/yaml_access.h"
#include "scanner/yaml/document.h"

namespace keyhound {

class MergedYaml {
 public:
  explicit MergedYaml(const YamlDocument& document);

  // The node at a path of keys below `node`; nullptr: there is none. `node` may be null.
  const YamlNode* at(const YamlNode* node, std::string_view key);
  const YamlNode* at(const YamlNode* node, std::initializer_list<std::string_view> keys);
  // Own entries first; none of a node that is no mapping.
  std::vector<MappingEntry> entries(const YamlNode* node);
  // Items of a sequence, or the node itself.
  std::vector<const YamlNode*> items(const YamlNode* node);

  // The budget ended: answers since then were empty.
  [[nodiscard]] bool is_spent() const { return merges_.is_spent() || look_ups_.is_spent(); }

 private:
  struct Indexed {
    std::string_view name;
    const YamlEntry* entry;
  };
  // A mapping's entries, its own first, and the same by name.
  struct Mapping {
    std::vector<const YamlEntry*> entries;
    std::vector<Indexed> by_name;
  };

  const Mapping* mapping_of(const YamlNode* node);

  YamlWalkBudget merges_;    // entries of mappings
  YamlWalkBudget look_ups_;  // everything else
  std::unordered_map<const YamlNode*, Mapping> mappings_;
};

}  // namespace keyhound
