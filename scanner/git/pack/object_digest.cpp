// SPDX-License-Identifier: Apache-2.0
// libcrypto's functions for one algorithm and not EVP, as in scanner/base/hash.cpp.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "scanner/git/pack/object_digest.h"

#include <array>
#include <span>
#include <string>

#include "scanner/base/check.h"

namespace keyhound {
namespace {

bool begin(SHA_CTX& state) { return SHA1_Init(&state) == 1; }
bool begin(SHA256_CTX& state) { return SHA256_Init(&state) == 1; }

bool add_to(SHA_CTX& state, std::string_view piece) {
  return SHA1_Update(&state, piece.data(), piece.size()) == 1;
}
bool add_to(SHA256_CTX& state, std::string_view piece) {
  return SHA256_Update(&state, piece.data(), piece.size()) == 1;
}

using RawHash = std::array<std::uint8_t, ObjectId::kSha256Size>;
// The bytes of the hash; 0: it failed.
std::size_t finish_into(SHA_CTX& state, RawHash& hash) {
  return SHA1_Final(hash.data(), &state) == 1 ? ObjectId::kSha1Size : 0;
}
std::size_t finish_into(SHA256_CTX& state, RawHash& hash) {
  return SHA256_Final(hash.data(), &state) == 1 ? ObjectId::kSha256Size : 0;
}

}  // namespace

ObjectDigest::ObjectDigest(ObjectType type, std::uint64_t size, std::size_t id_size) {
  KEYHOUND_CHECK(id_size == ObjectId::kSha1Size || id_size == ObjectId::kSha256Size);
  if (id_size == ObjectId::kSha256Size) state_.emplace<SHA256_CTX>();
  KEYHOUND_CHECK(std::visit([](auto& state) { return begin(state); }, state_));
  std::string header(to_string(type));
  header += ' ';
  header += std::to_string(size);
  header += '\0';
  add(header);
}

void ObjectDigest::add(std::string_view piece) {
  KEYHOUND_CHECK(std::visit([piece](auto& state) { return add_to(state, piece); }, state_));
}

ObjectId ObjectDigest::finish() {
  RawHash hash{};
  const std::size_t size =
      std::visit([&hash](auto& state) { return finish_into(state, hash); }, state_);
  KEYHOUND_CHECK(size != 0);
  return ObjectId::from_bytes(std::span(hash).first(size));
}

}  // namespace keyhound
