// SPDX-License-Identifier: Apache-2.0
#include "scanner/http/http_pool.h"

#include <doctest/doctest.h>

#include <map>
#include <set>
#include <string>
#include <utility>

#include "tests/support/tls_server.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {
namespace {

using Answers = std::map<std::uint64_t, tl::expected<HttpResponse, HttpError>>;

HttpOptions options_for(const TlsServer& server) {
  HttpOptions options;
  options.https_only = true;
  options.ca_file = server.ca_file();
  options.connect_to = {server.connect_to()};
  options.largest_body = 1U << 20U;
  return options;
}

HttpPool pool_with(HttpOptions options) {
  auto made = HttpPool::create(std::move(options));
  REQUIRE(made.has_value());
  return std::move(*made);
}

HttpRequest get(const std::string& url) {
  HttpRequest request;
  request.url = url;
  return request;
}

Answers all_of(HttpPool& pool) {
  Answers answers;
  while (pool.running() > 0) {
    for (HttpPool::Done& done : pool.poll(std::chrono::seconds(20))) {
      CHECK(answers.emplace(done.ticket, std::move(done.answer)).second);
    }
  }
  return answers;
}

}  // namespace

TEST_CASE("A pool answers many requests to many hosts, each under its ticket") {
  const TlsServer server([](const TlsRequest& request) {
    return json_answer("\"" + request.host + request.path + "\"");
  });
  HttpPool pool = pool_with(options_for(server));
  for (std::uint64_t i = 0; i < 10'000; ++i) {
    pool.start(i, get("https://host" + std::to_string(i % 50) + ".example/" + std::to_string(i)));
  }
  CHECK(pool.running() == 10'000);
  const Answers answers = all_of(pool);
  REQUIRE(answers.size() == 10'000);
  for (const auto& [ticket, answer] : answers) {
    CAPTURE(ticket);
    if (!answer) CAPTURE(answer.error().message);
    REQUIRE(answer.has_value());
    CHECK(answer->status == 200);
    CHECK(answer->body == "\"host" + std::to_string(ticket % 50) + ".example/" +
                              std::to_string(ticket) + "\"");
  }
  CHECK(server.request_count() == 10'000);
  CHECK(server.connection_count() <= 300);  // kept, at most six a host
}

}  // namespace keyhound::testing
