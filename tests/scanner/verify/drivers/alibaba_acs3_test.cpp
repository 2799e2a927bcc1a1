// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/drivers/alibaba_acs3.h"

#include <doctest/doctest.h>

#include "tests/scanner/verify/drivers/driver_fixture.h"

namespace keyhound {

TEST_CASE("An Alibaba signature is that of the example in its documentation") {
  HttpRequest request = testing::request_to(
      "https://ecs.cn-shanghai.aliyuncs.com/"
      "?RegionId=cn-shanghai&ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd",
      "POST");
  request.headers = {
      {"x-acs-action", "RunInstances"},
      {"x-acs-version", "2014-05-26"},
      {"x-acs-date", "2023-10-26T10:22:32Z"},
      {"x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d"},
      {"x-acs-content-sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}};
  CHECK(alibaba_authorization(request, "YourAccessKeyId", "YourAccessKeySecret") ==
        "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;"
        "x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature="
        "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0");
}

TEST_CASE("A driver of Alibaba adds time, nonce and hash, each signed") {
  CredentialParts parts = testing::credential("sample");
  parts.parts["alibaba-access-key-id"] = "sample-id";
  HttpRequest request = testing::request_to("https://sts.aliyuncs.com/", "POST");
  REQUIRE(testing::sign("alibaba-acs3", parts, request).has_value());
  CHECK(testing::header_of(request, "x-acs-date") == "2026-01-02T03:04:05Z");
  CHECK(testing::header_of(request, "x-acs-signature-nonce").size() == 32);
  CHECK(request.authorisation.second == alibaba_authorization(request, "sample-id", "sample"));
  HttpRequest later = testing::request_to("https://sts.aliyuncs.com/", "POST");
  REQUIRE(
      testing::sign("alibaba-acs3", parts, later, {testing::kSignedAt.seconds + 1}).has_value());
  CHECK(testing::header_of(later, "x-acs-signature-nonce") !=
        testing::header_of(request, "x-acs-signature-nonce"));
}

}  // namespace keyhound
