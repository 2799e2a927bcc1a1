// SPDX-License-Identifier: Apache-2.0
// Platforms look for dozens of keys in each job, and in all jobs that it extends. So a mapping is
// merged once, when it is first asked for, and searched by name from then on.
#include "scanner/pipelines/facts/merged_yaml.h"

#include <algorithm>

#include "scanner/yaml/merge_keys.h"

namespace keyhound {
namespace {

// For each byte of the text, which has less nodes than that.
constexpr std::size_t kMergesPerByte = 2;
constexpr std::size_t kLookUpsPerByte = 30;
constexpr std::size_t kLeast = 100'000;

}  // namespace

MergedYaml::MergedYaml(const YamlDocument& document)
    : merges_(kLeast + kMergesPerByte * document.source().size()),
      look_ups_(kLeast + kLookUpsPerByte * document.source().size()) {}

const MergedYaml::Mapping* MergedYaml::mapping_of(const YamlNode* node) {
  if (!is_mapping(node) || !look_ups_.take()) return nullptr;
  const YamlNode& mapping = node->resolved();
  const auto [found, is_new] = mappings_.try_emplace(&mapping);
  Mapping& merged = found->second;
  if (!is_new) return &merged;
  merged.entries = merged_entries(mapping, &merges_);
  for (const YamlEntry* entry : merged.entries)
    merged.by_name.push_back({entry->key.resolved().text(), entry});
  std::stable_sort(merged.by_name.begin(), merged.by_name.end(),
                   [](const Indexed& a, const Indexed& b) { return a.name < b.name; });
  return &merged;
}

const YamlNode* MergedYaml::at(const YamlNode* node, std::string_view key) {
  const Mapping* mapping = mapping_of(node);
  if (mapping == nullptr) return nullptr;
  const auto found =
      std::lower_bound(mapping->by_name.begin(), mapping->by_name.end(), key,
                       [](const Indexed& one, std::string_view name) { return one.name < name; });
  const bool is_there = found != mapping->by_name.end() && found->name == key;
  return is_there ? &found->entry->value.resolved() : nullptr;
}

const YamlNode* MergedYaml::at(const YamlNode* node, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) node = at(node, key);
  return node;
}

std::vector<MappingEntry> MergedYaml::entries(const YamlNode* node) {
  std::vector<MappingEntry> entries;
  const Mapping* mapping = mapping_of(node);
  if (mapping == nullptr || !look_ups_.take(mapping->entries.size())) return entries;
  for (const YamlEntry* entry : mapping->entries)
    entries.push_back({text_of(&entry->key), &entry->key, &entry->value.resolved()});
  return entries;
}

std::vector<const YamlNode*> MergedYaml::items(const YamlNode* node) {
  if (node == nullptr || !look_ups_.take(node->resolved().items().size() + 1)) return {};
  return items_of(node);
}

}  // namespace keyhound
