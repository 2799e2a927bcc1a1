// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/scanner/verify/drivers/driver_fixture.h"

namespace keyhound {

TEST_CASE("A shared access signature names resource, end and policy, and signs the first two") {
  CredentialParts parts = testing::credential("c2FtcGxlLXNlY3JldC1rZXk=");
  parts.identity["key_name"] = "Root/Policy";
  HttpRequest request =
      testing::request_to("https://Sample.servicebus.windows.net/$Resources/Queues?$top=1");
  REQUIRE(testing::sign("azure-sas", parts, request).has_value());
  // printf 'https%%3A%%2F%%2Fsample.servicebus.windows.net%%2F\n1767323345' | openssl dgst -sha256
  // -hmac c2FtcGxlLXNlY3JldC1rZXk= -binary | base64
  CHECK(request.authorisation.second ==
        "SharedAccessSignature sr=https%3A%2F%2Fsample.servicebus.windows.net%2F&sig="
        "5KyVwOXifaeCX4D70j3KyzBn0zrL6oMHdDcB%2FwZuG8g%3D&se=1767323345&skn=Root%2FPolicy");
}

}  // namespace keyhound
