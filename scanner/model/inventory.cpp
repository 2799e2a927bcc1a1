// SPDX-License-Identifier: Apache-2.0
#include "scanner/model/inventory.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace keyhound {
namespace {

using ItemKey = std::tuple<std::string, std::string, std::string>;
using PlaceKey = std::tuple<std::string, std::string, std::string, std::string, std::string>;

ItemKey key_of(const InventoryItem& item) { return {item.platform, item.store, item.id}; }

PlaceKey place_of(const Reference& reference) {
  return {reference.location.path, reference.job, reference.step, reference.key_path,
          reference.field};
}

std::set<PlaceKey> places_of(const std::vector<Reference>& references) {
  std::set<PlaceKey> places;
  for (const Reference& one : references) places.insert(place_of(one));
  return places;
}

// The references of `here` whose places are not among `there`.
std::vector<Reference> without(const std::vector<Reference>& here,
                               const std::vector<Reference>& there) {
  const std::set<PlaceKey> known = places_of(there);
  std::vector<Reference> others;
  for (const Reference& one : here)
    if (!known.contains(place_of(one))) others.push_back(one);
  return others;
}

// Items of `here` that `there` has not; of those that it has, the places that it has not.
void compare(const Inventory& here, const Inventory& there, std::vector<InventoryItem>& items,
             std::vector<InventoryItem>& places) {
  std::map<ItemKey, const InventoryItem*> known;
  for (const InventoryItem& one : there.items) known.emplace(key_of(one), &one);
  for (const InventoryItem& item : here.items) {
    const auto other = known.find(key_of(item));
    if (other == known.end()) {
      items.push_back(item);
      continue;
    }
    InventoryItem changed = item;
    changed.references = without(item.references, other->second->references);
    if (!changed.references.empty()) places.push_back(std::move(changed));
  }
}

}  // namespace

bool Inventory::complete() const {
  return unresolved.empty() && std::none_of(diagnostics.begin(), diagnostics.end(),
                                            [](const Diagnostic& one) { return one.incomplete; });
}

Inventory inventory_of(std::vector<Reference> references) {
  Inventory inventory;
  std::map<ItemKey, InventoryItem> items;
  for (Reference& one : references) {
    if (one.resolution != Resolution::kExact || one.id.empty()) {
      inventory.unresolved.push_back(std::move(one));
      continue;
    }
    InventoryItem& item = items[{one.platform, one.store, one.id}];
    item.platform = one.platform;
    item.store = one.store;
    item.id = one.id;
    item.kind = one.kind;
    if (item.secret_ref.empty()) item.secret_ref = one.secret_ref;
    item.references.push_back(std::move(one));
  }
  for (auto& [key, item] : items) inventory.items.push_back(std::move(item));
  return inventory;
}

InventoryDiff diff_inventories(const Inventory& before, const Inventory& after) {
  InventoryDiff diff;
  diff.before = before.commit;
  diff.after = after.commit;
  compare(after, before, diff.added, diff.more_places);
  compare(before, after, diff.removed, diff.fewer_places);
  diff.unresolved = without(after.unresolved, before.unresolved);
  diff.diagnostics = after.diagnostics;
  return diff;
}

}  // namespace keyhound
