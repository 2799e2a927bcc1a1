// SPDX-License-Identifier: Apache-2.0
// AWS Signature Version 4
// (https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html). Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "scanner/base/time.h"
#include "scanner/http/http_client.h"

namespace keyhound {

struct AwsScope {
  std::string_view service;  // "sts"
  std::string_view region;   // "us-east-1"
};

// The value of the Authorization header. Signs the host, and all headers that the request has,
// X-Amz-Date of `time` among them.
std::string aws_authorization(const HttpRequest& request, const AwsScope& scope,
                              std::string_view key_id, std::string_view secret, Timestamp time);

}  // namespace keyhound
