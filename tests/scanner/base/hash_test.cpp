// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/hash.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "scanner/base/text_encode.h"

namespace keyhound {

TEST_CASE("sha256 gives the digests of FIPS 180-4") {
  CHECK(to_hex(sha256("")) ==
        "e3b0c44298fc1c149afbf4c8996fb924"
        "27ae41e4649b934ca495991b7852b855");
  CHECK(to_hex(sha256("abc")) ==
        "ba7816bf8f01cfea414140de5dae2223"
        "b00361a396177a9cb410ff61f20015ad");
  CHECK(to_hex(sha256(std::string(1000000, 'a'))) ==
        "cdc76e5c9914fb9281a1c7e284d73e67"
        "f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("sha256 of parts is that of all of them in one, wherever they are cut") {
  std::string text;
  for (int i = 0; i < 200; ++i) text += static_cast<char>(i * 37);
  for (const std::size_t size :
       {0U, 1U, 55U, 56U, 63U, 64U, 65U, 119U, 120U, 127U, 128U, 129U, 200U}) {
    const std::string_view whole = std::string_view(text).substr(0, size);
    for (std::size_t cut = 0; cut <= size; ++cut) {
      CAPTURE(size);
      CAPTURE(cut);
      CHECK(sha256_of_parts({whole.substr(0, cut), {}, whole.substr(cut)}) == sha256(whole));
    }
  }
  CHECK(sha256_of_parts({}) == sha256(""));
  CHECK(to_hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")) ==
        "248d6a61d20638b8e5c026930c3e6039"
        "a33ce45964ff2167f6ecedd419db06c1");
}

TEST_CASE("A key of HMAC serves any number of texts, and each length of key is its own") {
  const std::string text = "text";
  for (const std::size_t size : {0U, 1U, 63U, 64U, 65U, 200U}) {
    const std::vector<std::uint8_t> bytes(size, 0x2a);
    const HmacKey key(bytes);
    const HmacKey copy = key;
    CHECK(key.of(text) == hmac_sha256(bytes, text));
    CHECK(key.of("other") != key.of(text));
    CHECK(copy.of(text) == key.of(text));
  }
  // A key of zeros up to the block is the empty key; a longer one is not.
  const std::vector<std::uint8_t> zeros(65);
  CHECK(hmac_sha256(std::span(zeros).first(64), text) == hmac_sha256({}, text));
  CHECK(hmac_sha256(zeros, text) != hmac_sha256({}, text));
}

TEST_CASE("hmac_sha256 gives the codes of RFC 4231") {
  const auto bytes = [](std::size_t count, std::uint8_t value) {
    return std::vector<std::uint8_t>(count, value);
  };
  CHECK(to_hex(hmac_sha256(bytes(20, 0x0b), "Hi There")) ==
        "b0344c61d8db38535ca8afceaf0bf12b"
        "881dc200c9833da726e9376c2e32cff7");
  const std::string jefe = "Jefe";
  CHECK(to_hex(hmac_sha256(std::vector<std::uint8_t>(jefe.begin(), jefe.end()),
                           "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c7"
        "5a003f089d2739839dec58b964ec3843");
  // A key longer than the block of 64 bytes is hashed first.
  CHECK(to_hex(hmac_sha256(bytes(131, 0xaa),
                           "Test Using Larger Than Block-Size Key - Hash Key First")) ==
        "60e431591ee0b67f0d8a26aacbf5b77f"
        "8e0bc6213728c5140546040f0ee37f54");
}

}  // namespace keyhound
