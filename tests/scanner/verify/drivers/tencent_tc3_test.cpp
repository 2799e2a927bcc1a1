// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "tests/scanner/verify/drivers/driver_fixture.h"

namespace keyhound {

TEST_CASE("A Tencent signature is that of the example in its documentation") {
  // The published example is signed with keys of which every character is a star.
  CredentialParts parts = testing::credential(std::string(32, '*'));
  parts.parts["tencent-secret-id"] = "AKID" + std::string(32, '*');
  HttpRequest request = testing::request_to("https://cvm.tencentcloudapi.com/", "POST");
  request.headers = {{"X-TC-Action", "DescribeInstances"},
                     {"Content-Type", "application/json; charset=utf-8"}};
  request.body =
      R"({"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]})";
  REQUIRE(testing::sign("tencent-tc3", parts, request, {1'551'113'065}).has_value());
  CHECK(testing::header_of(request, "X-TC-Timestamp") == "1551113065");
  CHECK(request.authorisation.second ==
        "TC3-HMAC-SHA256 Credential=AKID" + std::string(32, '*') +
            "/2019-02-25/cvm/tc3_request, SignedHeaders=content-type;host;x-tc-action, Signature="
            "10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f");
}

}  // namespace keyhound
