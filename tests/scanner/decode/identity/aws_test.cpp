// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/decode/identity/revealed.h"

namespace keyhound {

TEST_CASE("An access key id reveals its account") {
  // Made by another implementation; the highest bit does not count.
  CHECK(revealed("aws-key-id", std::string("AKIA") + "RZPUZDIKAAAAAAAA", "account") ==
        "123456789012");
  CHECK(revealed("aws-key-id", std::string("ASIA") + "AAAAAAAEAAAAAAAA", "account") ==
        "000000000008");
  CHECK(revealed("aws-key-id", std::string("AKIA") + "IAAAAAAAAAAAAAAA", "account").empty());
  CHECK(revealed("aws-key-id", "AKIA", "account").empty());
}

TEST_CASE("A presigned URL reveals key, account, region and expiry") {
  const std::string id = std::string("AKIA") + "RZPUZDIKAAAAAAAA";
  const std::string url =
      "https://b.s3.amazonaws.com/k?X-Amz-Credential=" + id +
      "%2F20260102%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-Date=20260102T030405Z" +
      "&X-Amz-Expires=3600&X-Amz-SignedHeaders=host&X-Amz-Signature=00";
  CHECK(revealed("aws-presigned-url", url, "key_id") == id);
  CHECK(revealed("aws-presigned-url", url, "account") == "123456789012");
  CHECK(revealed("aws-presigned-url", url, "region") == "eu-west-1");
  CHECK(revealed("aws-presigned-url", url, "expires") == "2026-01-02T04:04:05Z");
  CHECK(revealed("aws-bedrock-short", "bedrock-api-key-" + to_base64(url), "expires") ==
        "2026-01-02T04:04:05Z");
  CHECK(revealed("gcp-signed-url",
                 "https://h/?X-Goog-Credential=a%40p.test%2F20260102%2Fauto%2Fstorage&"
                 "X-Goog-Date=20260102T030405Z&X-Goog-Expires=60",
                 "expires") == "2026-01-02T03:05:05Z");
}

TEST_CASE("Bedrock keys name their user and account, registry passwords their end") {
  const std::string key = "ABSK" + to_base64("BedrockAPIKey-ab12-at-123456789012:secretsecret");
  CHECK(revealed("aws-bedrock", key, "account") == "123456789012");
  CHECK(revealed("aws-bedrock", key, "user") == "BedrockAPIKey-ab12-at-123456789012");
  // Without the colon all of it would be the user.
  CHECK(
      revealed("aws-bedrock", "ABSK" + to_base64("BedrockAPIKey-at-123456789012"), "user").empty());
  CHECK(revealed("aws-ecr", to_base64(R"({"payload":"x","expiration":1700000000})"), "expires") ==
        "2023-11-14T22:13:20Z");
}

}  // namespace keyhound
