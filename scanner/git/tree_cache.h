// SPDX-License-Identifier: Apache-2.0
// TreeCache: raw tree objects by id, the least recently used dropped beyond a budget. One per
// thread.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "scanner/git/object_id.h"
#include "scanner/git/object_reader.h"
#include "scanner/model/diagnostic.h"

namespace keyhound {

class TreeCache {
 public:
  static constexpr std::size_t kDefaultBytes = std::size_t{32} << 20;
  // The bytes stay alive as long as somebody holds the pointer, whatever the cache drops.
  using Tree = std::shared_ptr<const std::string>;

  // REQUIRES: `reader` outlives the cache.
  explicit TreeCache(ObjectReader& reader, std::size_t budget = kDefaultBytes);

  // The tree; an empty one for the null id and for a tree that cannot be read, which is named once
  // in `diagnostics`.
  Tree get(const ObjectId& id, std::vector<Diagnostic>& diagnostics);

  // True the first time it is called with `id`: what is wrong with a tree is reported once.
  bool report_once(const ObjectId& id) { return reported_.insert(id).second; }

 private:
  struct Entry {
    ObjectId id;
    Tree tree;
  };
  void shrink();

  ObjectReader& reader_;
  std::size_t budget_;
  std::size_t bytes_ = 0;
  Tree empty_;
  std::list<Entry> entries_;  // most recently used first
  std::unordered_map<ObjectId, std::list<Entry>::iterator> by_id_;
  std::unordered_set<ObjectId> unreadable_;  // not asked for again
  std::unordered_set<ObjectId> reported_;
};

}  // namespace keyhound
