// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/yaml_access.h"

#include <algorithm>

#include "scanner/base/ascii.h"
#include "scanner/yaml/merge_keys.h"
#include "scanner/yaml/scalar_map.h"

namespace keyhound {
namespace {

bool is_word(const YamlNode* node, std::initializer_list<std::string_view> words) {
  const std::string text = to_lower_ascii(text_of(node));
  return std::find(words.begin(), words.end(), text) != words.end();
}

}  // namespace

const YamlNode* at(const YamlNode* node, std::string_view key) {
  return node == nullptr ? nullptr : node->find(key);
}

const YamlNode* at(const YamlNode* node, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) node = at(node, key);
  return node;
}

bool is_mapping(const YamlNode* node) {
  return node != nullptr && node->resolved().kind == YamlKind::kMapping;
}
bool is_sequence(const YamlNode* node) {
  return node != nullptr && node->resolved().kind == YamlKind::kSequence;
}
bool is_scalar(const YamlNode* node) {
  return node != nullptr && node->resolved().kind == YamlKind::kScalar;
}

std::string_view text_of(const YamlNode* node) {
  return is_scalar(node) ? node->resolved().text() : std::string_view();
}

bool is_true(const YamlNode* node) { return is_word(node, {"true", "yes", "on", "1"}); }
bool is_false(const YamlNode* node) { return is_word(node, {"false", "no", "off", "0"}); }

std::vector<MappingEntry> entries_of(const YamlNode* node, bool merged) {
  std::vector<MappingEntry> entries;
  if (!is_mapping(node)) return entries;
  const auto add = [&](const YamlEntry& entry) {
    entries.push_back({text_of(&entry.key), &entry.key, &entry.value.resolved()});
  };
  if (merged) {
    for (const YamlEntry* entry : merged_entries(node->resolved())) add(*entry);
  } else {
    entries.reserve(node->resolved().entries().size());
    for (const YamlEntry& entry : node->resolved().entries()) add(entry);
  }
  return entries;
}

std::vector<MappingEntry> entries_within(YamlWalkBudget& budget, const YamlNode* node) {
  if (!budget.take()) return {};
  auto entries = entries_of(node, true);
  return budget.take(entries.size()) ? entries : std::vector<MappingEntry>();
}

std::vector<const YamlNode*> items_of(const YamlNode* node) {
  std::vector<const YamlNode*> items;
  if (is_sequence(node)) {
    for (const YamlNode& item : node->resolved().items()) items.push_back(&item.resolved());
  } else if (is_scalar(node) || is_mapping(node)) {
    items.push_back(&node->resolved());
  }
  return items;
}

const YamlNode* root_of(const YamlDocument* document) {
  return document == nullptr || document->roots().empty() ? nullptr
                                                          : &document->roots().front()->resolved();
}

TextRange range_of(const YamlNode& node, std::string_view source) {
  const std::uint32_t begin = value_begin(node, source);
  return {begin, std::max(begin, real_end(node, source))};
}

SourceText source_text_of(const YamlNode& node, std::string_view source) {
  SourceText text;
  text.text = std::string(node.text());
  text.whole = range_of(node, source);
  text.segments = map_scalar(node, source);
  return text;
}

std::string key_path(std::string_view parent, std::string_view key) {
  // Many facts have a path each: one long key above them must not be copied to all of them.
  constexpr std::size_t kLongestPath = 1024;
  constexpr std::size_t kLongestKey = 256;
  if (parent.size() > kLongestPath) return std::string(parent);
  key = key.substr(0, kLongestKey);
  std::string path;
  path.reserve(parent.size() + 1 + key.size());
  path += parent;
  if (!path.empty()) path += '/';
  path += key;
  return path;
}

std::string key_path(std::string_view parent, std::size_t index) {
  return key_path(parent, std::to_string(index));
}

}  // namespace keyhound
