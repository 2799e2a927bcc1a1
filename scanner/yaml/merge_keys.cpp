// SPDX-License-Identifier: Apache-2.0
// Merging a mapping a second time adds nothing, since the first time wins: so the mappings are
// visited in the order in which they count, each once, without recursion (aliases can chain
// thousands of them).
#include "scanner/yaml/merge_keys.h"

#include <algorithm>
#include <set>

#include "scanner/yaml/duplicate_keys.h"

namespace keyhound {
namespace {

bool take(YamlWalkBudget* budget, std::size_t visits) {
  return budget == nullptr || budget->take(visits);
}

// Gives a mapping and those that it merges, in the order in which their entries count.
class MergeWalk {
 public:
  MergeWalk(const YamlNode& mapping, YamlWalkBudget* budget) : budget_(budget) {
    waiting_.push_back(&mapping.resolved());
  }

  // nullptr: there are no more.
  const YamlNode* next();

 private:
  void push_merged(const YamlNode& mapping);

  YamlWalkBudget* budget_;
  std::vector<const YamlNode*> waiting_;  // the next one last
  std::set<const YamlNode*> seen_;
};

const YamlNode* MergeWalk::next() {
  while (!waiting_.empty()) {
    const YamlNode* mapping = waiting_.back();
    waiting_.pop_back();
    if (mapping->kind != YamlKind::kMapping || seen_.contains(mapping)) continue;
    if (!take(budget_, mapping->entries().size() + 1)) return nullptr;
    push_merged(*mapping);
    if (!waiting_.empty()) seen_.insert(mapping);
    return mapping;
  }
  return nullptr;
}

void MergeWalk::push_merged(const YamlNode& mapping) {
  const std::size_t first = waiting_.size();
  for (const YamlEntry& entry : mapping.entries()) {
    if (!is_merge(entry)) continue;
    const YamlNode& value = entry.value.resolved();
    if (value.kind == YamlKind::kMapping) waiting_.push_back(&value);
    if (!take(budget_, value.items().size())) return;
    for (const YamlNode& item : value.items()) waiting_.push_back(&item.resolved());
  }
  std::reverse(waiting_.begin() + static_cast<std::ptrdiff_t>(first), waiting_.end());
}

const YamlNode* own_value(const YamlNode& mapping, std::string_view key) {
  for (const YamlEntry& entry : mapping.entries()) {
    const YamlNode& name = entry.key.resolved();
    if (name.is_text() && name.text() == key && !is_merge(entry)) return &entry.value.resolved();
  }
  return nullptr;
}

}  // namespace

bool is_merge(const YamlEntry& entry) {
  const YamlNode& key = entry.key.resolved();
  const bool is_key = key.kind == YamlKind::kScalar && key.style == ScalarStyle::kPlain &&
                      key.text() == "<<" &&
                      (key.tag().empty() || key.tag() == "tag:yaml.org,2002:merge");
  const YamlKind value = entry.value.resolved().kind;
  return is_key && (value == YamlKind::kMapping || value == YamlKind::kSequence);
}

const YamlNode* find_merged(const YamlNode& mapping, std::string_view key, YamlWalkBudget* budget) {
  MergeWalk walk(mapping, budget);
  while (const YamlNode* merged = walk.next()) {
    if (const YamlNode* value = own_value(*merged, key)) return value;
  }
  return nullptr;
}

std::vector<const YamlEntry*> merged_entries(const YamlNode& mapping, YamlWalkBudget* budget) {
  std::vector<const YamlEntry*> entries;
  std::vector<KeyText> keys;
  MergeWalk walk(mapping, budget);
  while (const YamlNode* merged = walk.next()) {
    for (const YamlEntry& entry : merged->entries()) {
      if (is_merge(entry)) continue;
      const YamlNode& key = entry.key.resolved();
      if (key.is_text()) keys.push_back({key.text(), entries.size()});
      entries.push_back(&entry);
    }
  }
  for (const RepeatedKey& key : repeated_keys(keys)) entries[key.repeat] = nullptr;
  entries.erase(std::remove(entries.begin(), entries.end(), nullptr), entries.end());
  return entries;
}

}  // namespace keyhound
