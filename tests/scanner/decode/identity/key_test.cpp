// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/decode/identity/revealed.h"

namespace keyhound {

TEST_CASE("A WireGuard key reveals the public key that peers know it by") {
  // The key pair of Alice in RFC 7748, section 6.1.
  const std::string secret = "dwdtCnMYpX08FsFyUbJmRd9ML4frwJ" + std::string("kqsXf7pR25LCo=");
  const std::string line = "PrivateKey = " + secret;
  const auto pairs = revealed_identity("wireguard", {secret, line, line});
  REQUIRE(pairs.size() == 1);
  CHECK(pairs[0].second == "hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo=");
  const std::string shared = "PresharedKey = " + secret;
  CHECK(revealed_identity("wireguard", {secret, shared, shared}).empty());
}

TEST_CASE("PuTTY's public lines have the fingerprint of ssh-keygen") {
  const std::string wire =
      std::string("\0\0\0\x0Bssh-ed25519\0\0\0\x20", 19) + std::string(32, 'A');
  const std::string body = to_base64(wire);
  for (const std::string end : {"\n", "\r\n", "\\n"}) {
    const std::string file = "PuTTY-User-Key-File-3: ssh-ed25519" + end + "Encryption: none" + end +
                             "Comment: c" + end + "Public-Lines: 2" + end + body.substr(0, 64) +
                             end + body.substr(64) + end + "Private-Lines: 1" + end + "AAAA";
    CHECK(revealed("putty", file, "public_key") ==
          "SHA256:ycecTFElO4tMaWgqfHQDEUjUete0Tsl0wmvU/kkDXFc");
  }
}

TEST_CASE("A JWK has the thumbprint of RFC 7638") {
  // The members of RFC 8037, appendix A.3, whose private one is made up.
  const std::string jwk =
      R"({"kty":"OKP","crv":"Ed25519","d":"x","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})";
  CHECK(revealed("jwk", jwk, "public_key") ==
        "jwk-sha256:kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
  CHECK(revealed("jwk", R"({"kty":"oct","k":"x"})", "public_key").empty());
}

}  // namespace keyhound
