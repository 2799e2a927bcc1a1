// SPDX-License-Identifier: Apache-2.0
// The tree that a commit of the index would have, by its id alone: nothing is written.
#pragma once

#include <cstddef>
#include <optional>

#include "scanner/git/index_file.h"
#include "scanner/git/object_id.h"

namespace keyhound {

// What `git write-tree` answers. Directories that the index has a cached tree for are taken from
// there, as git takes them. None for an index with an unresolved conflict, which git cannot commit
// either. `id_size`: 20 or 32.
std::optional<ObjectId> index_tree_id(const IndexFile& index, std::size_t id_size);

}  // namespace keyhound
