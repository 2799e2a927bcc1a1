// SPDX-License-Identifier: Apache-2.0
// Endpoints: where the user's own installation of a product stands. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "scanner/base/result.h"

namespace keyhound {

// "https://host[:port][/path]" without a slash at its end, and the host in lower case. kUsage for
// anything else: another scheme, a user, a query, a fragment, a control character, "..".
Result<std::string> parse_endpoint(std::string_view text);

}  // namespace keyhound
