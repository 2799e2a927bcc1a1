// SPDX-License-Identifier: Apache-2.0
// Where a page of an API says that the next one is: Link (RFC 8288), X-Next-Page
// (https://docs.gitlab.com/api/rest/#other-pagination-headers). Pure.
#pragma once

#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/http/http_client.h"

namespace keyhound {

// The target of the first link whose relation is "next"; empty: there is none.
std::string next_link(std::string_view link_header);

// The URL of the page behind `url`; empty: it was the last. A link to another host is not followed:
// where the number of the next page is told too, that counts, else it is kCorrupt with the host.
Result<std::string> next_page_of(const std::string& url, const HttpResponse& response);

}  // namespace keyhound
