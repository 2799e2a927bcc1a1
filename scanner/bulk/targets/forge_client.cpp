// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/targets/forge_client.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "scanner/bulk/targets/json_record.h"
#include "scanner/bulk/targets/next_page.h"
#include "scanner/http/rate_limit.h"

namespace keyhound {
namespace {

constexpr int kMostTries = 4;     // of what fails for a moment: waits of 1, 2 and 4 seconds
constexpr int kMostRefusals = 8;  // for rate limits, in a row
constexpr int kNotModified = 304;
// What a page is understood by, beside its body.
constexpr std::string_view kKeptHeaders[] = {"link", "x-next-page", "x-total", "x-total-count"};

bool may_pass(HttpFailure failure) {
  switch (failure) {
    case HttpFailure::kName:
    case HttpFailure::kConnect:
    case HttpFailure::kTimeout:
    case HttpFailure::kCut:
      return true;
    case HttpFailure::kMalformed:
    case HttpFailure::kTls:
    case HttpFailure::kTooLarge:
    case HttpFailure::kRedirect:
    case HttpFailure::kAddress:
    case HttpFailure::kOther:
      break;
  }
  return false;
}

bool is_server_failure(int status) { return status >= 500 && status != 501; }
bool is_success(int status) { return status >= 200 && status < 300; }

std::string without_query(const std::string& url) { return url.substr(0, url.find('?')); }

// The response that the cache stands for: what the server said before, and says again now.
HttpResponse from_cache(const CachedPage& page) {
  HttpResponse response;
  response.status = 200;
  response.headers = page.headers;
  response.body = page.body;
  return response;
}

}  // namespace

struct ForgeClient::Tries {
  int failures = 0;
  int refusals = 0;
};

ForgeClient::ForgeClient(ForgeAccess access, HttpClient& http, const ApiCache& cache,
                         const PlanEnvironment& environment, Duration& api_wait)
    : access_(std::move(access)),
      http_(&http),
      cache_(&cache),
      environment_(&environment),
      api_wait_(&api_wait) {}

HttpRequest ForgeClient::request_for(const std::string& url, const CachedPage* cached) const {
  HttpRequest request;
  request.url = url;
  for (const auto& [name, value] : access_.forge->headers) {
    request.headers.emplace_back(name, value);
  }
  if (has_token()) request.authorisation = access_.forge->authorisation(access_.token);
  if (cached == nullptr) return request;
  if (!cached->etag.empty()) {
    request.headers.emplace_back("If-None-Match", cached->etag);
  } else if (!cached->last_modified.empty()) {
    request.headers.emplace_back("If-Modified-Since", cached->last_modified);
  }
  return request;
}

Result<ForgePage> ForgeClient::take_page(const std::string& url,
                                         const HttpResponse& response) const {
  auto value = parse_outside_json(response.body);
  if (!value) {
    return fail(error_of_content(access_, without_query(url), response, value.error()));
  }
  ForgePage page;
  page.value = std::move(*value);
  auto next = next_page_of(url, response);
  if (!next) return fail(next.error().within(without_query(url)));
  page.next = *next;
  page.total = response.header("x-total-count");
  if (page.total.empty()) page.total = response.header("x-total");
  return page;
}

void ForgeClient::keep(const std::string& url, const HttpResponse& response) const {
  CachedPage page;
  page.etag = response.header("etag");
  page.last_modified = response.header("last-modified");
  if (page.etag.empty() && page.last_modified.empty()) return;
  for (const std::string_view name : kKeptHeaders) {
    const std::string_view value = response.header(name);
    if (!value.empty()) page.headers.emplace_back(name, value);
  }
  page.body = response.body;
  const Status stored = cache_->store(url, page);
  if (!stored && environment_->tell) {
    environment_->tell("an answer could not be kept in the cache: " + stored.error().message);
  }
}

// The clock is asked once: where it goes back, the wait is still as long as it was to be.
Status ForgeClient::wait_until(Timestamp until, const std::string& why) {
  const Duration wait = until - environment_->clock();
  if (wait.seconds <= 0) return {};
  const std::string when = format_timestamp(until);
  if (wait > *api_wait_) {
    return fail(ErrorKind::kLimit,
                fmt::format("{}: it can be asked again at {}, which is longer than --api-wait "
                            "allows; run again then{}",
                            why, when, has_token() ? "" : ", or " + token_advice(*access_.forge)));
  }
  if (environment_->tell) environment_->tell(fmt::format("{}; waiting until {}", why, when));
  environment_->sleep(wait);
  api_wait_->seconds -= wait.seconds;
  return {};
}

Status ForgeClient::back_off(const Error& error, Tries& tries) const {
  ++tries.failures;
  if (tries.failures >= kMostTries) return fail(error);
  environment_->sleep(Duration{std::int64_t{1} << (tries.failures - 1)});
  return {};
}

Result<ForgePage> ForgeClient::get(const std::string& place) {
  const std::string url = place.starts_with('/') ? access_.base + place : place;
  const std::string shown = without_query(url);
  const std::string limit =
      fmt::format("{}: the rate limit of {} is reached", shown, access_.forge->name);
  std::optional<CachedPage> cached = cache_->load(url);
  Tries tries;
  while (true) {
    KEYHOUND_TRY_STATUS(wait_until(std::exchange(blocked_until_, {}), limit));
    const auto response = http_->send(request_for(url, cached ? &*cached : nullptr));
    if (!response) {
      const Error error{ErrorKind::kUnreadable, response.error().message};
      if (!may_pass(response.error().failure)) return fail(error);
      KEYHOUND_TRY_STATUS(back_off(error, tries));
      continue;
    }
    const Timestamp now = environment_->clock();
    if (const auto until = refused_until(*response, now, tries.refusals)) {
      if (++tries.refusals > kMostRefusals) return fail(ErrorKind::kLimit, limit);
      blocked_until_ = *until;
      continue;
    }
    if (const auto until = exhausted_until(*response, now)) blocked_until_ = *until;
    if (is_server_failure(response->status)) {
      KEYHOUND_TRY_STATUS(back_off(error_of_status(access_, shown, *response), tries));
      if (const auto until = retry_after(*response, now)) blocked_until_ = *until;
      continue;
    }
    if (response->status == kNotModified && cached) {
      auto page = take_page(url, from_cache(*cached));
      if (page) return page;
      cached.reset();
      continue;
    }
    if (!is_success(response->status)) return fail(error_of_status(access_, shown, *response));
    auto page = take_page(url, *response);
    if (page) keep(url, *response);
    return page;
  }
}

}  // namespace keyhound
