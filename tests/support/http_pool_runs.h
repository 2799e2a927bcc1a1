// SPDX-License-Identifier: Apache-2.0
// Requests of an HttpPool to a TlsServer. For tests that link keyhound_http.
#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <map>
#include <string>
#include <utility>

#include "scanner/http/http_pool.h"
#include "tests/support/scoped_environment.h"
#include "tests/support/tls_server.h"

namespace keyhound::testing {

using Environment = std::map<std::string, std::string>;
using PoolAnswers = std::map<std::uint64_t, tl::expected<HttpResponse, HttpError>>;

// All hosts are that server.
inline HttpOptions options_for(const TlsServer& server) {
  HttpOptions options;
  options.https_only = true;
  options.ca_file = server.ca_file();
  options.connect_to = {server.connect_to()};
  options.largest_body = 1U << 20U;
  options.timeout = std::chrono::seconds(20);
  return options;
}

// With these proxies, and none else of the environment.
inline HttpPool pool_with(HttpOptions options, const Environment& proxies = {}) {
  Environment variables;
  for (const char* name : {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY",
                           "no_proxy", "NO_PROXY"}) {
    variables[name] = "";
  }
  for (const auto& [name, value] : proxies) variables[name] = value;
  const ScopedEnvironment environment(variables);
  auto made = HttpPool::create(std::move(options));
  REQUIRE(made.has_value());
  return std::move(*made);
}

inline HttpRequest get_request(const std::string& url) {
  HttpRequest request;
  request.url = url;
  return request;
}

inline PoolAnswers all_answers(HttpPool& pool) {
  PoolAnswers answers;
  while (pool.running() > 0) {
    for (HttpPool::Done& done : pool.poll(std::chrono::seconds(60))) {
      CHECK(answers.emplace(done.ticket, std::move(done.answer)).second);
    }
  }
  return answers;
}

inline tl::expected<HttpResponse, HttpError> one_answer(HttpPool& pool, HttpRequest request) {
  pool.start(7, std::move(request));
  return all_answers(pool).at(7);
}

}  // namespace keyhound::testing
