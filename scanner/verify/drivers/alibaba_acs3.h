// SPDX-License-Identifier: Apache-2.0
// Alibaba Cloud's third signature
// (https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature).
// Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "scanner/http/http_client.h"

namespace keyhound {

// The value of the Authorization header. Signs the host, the type of the content, and all headers
// of the request that begin with x-acs-.
std::string alibaba_authorization(const HttpRequest& request, std::string_view key_id,
                                  std::string_view secret);

}  // namespace keyhound
