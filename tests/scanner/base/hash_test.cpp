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
