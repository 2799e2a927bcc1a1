// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/drivers/aws_sigv4.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/scanner/verify/drivers/driver_fixture.h"

namespace keyhound {
namespace {

using testing::credential;
using testing::header_of;
using testing::request_to;
using testing::sign;

// The published test suite of Signature Version 4: its key, its scope, its time.
const std::string kSuiteKeyId = std::string("AKID") + "EXAMPLE";
const std::string kSuiteSecret = std::string("wJalrXUtnFEMI/K7MDENG+") + "bPxRfiCY" + "EXAMPLEKEY";
constexpr Timestamp kSuiteTime{1'440'938'160};  // 2015-08-30T12:36:00Z

std::string suite_signature(HttpRequest request) {
  request.headers.emplace_back("X-Amz-Date", "20150830T123600Z");
  const std::string value =
      aws_authorization(request, {"service", "us-east-1"}, kSuiteKeyId, kSuiteSecret, kSuiteTime);
  const std::string before =
      "AWS4-HMAC-SHA256 Credential=" + kSuiteKeyId + "/20150830/us-east-1/service/aws4_request, ";
  CHECK(value.substr(0, before.size()) == before);
  const std::string mark = "Signature=";
  return value.substr(value.find(mark) + mark.size());
}

}  // namespace

TEST_CASE("AWS signatures are those of the published test suite") {
  CHECK(suite_signature(request_to("https://example.amazonaws.com/")) ==
        "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");  // get-vanilla
  CHECK(
      suite_signature(request_to("https://example.amazonaws.com/?Param2=value2&Param1=value1")) ==
      "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500");  // query-order-key-case
  CHECK(suite_signature(request_to("https://example.amazonaws.com/", "POST")) ==
        "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");  // post-vanilla
  HttpRequest form = request_to("https://example.amazonaws.com/", "POST");
  form.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
  form.body = "Param1=value1";
  CHECK(
      suite_signature(form) ==
      "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a");  // x-www-form-urlencoded
}

TEST_CASE("A region in the host is that of the signature, and us-east-1 without one") {
  CredentialParts parts = credential("sample");
  parts.parts["aws-access-key-id"] = "sample-id";
  for (const auto& [host, scope] :
       {std::pair("sts.amazonaws.com", "/us-east-1/sts/"),
        std::pair("sts.eu-west-1.amazonaws.com", "/eu-west-1/sts/"),
        std::pair("sts.cn-north-1.amazonaws.com.cn", "/cn-north-1/sts/")}) {
    HttpRequest request = request_to("https://" + std::string(host) + "/", "POST");
    REQUIRE(sign("aws-sigv4", parts, request).has_value());
    CHECK(request.authorisation.first == "Authorization");
    CHECK(request.authorisation.second.find(scope) != std::string::npos);
    CHECK(header_of(request, "X-Amz-Date") == "20260102T030405Z");
  }
}

TEST_CASE("A temporary key needs its session token, which is signed too") {
  CredentialParts parts = credential("sample");
  parts.parts["aws-temporary-access-key-id"] = "sample-id";
  HttpRequest request = request_to("https://sts.amazonaws.com/", "POST");
  const Status lacking = sign("aws-sigv4", parts, request);
  REQUIRE_FALSE(lacking.has_value());
  CHECK(lacking.error().message.find("aws-session-token") != std::string::npos);
  parts.parts["aws-session-token"] = "sample-token";
  request = request_to("https://sts.amazonaws.com/", "POST");
  REQUIRE(sign("aws-sigv4", parts, request).has_value());
  CHECK(header_of(request, "X-Amz-Security-Token") == "sample-token");
  CHECK(request.authorisation.second.find("SignedHeaders=host;x-amz-date;x-amz-security-token,") !=
        std::string::npos);
}

}  // namespace keyhound
