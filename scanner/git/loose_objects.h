// SPDX-License-Identifier: Apache-2.0
// Loose objects: one zlib stream a file, "<type> <size>\0<content>"
// (https://git-scm.com/book/en/v2/Git-Internals-Git-Objects). Read here and not by libgit2, whose
// version 1.5 never returns from a file that was cut short. Stateless, thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/git/object_id.h"
#include "scanner/git/object_reader.h"

namespace keyhound {

struct LooseObject {
  ObjectHeader header;
  std::string bytes;
};

// Reads the object `id` below `objects_dir`. kNotFound when there is no such file, kCorrupt when it
// is cut short, has bytes left over or announces another size than it has; kLimit when the header
// announces more than `limit` bytes, before more is inflated.
Result<LooseObject> read_loose_object(const std::string& objects_dir, const ObjectId& id,
                                      std::uint64_t limit);

// Type and size alone.
Result<ObjectHeader> read_loose_header(const std::string& objects_dir, const ObjectId& id);

bool has_loose_object(const std::string& objects_dir, const ObjectId& id);

// Calls `visit` for every file whose name is an object id of `id_size` bytes, in no order; stops
// when it answers false.
void list_loose_objects(const std::string& objects_dir, std::size_t id_size,
                        const std::function<bool(const ObjectId&)>& visit);

}  // namespace keyhound
