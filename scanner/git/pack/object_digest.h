// SPDX-License-Identifier: Apache-2.0
// Private to scanner/git: ObjectDigest, the id of an object whose content arrives in pieces (see
// hash_object()). One per object.
#pragma once

#include <openssl/sha.h>

#include <cstdint>
#include <string_view>
#include <variant>

#include "scanner/git/object_id.h"
#include "scanner/git/object_reader.h"

namespace keyhound {

class ObjectDigest {
 public:
  // `size`: of the whole content. REQUIRES: `id_size` is ObjectId::kSha1Size or kSha256Size.
  ObjectDigest(ObjectType type, std::uint64_t size, std::size_t id_size);

  void add(std::string_view piece);
  // Called once, after the last piece.
  ObjectId finish();

 private:
  std::variant<SHA_CTX, SHA256_CTX> state_;
};

}  // namespace keyhound
