// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/object_digest.h"

#include <array>
#include <span>
#include <string>

#include "scanner/base/check.h"

namespace keyhound {

ObjectDigest::ObjectDigest(ObjectType type, std::uint64_t size, std::size_t id_size)
    : context_(EVP_MD_CTX_new()), id_size_(id_size) {
  KEYHOUND_CHECK(id_size == ObjectId::kSha1Size || id_size == ObjectId::kSha256Size);
  // A library context of our own: the system's configuration cannot take the algorithms away.
  // Never freed: threads may hash until the process ends.
  static OSSL_LIB_CTX* const library = OSSL_LIB_CTX_new();
  static const EVP_MD* const sha1 = EVP_MD_fetch(library, "SHA1", nullptr);
  static const EVP_MD* const sha256 = EVP_MD_fetch(library, "SHA256", nullptr);
  const EVP_MD* digest = id_size == ObjectId::kSha1Size ? sha1 : sha256;
  // Nothing here depends on the input; it can fail for lack of memory alone.
  KEYHOUND_CHECK(digest != nullptr && context_ != nullptr &&
                 EVP_DigestInit_ex(context_.get(), digest, nullptr) == 1);
  std::string header(to_string(type));
  header += ' ';
  header += std::to_string(size);
  header += '\0';
  add(header);
}

void ObjectDigest::add(std::string_view piece) {
  KEYHOUND_CHECK(EVP_DigestUpdate(context_.get(), piece.data(), piece.size()) == 1);
}

ObjectId ObjectDigest::finish() {
  std::array<std::uint8_t, EVP_MAX_MD_SIZE> hash{};
  unsigned size = 0;
  KEYHOUND_CHECK(EVP_DigestFinal_ex(context_.get(), hash.data(), &size) == 1 && size == id_size_);
  return ObjectId::from_bytes(std::span(hash).first(id_size_));
}

}  // namespace keyhound
