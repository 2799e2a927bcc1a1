// SPDX-License-Identifier: Apache-2.0
// Objects by the start of their id.
#pragma once

#include <string_view>
#include <vector>

#include "scanner/git/object_id.h"
#include "scanner/git/pack/pack_set.h"

namespace keyhound {

// The ids of stored objects that start with these hex digits (of either case), sorted, each once;
// none when they are no hex digits, or more than an id has.
std::vector<ObjectId> ids_with_prefix(const PackSet& packs, std::string_view digits);

}  // namespace keyhound
