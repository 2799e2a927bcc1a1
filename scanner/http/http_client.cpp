// SPDX-License-Identifier: Apache-2.0
#include "scanner/http/http_client.h"

#include <fmt/format.h>

#include "scanner/base/check.h"
#include "scanner/http/http_exchange.h"
#include "scanner/http/http_failure.h"

namespace keyhound {
namespace {

constexpr int kMostRedirects = 5;

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// From http to https of the same host is no other host.
bool stays_there(const HttpUrl& from, const HttpUrl& to) {
  if (from.has_origin_of(to)) return true;
  return from.host == to.host && from.scheme == "http" && from.port == "80" &&
         to.scheme == "https" && to.port == "443";
}

}  // namespace

struct HttpClient::State {
  CurlEasy curl;  // keeps its connections from one request to the next
  HttpSettings settings;

  tl::expected<HttpResponse, HttpError> exchange(const HttpRequest& request, const HttpUrl& url);
};

tl::expected<HttpResponse, HttpError> HttpClient::State::exchange(const HttpRequest& request,
                                                                  const HttpUrl& url) {
  HttpExchange exchange(settings, request, url, url.without_query());
  if (auto prepared = exchange.prepare(curl.get()); !prepared) {
    return tl::unexpected<HttpError>(std::move(prepared).error());
  }
  return exchange.finish(curl.get(), curl_easy_perform(curl.get()));
}

HttpClient::HttpClient(std::unique_ptr<State> state) : state_(std::move(state)) {}
HttpClient::HttpClient(HttpClient&&) noexcept = default;
HttpClient& HttpClient::operator=(HttpClient&&) noexcept = default;
HttpClient::~HttpClient() = default;

Result<HttpClient> HttpClient::create(HttpOptions options) {
  KEYHOUND_TRY_STATUS(start_curl());
  auto state = std::make_unique<State>();
  KEYHOUND_TRY(state->settings, HttpSettings::of(std::move(options)));
  state->curl.reset(curl_easy_init());
  KEYHOUND_CHECK(state->curl != nullptr);
  return HttpClient(std::move(state));
}

tl::expected<HttpResponse, HttpError> HttpClient::send(const HttpRequest& request) {
  const Result<HttpUrl> first = parse_http_url(request.url);
  if (!first) return tl::unexpected(HttpError{HttpFailure::kOther, first.error().message});
  HttpUrl url = *first;
  for (int redirects = 0;; ++redirects) {
    auto response = state_->exchange(request, url);
    if (!response || !is_redirect(response->status)) return response;
    const std::string place(response->header("location"));
    if (place.empty()) return response;
    const Result<HttpUrl> next = resolve_http_url(url, place);
    if (!next)
      return http_failed(url.without_query(), HttpFailure::kRedirect, "it redirects to no address");
    if (!stays_there(url, *next)) {
      return http_failed(url.without_query(), HttpFailure::kRedirect,
                         fmt::format("it redirects to another host, {}://{}, which is not followed",
                                     next->scheme, next->host));
    }
    if (redirects == kMostRedirects || request.method != "GET") {
      return http_failed(url.without_query(), HttpFailure::kRedirect, "it redirects too often");
    }
    url = *next;
  }
}

}  // namespace keyhound
