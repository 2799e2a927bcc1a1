// SPDX-License-Identifier: Apache-2.0
// Private to scanner/git: BaseCache keeps the objects that were used last, up to a number of bytes,
// by where they are stored: the next object of a pack is often a delta of one of them. One per
// thread.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <unordered_map>

#include "scanner/git/object_reader.h"
#include "scanner/git/pack/entry_data.h"

namespace keyhound {

struct StoredObject {
  ObjectType type = ObjectType::kBlob;
  RawBuffer data;
};
using StoredObjectRef = std::shared_ptr<const StoredObject>;

class BaseCache {
 public:
  explicit BaseCache(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  // Null when it is not there. `pack` and `offset` as in ObjectPlace.
  StoredObjectRef find(std::uint32_t pack, std::uint64_t offset);
  // Drops what was not used for longest. An object of more than a quarter of the cache is not kept.
  void add(std::uint32_t pack, std::uint64_t offset, StoredObjectRef object);

 private:
  struct Key {
    std::uint32_t pack = 0;
    std::uint64_t offset = 0;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const {
      return (key.offset ^ (std::uint64_t{key.pack} << 48)) * 0x9E3779B97F4A7C15U >> 8;
    }
  };
  struct Kept {
    Key key;
    StoredObjectRef object;
  };

  std::size_t most_bytes_;
  std::size_t bytes_ = 0;
  std::list<Kept> kept_;  // what was used last stands first
  std::unordered_map<Key, std::list<Kept>::iterator, KeyHash> places_;
};

}  // namespace keyhound
