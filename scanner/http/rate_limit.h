// SPDX-License-Identifier: Apache-2.0
// When an API may be asked again, by what it said:
// https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api,
// https://docs.gitlab.com/administration/settings/user_and_ip_rate_limits/ (RateLimit-*,
// Retry-After), RFC 9110 section 10.2.3 (Retry-After). Pure.
#pragma once

#include <optional>
#include <string_view>

#include "scanner/base/time.h"
#include "scanner/http/http_client.h"

namespace keyhound {

// Whether `response` refuses for a rate limit: 429, or 403 with nothing remaining, with
// Retry-After, or with a sentence about a secondary limit.
bool is_rate_limited(const HttpResponse& response, Timestamp now);

// When a response that refuses may be sent again, where it says so: by Retry-After, or by the reset
// of a limit of which nothing is left. Any status.
std::optional<Timestamp> announced_end(const HttpResponse& response, Timestamp now);

// Where `response` refuses for a rate limit, when it may be sent again. `refusals`: how many came
// before this one in a row; a limit without a time is waited for a minute, then two, four, ...
std::optional<Timestamp> refused_until(const HttpResponse& response, Timestamp now, int refusals);

// Where a response says that it was the last that is answered for now.
std::optional<Timestamp> exhausted_until(const HttpResponse& response, Timestamp now);

// Of Retry-After: seconds, or a date of HTTP. None: there is none, or it makes no sense.
std::optional<Timestamp> retry_after(const HttpResponse& response, Timestamp now);

// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 section 5.6.7, the form that is sent).
std::optional<Timestamp> parse_http_date(std::string_view text);

}  // namespace keyhound
