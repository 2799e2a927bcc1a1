// SPDX-License-Identifier: Apache-2.0
// libcrypto's functions for one algorithm and not EVP, as in scanner/base/hash.cpp: a hook hashes a
// handful of trees, and EVP takes longer to begin than all of them.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "scanner/git/object_hash.h"

#include <openssl/sha.h>

#include <array>
#include <cstdint>
#include <span>

#include "scanner/base/check.h"

namespace keyhound {
namespace {

using RawHash = std::array<std::uint8_t, ObjectId::kSha256Size>;

RawHash hash_parts(std::string_view first, std::string_view second, std::size_t id_size) {
  KEYHOUND_CHECK(id_size == ObjectId::kSha1Size || id_size == ObjectId::kSha256Size);
  RawHash hash{};
  if (id_size == ObjectId::kSha1Size) {
    SHA_CTX state;
    KEYHOUND_CHECK(SHA1_Init(&state) == 1 && SHA1_Update(&state, first.data(), first.size()) == 1 &&
                   SHA1_Update(&state, second.data(), second.size()) == 1 &&
                   SHA1_Final(hash.data(), &state) == 1);
  } else {
    SHA256_CTX state;
    KEYHOUND_CHECK(SHA256_Init(&state) == 1 &&
                   SHA256_Update(&state, first.data(), first.size()) == 1 &&
                   SHA256_Update(&state, second.data(), second.size()) == 1 &&
                   SHA256_Final(hash.data(), &state) == 1);
  }
  return hash;
}

}  // namespace

ObjectId hash_object(ObjectType type, std::string_view content, std::size_t id_size) {
  std::string header(to_string(type));
  header += ' ';
  header += std::to_string(content.size());
  header += '\0';
  const RawHash hash = hash_parts(header, content, id_size);
  return ObjectId::from_bytes(std::span(hash).first(id_size));
}

std::string hash_bytes(std::string_view bytes, std::size_t id_size) {
  const RawHash hash = hash_parts(bytes, {}, id_size);
  return {reinterpret_cast<const char*>(hash.data()), id_size};
}

}  // namespace keyhound
