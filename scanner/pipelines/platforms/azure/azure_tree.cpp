// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/azure/azure_tree.h"

#include <algorithm>

#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

bool is_expression(std::string_view key) { return key.starts_with("${{"); }

void add_entries(const YamlNode& node, std::vector<MappingEntry>& into) {
  for (const YamlEntry& entry : node.entries()) {
    const std::string_view key = text_of(&entry.key);
    if (entry.value.kind == YamlKind::kAlias) continue;
    if (!is_expression(key)) {
      into.push_back({key, &entry.key, &entry.value});
    } else if (entry.value.kind == YamlKind::kMapping) {
      add_entries(entry.value, into);
    }
  }
}

void add_items(const YamlNode& list, std::vector<const YamlNode*>& into) {
  for (const YamlNode& item : list.items()) {
    bool is_kept = item.entries().empty();
    for (const YamlEntry& entry : item.entries()) {
      const bool inserts =
          is_expression(text_of(&entry.key)) && entry.value.kind == YamlKind::kSequence;
      if (inserts) add_items(entry.value, into);
      is_kept = is_kept || !inserts;
    }
    if (is_kept && item.kind != YamlKind::kAlias) into.push_back(&item);
  }
}

}  // namespace

std::vector<MappingEntry> azure_entries(const YamlNode* node) {
  std::vector<MappingEntry> entries;
  if (node != nullptr && node->kind == YamlKind::kMapping) add_entries(*node, entries);
  return entries;
}

const YamlNode* AzureMap::find(std::string_view key) const {
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const MappingEntry& entry) { return entry.name == key; });
  return found == entries_.end() ? nullptr : found->value;
}

const YamlNode* AzureMap::find_any(std::initializer_list<std::string_view> keys) const {
  for (const std::string_view key : keys)
    if (const YamlNode* found = find(key)) return found;
  return nullptr;
}

std::vector<const YamlNode*> azure_items(const YamlNode* node) {
  std::vector<const YamlNode*> items;
  if (node != nullptr && node->kind == YamlKind::kSequence) add_items(*node, items);
  return items;
}

std::string azure_template_path(std::string_view from, std::string_view target) {
  constexpr std::string_view kSelf = "@self";
  if (target.ends_with(kSelf)) target.remove_suffix(kSelf.size());
  if (target.empty() || target.find('@') != std::string_view::npos) return {};
  if (target.find("${{") != std::string_view::npos) return {};
  const bool is_absolute = target.front() == '/' || target.front() == '\\';
  std::string path;
  if (!is_absolute && from.find('/') != std::string_view::npos)
    path = std::string(from.substr(0, from.rfind('/')));
  std::string rest(target);
  std::replace(rest.begin(), rest.end(), '\\', '/');
  for (std::size_t begin = 0; begin < rest.size();) {
    const std::size_t end = std::min(rest.find('/', begin), rest.size());
    const std::string segment = rest.substr(begin, end - begin);
    begin = end + 1;
    if (segment.empty() || segment == ".") continue;
    if (segment == "..") {
      if (path.empty()) return {};
      path.resize(path.find('/') == std::string::npos ? 0 : path.rfind('/'));
      continue;
    }
    path += path.empty() ? segment : "/" + segment;
  }
  return path;
}

std::string azure_task_name(std::string_view task) {
  const std::string name = to_lower_ascii(task.substr(0, task.find('@')));
  return name.substr(name.rfind('.') + 1);  // "publisher.extension.task" of the marketplace
}

}  // namespace keyhound
