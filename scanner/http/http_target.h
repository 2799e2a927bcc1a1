// SPDX-License-Identifier: Apache-2.0
// Private to scanner/http/: where a request may go (HttpOptions::refuses_internal, ::connect_to).
// Pure, thread-safe.
#pragma once

#include <sys/socket.h>

#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/http/http_url.h"

namespace keyhound {

// Why an address is refused, with what to do about it. Empty: it is of the public internet.
std::string internal_address(const sockaddr& address);

// The same by the host's name alone, for what a proxy looks up, and by the host that `connect_to`
// puts in its place.
std::string internal_target(const HttpUrl& url, const std::vector<std::string>& connect_to);

// kConfiguration unless it is HOST:PORT:HOST:PORT, where all may be empty but the colons.
Status check_connect_to(const std::string& route);

}  // namespace keyhound
