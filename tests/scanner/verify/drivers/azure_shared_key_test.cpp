// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/scanner/verify/drivers/driver_fixture.h"

namespace keyhound {

TEST_CASE("A request to Azure Storage is signed over method, date, version, account and query") {
  HttpRequest request = testing::request_to("https://sample.blob.core.windows.net/?comp=list");
  REQUIRE(
      testing::sign("azure-shared-key", testing::credential("c2FtcGxlLXNlY3JldC1rZXk="), request)
          .has_value());
  CHECK(testing::header_of(request, "x-ms-date") == "Fri, 02 Jan 2026 03:04:05 GMT");
  CHECK(testing::header_of(request, "x-ms-version") == "2021-12-02");
  // printf 'GET\n\n\n\n\n\n\n\n\n\n\n\nx-ms-date:Fri, 02 Jan 2026 03:04:05 GMT\nx-ms-version:
  // 2021-12-02\n/sample/\ncomp:list' (without the blank) | openssl dgst -sha256 -hmac
  // sample-secret-key -binary | base64
  CHECK(request.authorisation.second ==
        "SharedKey sample:Ig3fhEmzKZF7sZhNJP6s6AtLunRUEH/aqCdNNfbRKdc=");
}

}  // namespace keyhound
