// SPDX-License-Identifier: Apache-2.0
#include "scanner/http/rate_limit.h"

#include <doctest/doctest.h>

#include <optional>
#include <string>

namespace keyhound {
namespace {

constexpr Timestamp kNow{1'800'000'000};

using Headers = std::vector<std::pair<std::string, std::string>>;

HttpResponse response(int status, Headers headers, std::string body = "{}") {
  HttpResponse made;
  made.status = status;
  made.headers = std::move(headers);
  made.body = std::move(body);
  return made;
}

// Seconds from now on; -1: no limit.
std::int64_t wait_of(const HttpResponse& refusal, int refusals = 0) {
  const auto until = refused_until(refusal, kNow, refusals);
  return until ? (*until - kNow).seconds : -1;
}

}  // namespace

TEST_CASE("A refusal for a rate limit says itself how long to wait") {
  CHECK(wait_of(response(429, {{"retry-after", "30"}})) == 30);
  CHECK(wait_of(response(403, {{"retry-after", "30"}})) == 30);
  CHECK(wait_of(response(
            403, {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "1800000100"}})) == 101);
  CHECK(wait_of(response(429, {{"ratelimit-remaining", "0"}, {"ratelimit-reset", "1800000100"}})) ==
        101);
  // A length of time, as in the drafts of the header.
  CHECK(wait_of(response(429, {{"ratelimit-remaining", "0"}, {"ratelimit-reset", "20"}})) == 21);
}

TEST_CASE("Other refusals are none for a rate limit") {
  CHECK(wait_of(response(200, {{"x-ratelimit-remaining", "0"}})) == -1);
  CHECK(wait_of(response(403, {{"x-ratelimit-remaining", "12"}}, "{\"message\":\"no\"}")) == -1);
  CHECK(wait_of(response(401, {{"retry-after", "30"}})) == -1);
  CHECK(wait_of(response(503, {{"retry-after", "30"}})) == -1);
}

TEST_CASE("A limit without a time is waited for longer each time, up to about an hour") {
  const HttpResponse secondary =
      response(403, {{"x-ratelimit-remaining", "4000"}},
               R"({"message": "You have exceeded a secondary rate limit."})");
  CHECK(wait_of(secondary) == 60);
  CHECK(wait_of(secondary, 1) == 120);
  CHECK(wait_of(secondary, 2) == 240);
  CHECK(wait_of(secondary, 50) == 3840);
  CHECK(wait_of(response(429, {})) == 60);
  CHECK(wait_of(response(429, {{"retry-after", "soon"}})) == 60);
  CHECK(wait_of(response(429, {{"retry-after", "-5"}})) == 60);
}

TEST_CASE("What counts is the server's clock where it tells it") {
  // The machine's clock is an hour behind: 1,800,000,000 is 2027-01-15T08:00:00Z.
  CHECK(wait_of(response(403, {{"date", "Fri, 15 Jan 2027 09:00:00 GMT"},
                               {"x-ratelimit-remaining", "0"},
                               {"x-ratelimit-reset", "1800003610"}})) == 11);
  CHECK(wait_of(response(429, {{"date", "Fri, 15 Jan 2027 09:00:00 GMT"},
                               {"retry-after", "Fri, 15 Jan 2027 09:00:30 GMT"}})) == 30);
  CHECK(wait_of(response(429, {{"retry-after", "Fri, 15 Jan 2027 07:00:00 GMT"}})) == 0);
}

TEST_CASE("Times beyond all sense do not overflow") {
  CHECK(wait_of(response(429, {{"retry-after", "9223372036854775807"}})) == 366LL * 24 * 3600);
  CHECK(wait_of(response(429, {{"retry-after", "99999999999999999999999"}})) == 60);
  CHECK(wait_of(response(
            403, {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "9223372036854775807"}})) ==
        366LL * 24 * 3600);
}

TEST_CASE("The last answer before a limit tells when there are more") {
  const HttpResponse last =
      response(200, {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "1800000100"}});
  REQUIRE(exhausted_until(last, kNow).has_value());
  CHECK((*exhausted_until(last, kNow) - kNow).seconds == 101);
  CHECK_FALSE(exhausted_until(response(200, {{"x-ratelimit-remaining", "1"}}), kNow).has_value());
  CHECK_FALSE(exhausted_until(response(200, {{"x-ratelimit-remaining", "0"}}), kNow).has_value());
}

TEST_CASE("Dates of HTTP are read in the form that is sent") {
  REQUIRE(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT").has_value());
  CHECK(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT")->seconds == 784111777);
  for (const char* text : {"", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 06 Xyz 1994 08:49:37 GMT",
                           "Sun, 06 Nov 1994 28:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT"}) {
    CHECK_FALSE(parse_http_date(text).has_value());
  }
}

}  // namespace keyhound
