// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/drivers/rsa_signature.h"

#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <span>

#include "scanner/base/c_handle.h"
#include "scanner/base/crypto_library.h"
#include "scanner/base/signature.h"
#include "scanner/base/text_encode.h"
#include "scanner/decode/private_key.h"
#include "scanner/decode/private_key_text.h"

namespace keyhound {
namespace {

using Key = CHandle<EVP_PKEY, EVP_PKEY_free>;
using Digest = CHandle<EVP_MD_CTX, EVP_MD_CTX_free>;

constexpr int kLeastBits = 1024;
constexpr int kMostBits = 16384;
constexpr unsigned kSampleBits = 2048;

tl::unexpected<Error> no_key() {
  return fail(ErrorKind::kUnreadable, "the secret is no private key of RSA that can sign");
}

// Wipes what held the key when it ends.
class KeyBytes {
 public:
  explicit KeyBytes(std::string_view text) : bytes_(text.size(), '\0') {
    size_ = decode_private_key_text(text, std::span(bytes_.data(), bytes_.size()));
  }
  KeyBytes(const KeyBytes&) = delete;
  KeyBytes& operator=(const KeyBytes&) = delete;
  ~KeyBytes() { wipe(bytes_); }
  [[nodiscard]] Key parse() const {
    const auto* at = reinterpret_cast<const unsigned char*>(bytes_.data());
    return Key(d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(size_)));
  }

 private:
  std::string bytes_;
  std::size_t size_ = 0;
};

}  // namespace

Result<std::string> rsa_sha256_signature(std::string_view private_key, std::string_view text) {
  KEYHOUND_TRY_STATUS(load_libcrypto());
  if (private_key.size() > kLongestPrivateKey) return no_key();
  const Key key = KeyBytes(private_key).parse();
  if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA) return no_key();
  const int bits = EVP_PKEY_get_bits(key.get());
  if (bits < kLeastBits || bits > kMostBits) return no_key();
  const Digest digest(EVP_MD_CTX_new());
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  std::size_t size = 0;
  if (!digest || EVP_DigestSignInit(digest.get(), nullptr, EVP_sha256(), nullptr, key.get()) != 1 ||
      EVP_DigestSign(digest.get(), nullptr, &size, bytes, text.size()) != 1)
    return no_key();
  std::string signature(size, '\0');
  if (EVP_DigestSign(digest.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, bytes,
                     text.size()) != 1)
    return no_key();
  signature.resize(size);
  return signature;
}

std::string make_rsa_key_pem() {
  if (!load_libcrypto()) return {};
  const Key key(EVP_RSA_gen(kSampleBits));
  unsigned char* der = nullptr;
  const int size = key ? i2d_PrivateKey(key.get(), &der) : 0;
  if (size <= 0) return {};
  const std::string base64 =
      to_base64({reinterpret_cast<const char*>(der), static_cast<std::size_t>(size)});
  OPENSSL_clear_free(der, static_cast<std::size_t>(size));
  // In two pieces, so that this file holds no block that looks like a key.
  return "-----BEGIN RSA "
         "PRIVATE KEY-----\n" +
         base64 +
         "\n-----END RSA "
         "PRIVATE KEY-----\n";
}

}  // namespace keyhound
