// SPDX-License-Identifier: Apache-2.0
// Private to scanner/http/: libcurl's codes as HttpFailure, and the words for it. Pure.
#pragma once

#include <string>
#include <string_view>

#include "scanner/http/curl_library.h"
#include "scanner/http/http_client.h"

namespace keyhound {

// `reason` is libcurl's, and tells a connection that was lost while hands were shaken from one that
// is not secure.
HttpFailure http_failure_of(CURLcode code, std::string_view reason);

// `subject` is what was asked; `detail` may be of a server, and is made safe to show.
tl::unexpected<HttpError> http_failed(std::string_view subject, HttpFailure failure,
                                      std::string_view detail = {});

}  // namespace keyhound
