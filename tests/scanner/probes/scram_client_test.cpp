// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/scram/scram_client.h"

#include <doctest/doctest.h>

namespace keyhound::testing {

// The conversations of RFC 5802, section 5, and RFC 7677, section 3.
TEST_CASE("SCRAM says what its RFCs say") {
  ScramClient old_one(ScramHash::kSha1, "user", "pencil", "fyko+d2lbbFgONRv9qkxdawL");
  CHECK(old_one.first_message() == "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL");
  const auto old_proof = old_one.final_message(
      "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096");
  REQUIRE(old_proof.has_value());
  CHECK(*old_proof ==
        "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=");
  CHECK(old_one.is_proof("v=rmF9pqV8S7suAoZWja4dJRkFsKQ="));
  CHECK_FALSE(old_one.is_proof("v=smF9pqV8S7suAoZWja4dJRkFsKQ="));

  ScramClient client(ScramHash::kSha256, "user", "pencil", "rOprNGfwEbeRWgbNEkqO");
  const auto proof = client.final_message(
      "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
  REQUIRE(proof.has_value());
  CHECK(*proof ==
        "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
        "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
  CHECK(client.is_proof("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
}

TEST_CASE("SCRAM goes on with no server that asks for too much, too little or something else") {
  const auto result = [](const std::string& server_first) {
    ScramClient client(ScramHash::kSha256, "user", "pencil", "abc");
    const auto message = client.final_message(server_first);
    CHECK_FALSE(client.is_proof("v="));
    CHECK_FALSE(client.is_proof(""));
    return message ? "sent" : message.error().message;
  };
  const std::string wrong = "the server does not answer as SCRAM has it";
  CHECK(result("r=abcd,s=AAAA,i=4096") == "sent");
  CHECK(result("r=abcd,s=AAAA,i=4095") == "nothing more was sent: the server asks for a weak hash");
  CHECK(result("r=abcd,s=AAAA,i=2147483647") == "the server asks for a hash that takes too long");
  for (const std::string message :
       {"", "r=abc,s=AAAA,i=4096", "r=xyz,s=AAAA,i=4096", "r=abcd,s=,i=4096", "r=abcd,s=A,i=4096",
        "r=abcd,s=AAAA,i=99999999999", "r=abcd,s=AAAA,i=4096x", "r=abcd,s=AAAA",
        "m=x,r=abcd,s=AAAA,i=4096", "e=other-error"})
    CHECK(result(message) == wrong);
  CHECK(result("r=abcd" + std::string(5000, 'd') + ",s=AAAA,i=4096") == wrong);
}

TEST_CASE("Names in SCRAM end no attribute, and nonces are new") {
  const ScramClient client(ScramHash::kSha1, "a,b=c", "x", "abc");
  CHECK(client.first_message() == "n,,n=a=2Cb=3Dc,r=abc");
  const std::string nonce = ScramClient::new_nonce();
  CHECK(nonce.size() == 32);
  CHECK(nonce.find(',') == std::string::npos);
  CHECK(nonce != ScramClient::new_nonce());
}

}  // namespace keyhound::testing
