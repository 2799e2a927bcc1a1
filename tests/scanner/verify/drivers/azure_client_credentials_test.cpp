// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/scanner/verify/drivers/driver_fixture.h"

namespace keyhound {

TEST_CASE("Client credentials are a form, encoded, and the client id is a UUID") {
  CredentialParts parts = testing::credential("a~b&c=d");
  parts.parts["azure-client-id"] = "00000000-1111-2222-3333-44444444abcD";
  HttpRequest request =
      testing::request_to("https://login.example.com/t/oauth2/v2.0/token", "POST");
  REQUIRE(testing::sign("azure-client-credentials", parts, request).has_value());
  CHECK(request.body ==
        "grant_type=client_credentials&client_id=00000000-1111-2222-3333-44444444abcD&"
        "client_secret=a~b%26c%3Dd&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default");
  for (const char* id :
       {"x", "00000000-1111-2222-3333-44444444abcg", "00000000x1111-2222-3333-44444444abcd"}) {
    parts.parts["azure-client-id"] = id;
    const Status status = testing::sign("azure-client-credentials", parts, request);
    REQUIRE_FALSE(status.has_value());
    CHECK(status.error().message == "the part azure-client-id is no UUID");
  }
}

}  // namespace keyhound
