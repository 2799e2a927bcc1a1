// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/signature.h"

#include <doctest/doctest.h>

#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

// 00 01 02 ... 1f: no secret, and known to every implementation's tests.
SigningKey counting_key() {
  KeySeed seed{};
  for (std::size_t i = 0; i < seed.size(); ++i) seed[i] = static_cast<std::uint8_t>(i);
  return SigningKey(seed);
}

}  // namespace

TEST_CASE("A key and its signatures are those of Ed25519") {
  // As OpenSSL makes them of the same seed.
  const SigningKey key = counting_key();
  CHECK(to_hex(key.public_key()) ==
        "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8");
  CHECK(to_hex(key.sign("keyhound")) ==
        "40609e2f62e530ace91541199ad44aa67c33ac657923e5ebc9cc2efef5a6d39d"
        "eeb70ecc16e4f897471e7ae2a999a914695d1e21b1fc2eff5696ee7a772e8709");
}

TEST_CASE("A signature holds for its message and its key, and for no other") {
  const SigningKey key = counting_key();
  const SigningKey other = SigningKey::generate();
  Signature signature = key.sign("message");
  CHECK(is_signature_of("message", signature, key.public_key()));
  CHECK_FALSE(is_signature_of("messagf", signature, key.public_key()));
  CHECK_FALSE(is_signature_of("", signature, key.public_key()));
  CHECK_FALSE(is_signature_of("message", signature, other.public_key()));
  for (std::size_t i = 0; i < signature.size(); ++i) {
    signature[i] ^= 1U;
    CAPTURE(i);
    CHECK_FALSE(is_signature_of("message", signature, key.public_key()));
    signature[i] ^= 1U;
  }
}

TEST_CASE("A public key of small order signs nothing, though it would fit any message") {
  Signature signature{};
  signature[0] = 1;
  PublicKey identity{};
  identity[0] = 1;
  CHECK_FALSE(is_signature_of("message", signature, identity));
}

TEST_CASE("Two new keys are never the same, and a key is made again from its seed") {
  const SigningKey one = SigningKey::generate();
  const SigningKey two = SigningKey::generate();
  CHECK(one.seed() != two.seed());
  CHECK(SigningKey(one.seed()).public_key() == one.public_key());
}

TEST_CASE("A wiped text is empty") {
  std::string secret = "placeholder";
  wipe(secret);
  CHECK(secret.empty());
}

}  // namespace keyhound
