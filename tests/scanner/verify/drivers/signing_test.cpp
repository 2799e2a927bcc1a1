// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/drivers/signing.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("A URL is taken apart, and its parameters are put in order") {
  const SignedUrl url = split_signed_url("https://a.example:8443/b/c?d=1&a");
  CHECK(url.host == "a.example:8443");
  CHECK(url.path == "/b/c");
  CHECK(url.query == "d=1&a");
  CHECK(sorted_query(url.query) == "a=&d=1");
  CHECK(split_signed_url("https://a.example").path == "/");
  CHECK(split_signed_url("https://a.example?x=/y").path == "/");
  CHECK(split_signed_url("https://a.example?x=/y").query == "x=/y");
  CHECK(split_signed_url("").host.empty());
}

TEST_CASE("Times are written as the headers of the providers have them") {
  CHECK(basic_time({1'767'323'045}) == "20260102T030405Z");
  CHECK(http_date({1'767'323'045}) == "Fri, 02 Jan 2026 03:04:05 GMT");
  CHECK(http_date({784'111'777}) == "Sun, 06 Nov 1994 08:49:37 GMT");  // RFC 9110, 5.6.7
}

TEST_CASE("Hashes are those of RFC 4231 and FIPS 180-4") {
  // Test case 2 of RFC 4231.
  CHECK(hex_of(hmac_sha256_bytes("Jefe", "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(strictly_encoded("aZ0-._~ /+=") == "aZ0-._~%20%2F%2B%3D");
}

TEST_CASE("What lacks and what is hostile is refused by its name") {
  CredentialParts parts;
  CHECK(signing_secret(parts).error().message == "the secret is empty");
  CHECK(signing_part(parts, "x-id").error().message ==
        "the part x-id was not found beside the secret");
  CHECK(signing_identity(parts, "account").error().message ==
        "the credential does not tell its account");
  parts.secret = "a\nb";
  CHECK(signing_secret(parts).error().message.find("a\nb") == std::string::npos);
  parts.secret = "YWI=";
  CHECK(*base64_secret(parts) == "ab");
}

}  // namespace keyhound
