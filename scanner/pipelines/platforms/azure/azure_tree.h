// SPDX-License-Identifier: Apache-2.0
// The YAML of Azure Pipelines, whose mappings and lists hold template expressions as keys: what
// stands below `${{ if … }}:` belongs to the mapping or list around it.
// https://learn.microsoft.com/azure/devops/pipelines/process/template-expressions
// Aliases are not followed: Azure has none. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/facts/yaml_access.h"

namespace keyhound {

// The entries of a mapping, with those that its template expressions insert; none of another node.
std::vector<MappingEntry> azure_entries(const YamlNode* node);

// The same with a look-up. Borrows the document.
class AzureMap {
 public:
  explicit AzureMap(const YamlNode* node) : entries_(azure_entries(node)) {}

  [[nodiscard]] const std::vector<MappingEntry>& entries() const& { return entries_; }
  [[nodiscard]] bool empty() const { return entries_.empty(); }
  // The value of the first of these keys that is there; nullptr: none is.
  [[nodiscard]] const YamlNode* find(std::string_view key) const;
  [[nodiscard]] const YamlNode* find_any(std::initializer_list<std::string_view> keys) const;
  [[nodiscard]] std::string_view text(std::string_view key) const { return text_of(find(key)); }

 private:
  std::vector<MappingEntry> entries_;
};

// The items of a list, with those that its template expressions insert; none of another node.
std::vector<const YamlNode*> azure_items(const YamlNode* node);

// The path in the tree of a template that the file at `from` names. Empty: it lies in another
// repository, is named by an expression, or would be outside of the tree.
std::string azure_template_path(std::string_view from, std::string_view target);

// "azurekeyvault" of "AzureKeyVault@2".
std::string azure_task_name(std::string_view task);

}  // namespace keyhound
