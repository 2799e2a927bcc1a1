// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/drivers/rsa_signature.h"

#include <doctest/doctest.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <memory>
#include <string>

#include "tests/support/tokens.h"

namespace keyhound {
namespace {

// By libcrypto's own reading of the PEM block and its own check, and none of ours.
bool is_rs256_of(const std::string& pem, const std::string& text, const std::string& signature) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> bio(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
      PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> digest(EVP_MD_CTX_new(),
                                                                       EVP_MD_CTX_free);
  const auto bytes = [](const std::string& of) {
    return reinterpret_cast<const unsigned char*>(of.data());
  };
  return EVP_DigestVerifyInit(digest.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
         EVP_DigestVerify(digest.get(), bytes(signature), signature.size(), bytes(text),
                          text.size()) == 1;
}

}  // namespace

TEST_CASE("An RS256 signature is one that libcrypto takes for its text alone") {
  const std::string key = make_rsa_key_pem();
  REQUIRE_FALSE(key.empty());
  const auto signature = rsa_sha256_signature(key, "a text");
  REQUIRE(signature.has_value());
  CHECK(signature->size() == 256);
  CHECK(is_rs256_of(key, "a text", *signature));
  CHECK_FALSE(is_rs256_of(key, "b text", *signature));
}

TEST_CASE("What is no RSA key is refused without showing it") {
  const std::string broken = make_rsa_key_pem().substr(0, 400);
  for (const std::string& text : {std::string(), std::string("leaked"), broken,
                                  testing::openssh_private_key(), std::string(100'000, 'A')}) {
    const auto signature = rsa_sha256_signature(text, "a text");
    REQUIRE_FALSE(signature.has_value());
    CHECK(signature.error().message == "the secret is no private key of RSA that can sign");
  }
}

}  // namespace keyhound
