// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/tree_cache.h"

#include <utility>

namespace keyhound {

TreeCache::TreeCache(ObjectReader& reader, std::size_t budget)
    : reader_(reader), budget_(budget), empty_(std::make_shared<const std::string>()) {}

TreeCache::Tree TreeCache::get(const ObjectId& id, std::vector<Diagnostic>& diagnostics) {
  if (id.is_null() || unreadable_.contains(id)) return empty_;
  if (const auto found = by_id_.find(id); found != by_id_.end()) {
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->tree;
  }
  const Result<std::string_view> bytes = reader_.read_as(ObjectType::kTree, id);
  if (!bytes) {
    unreadable_.insert(id);
    diagnostics.push_back(diagnose_object(id, "tree", bytes.error()));
    return empty_;
  }
  Tree tree = std::make_shared<const std::string>(*bytes);
  entries_.push_front({id, tree});
  by_id_.emplace(id, entries_.begin());
  bytes_ += tree->size();
  shrink();
  return tree;
}

void TreeCache::shrink() {
  while (bytes_ > budget_ && entries_.size() > 1) {
    bytes_ -= entries_.back().tree->size();
    by_id_.erase(entries_.back().id);
    entries_.pop_back();
  }
}

}  // namespace keyhound
