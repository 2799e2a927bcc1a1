// SPDX-License-Identifier: Apache-2.0
// The id of an object from its content: SHA-1 or SHA-256 of "<type> <size>\0<content>"
// (https://git-scm.com/book/en/v2/Git-Internals-Git-Objects). Pure, thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "scanner/git/object_id.h"
#include "scanner/git/object_reader.h"

namespace keyhound {

// REQUIRES: `id_size` is ObjectId::kSha1Size or kSha256Size, here and below.
ObjectId hash_object(ObjectType type, std::string_view content, std::size_t id_size);

// The checksum that ends packs and indexes: the hash of `bytes` alone, raw.
std::string hash_bytes(std::string_view bytes, std::size_t id_size);

}  // namespace keyhound
