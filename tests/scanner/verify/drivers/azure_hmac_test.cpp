// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "tests/scanner/verify/drivers/driver_fixture.h"

namespace keyhound {

TEST_CASE("A request with an access key is signed over path, date, host and body") {
  CredentialParts parts = testing::credential("c2FtcGxlLXNlY3JldC1rZXk=");
  parts.identity["id"] = "sample-id";
  HttpRequest request = testing::request_to("https://sample.azconfig.io/keys?api-version=1.0");
  REQUIRE(testing::sign("azure-hmac", parts, request).has_value());
  CHECK(testing::header_of(request, "x-ms-content-sha256") ==
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
  // printf 'GET\n/keys?api-version=1.0\nFri, 02 Jan 2026 03:04:05 GMT;sample.azconfig.io;47DEQ...'
  // | openssl dgst -sha256 -hmac sample-secret-key -binary | base64
  const std::string rest =
      "SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature="
      "5MM9CdjkJ79F/X4ZcEBeSDHn/LdjN49RyoqLCKG4AuA=";
  CHECK(request.authorisation.second == "HMAC-SHA256 Credential=sample-id&" + rest);
  parts.identity.clear();
  HttpRequest without = testing::request_to("https://sample.azconfig.io/keys?api-version=1.0");
  REQUIRE(testing::sign("azure-hmac", parts, without).has_value());
  CHECK(without.authorisation.second == "HMAC-SHA256 " + rest);
}

}  // namespace keyhound
