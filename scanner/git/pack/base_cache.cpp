// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/base_cache.h"

#include <utility>

namespace keyhound {
namespace {

constexpr std::size_t kOverhead = 200;  // bytes of an object's nodes, about

std::size_t cost(const StoredObject& object) { return object.data.bytes().size() + kOverhead; }

}  // namespace

StoredObjectRef BaseCache::find(std::uint32_t pack, std::uint64_t offset) {
  const auto found = places_.find({pack, offset});
  if (found == places_.end()) return nullptr;
  kept_.splice(kept_.begin(), kept_, found->second);
  return found->second->object;
}

void BaseCache::add(std::uint32_t pack, std::uint64_t offset, StoredObjectRef object) {
  const std::size_t bytes = cost(*object);
  const Key key{pack, offset};
  if (bytes > most_bytes_ / 4 || places_.contains(key)) return;
  kept_.push_front({key, std::move(object)});
  places_.emplace(key, kept_.begin());
  bytes_ += bytes;
  while (bytes_ > most_bytes_) {
    bytes_ -= cost(*kept_.back().object);
    places_.erase(kept_.back().key);
    kept_.pop_back();
  }
}

}  // namespace keyhound
