// SPDX-License-Identifier: Apache-2.0
// One file of one commit, without reading the whole tree. Pure but for the reader.
#pragma once

#include <cstddef>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/git/object_id.h"
#include "scanner/git/object_reader.h"

namespace keyhound {

// The blob at `path` of a commit's tree. kUsage when the commit has no such file; another kind when
// an object on the way cannot be read. `id_size`: Repository::id_size().
Result<ObjectId> blob_at_path(ObjectReader& reader, std::size_t id_size, const ObjectId& commit,
                              std::string_view path);

}  // namespace keyhound
