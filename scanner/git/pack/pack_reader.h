// SPDX-License-Identifier: Apache-2.0
// The ObjectReader over packs and loose objects: single objects by id, in any order, with a cache
// of delta bases. For reading everything once see delta_walk.h.
#pragma once

#include <memory>

#include "scanner/git/object_reader.h"
#include "scanner/git/pack/pack_set.h"

namespace keyhound {

inline constexpr std::size_t kBaseCacheBytes = std::size_t{32} << 20;

// An object that is damaged in one place is read from another. Delta chains of any depth are
// followed without recursion; a circle is kCorrupt. kLimit when the object, or a base that it
// needs, has more than `limit` bytes. REQUIRES: `packs` outlives the reader. One per thread.
std::unique_ptr<ObjectReader> make_pack_reader(const PackSet& packs,
                                               std::size_t cache_bytes = kBaseCacheBytes);

}  // namespace keyhound
