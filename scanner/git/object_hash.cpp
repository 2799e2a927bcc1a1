// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/object_hash.h"

#include <openssl/evp.h>

#include <array>
#include <cstdint>
#include <span>

#include "scanner/base/c_handle.h"
#include "scanner/base/check.h"

namespace keyhound {
namespace {

using DigestContext = CHandle<EVP_MD_CTX, EVP_MD_CTX_free>;
using RawHash = std::array<std::uint8_t, EVP_MAX_MD_SIZE>;

// A library context of our own: the system's configuration cannot take the algorithms away. Looked
// up once, because a look-up costs more than hashing a small object. Never freed: threads may hash
// until the process ends.
const EVP_MD* digest_of(std::size_t id_size) {
  static OSSL_LIB_CTX* const context = OSSL_LIB_CTX_new();
  static const EVP_MD* const sha1 = EVP_MD_fetch(context, "SHA1", nullptr);
  static const EVP_MD* const sha256 = EVP_MD_fetch(context, "SHA256", nullptr);
  KEYHOUND_CHECK(id_size == ObjectId::kSha1Size || id_size == ObjectId::kSha256Size);
  return id_size == ObjectId::kSha1Size ? sha1 : sha256;
}

RawHash hash_parts(std::string_view first, std::string_view second, std::size_t id_size) {
  RawHash hash{};
  const EVP_MD* digest = digest_of(id_size);
  const DigestContext context(EVP_MD_CTX_new());
  unsigned size = 0;
  // Nothing here depends on the input; it can fail for lack of memory alone.
  KEYHOUND_CHECK(digest != nullptr && context != nullptr &&
                 EVP_DigestInit_ex(context.get(), digest, nullptr) == 1 &&
                 EVP_DigestUpdate(context.get(), first.data(), first.size()) == 1 &&
                 EVP_DigestUpdate(context.get(), second.data(), second.size()) == 1 &&
                 EVP_DigestFinal_ex(context.get(), hash.data(), &size) == 1 && size == id_size);
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
