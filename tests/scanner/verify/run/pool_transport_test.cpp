// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/run/pool_transport.h"

#include <doctest/doctest.h>

#include "tests/support/tls_server.h"

namespace keyhound::testing {

using namespace std::chrono_literals;

TEST_CASE("A transport over the pool waits while something runs, and while nothing does") {
  const TlsServer server([](const TlsRequest&) { return json_answer("{}"); });
  HttpOptions options;
  options.ca_file = server.ca_file();
  options.connect_to = {server.connect_to()};
  auto pool = HttpPool::create(options);
  REQUIRE(pool.has_value());
  PoolTransport transport(std::move(*pool));
  const RunTime begin = transport.elapsed();
  CHECK(transport.poll(30ms).empty());
  CHECK((transport.elapsed() - begin >= 30ms));
  HttpRequest request;
  request.url = "https://api.example.com/me";
  transport.start(7, request);
  std::vector<HttpPool::Done> ended;
  while (ended.empty() && transport.elapsed() < 30s) ended = transport.poll(1s);
  REQUIRE(ended.size() == 1);
  CHECK(ended[0].ticket == 7);
  CHECK(ended[0].answer->status == 200);
  CHECK(transport.date().seconds > 1'700'000'000);
}

}  // namespace keyhound::testing
