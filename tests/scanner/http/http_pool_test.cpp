// SPDX-License-Identifier: Apache-2.0
#include "scanner/http/http_pool.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <set>
#include <string>
#include <thread>

#include "tests/support/http_pool_runs.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

std::string host_url(std::uint64_t host, const std::string& path) {
  return "https://host" + std::to_string(host) + ".example" + path;
}

}  // namespace

TEST_CASE("A pool answers many requests to many hosts, each under its ticket") {
  const TlsServer server([](const TlsRequest& request) {
    return json_answer("\"" + request.host + request.path + "\"");
  });
  HttpPool pool = pool_with(options_for(server));
  for (std::uint64_t i = 0; i < 10'000; ++i) {
    pool.start(i, get_request(host_url(i % 50, "/" + std::to_string(i))));
  }
  CHECK(pool.running() == 10'000);
  const PoolAnswers answers = all_answers(pool);
  REQUIRE(answers.size() == 10'000);
  for (const auto& [ticket, answer] : answers) {
    CAPTURE(ticket);
    REQUIRE(answer.has_value());
    CHECK(answer->status == 200);
    CHECK(answer->body ==
          "\"host" + std::to_string(ticket % 50) + ".example/" + std::to_string(ticket) + "\"");
  }
  CHECK(server.request_count() == 10'000);
  CHECK(server.connection_count() <= 300);  // kept, at most six a host
}

TEST_CASE("500 requests at once to 250 hosts are answered side by side") {
  const TlsServer server([](const TlsRequest&) {
    ServedAnswer answer = json_answer("{}");
    answer.delay = milliseconds(100);
    return answer;
  });
  HttpPool pool = pool_with(options_for(server));
  const auto begin = steady_clock::now();
  for (std::uint64_t i = 0; i < 500; ++i) pool.start(i, get_request(host_url(i % 250, "/")));
  for (const auto& [ticket, answer] : all_answers(pool)) {
    CAPTURE(ticket);
    CHECK(answer.has_value());
  }
  CHECK(server.request_count() == 500);
  CHECK(steady_clock::now() - begin < milliseconds(30'000));  // one after the other: 50 s
}

TEST_CASE("A request is sent as it was given, and names the tool") {
  const TlsServer server([](const TlsRequest&) {
    return status_answer(418, "tea", {{"X-Pot", " full "}, {"Set-Cookie", "a=b"}});
  });
  const TempDir home;
  home.write_file(".netrc",
                  "machine host1.example login someone pass"
                  "word something\n");
  const ScopedEnvironment environment({{"HOME", home.str()}, {"NETRC", home / ".netrc"}});
  HttpPool pool = pool_with(options_for(server));
  HttpRequest request = get_request(host_url(1, "/a?b=c"));
  request.method = "POST";
  request.body = std::string("a\0b", 3);
  request.headers = {{"Accept", "text/plain"}, {"X-Empty", ""}};
  const auto answer = one_answer(pool, request);
  REQUIRE(answer.has_value());
  CHECK(answer->status == 418);
  CHECK(answer->body == "tea");
  CHECK(answer->header("x-pot") == "full");
  request.authorisation = {"Authorization", "Bearer t"};
  REQUIRE(one_answer(pool, request).has_value());
  const auto asked = server.requests();
  REQUIRE(asked.size() == 2);
  CHECK(asked[0].method == "POST");
  CHECK(asked[0].target == "/a?b=c");
  CHECK(asked[0].body == request.body);
  CHECK(asked[0].asked_name == "host1.example");
  CHECK(asked[0].header("accept") == "text/plain");
  CHECK(asked[0].headers.end() != std::find(asked[0].headers.begin(), asked[0].headers.end(),
                                            std::pair<std::string, std::string>("x-empty", "")));
  CHECK(asked[0].header("user-agent").rfind("keyhound/", 0) == 0);
  CHECK(asked[0].header("authorization").empty());  // of .netrc
  CHECK(asked[1].header("authorization") == "Bearer t");
  CHECK(asked[1].header("cookie").empty());
  CHECK(asked[0].connection == asked[1].connection);
}

TEST_CASE("HEAD has no body to wait for") {
  const TlsServer server([](const TlsRequest&) { return json_answer("{\"not\":\"sent\"}"); });
  HttpPool pool = pool_with(options_for(server));
  HttpRequest request = get_request(host_url(1, "/"));
  request.method = "HEAD";
  const auto answer = one_answer(pool, request);
  REQUIRE(answer.has_value());
  CHECK(answer->status == 200);
  CHECK(answer->body.empty());
}

TEST_CASE("A host that never answers holds up nobody but itself") {
  const TlsServer server([](const TlsRequest& request) {
    return request.host == "tarpit.example" ? TlsAnswer::with(TlsAnswer::Fault::kNever)
                                            : TlsAnswer(json_answer("{}"));
  });
  HttpOptions options = options_for(server);
  options.timeout = milliseconds(60'000);
  HttpPool pool = pool_with(options);
  for (std::uint64_t i = 0; i < 300; ++i) pool.start(i, get_request("https://tarpit.example/"));
  for (std::uint64_t i = 300; i < 400; ++i) pool.start(i, get_request(host_url(i % 5, "/")));
  std::set<std::uint64_t> ended;
  const auto begin = steady_clock::now();
  while (ended.size() < 100 && steady_clock::now() - begin < milliseconds(60'000)) {
    for (const HttpPool::Done& done : pool.poll(milliseconds(1000))) {
      CHECK(done.answer.has_value());
      ended.insert(done.ticket);
    }
  }
  CHECK(ended.size() == 100);
  CHECK(pool.running() == 300);
  CHECK(server.connection_count() < 50);
}

TEST_CASE("A pool that is given up ends at once, with all that runs") {
  const TlsServer server(
      [](const TlsRequest&) { return TlsAnswer::with(TlsAnswer::Fault::kNever); });
  const auto begin = steady_clock::now();
  {
    HttpPool pool = pool_with(options_for(server));
    for (std::uint64_t i = 0; i < 500; ++i) pool.start(i, get_request(host_url(i % 100, "/")));
    CHECK(pool.poll(milliseconds(500)).empty());
    CHECK(pool.running() == 500);
    HttpPool moved = std::move(pool);
    CHECK(moved.running() == 500);
  }
  CHECK(steady_clock::now() - begin < milliseconds(10'000));
}

TEST_CASE("poll() waits no longer than it may, and not at all when nothing runs") {
  std::atomic<bool> may_answer = false;
  const TlsServer server([&may_answer](const TlsRequest&) {
    while (!may_answer) std::this_thread::sleep_for(milliseconds(5));
    return json_answer("{}");
  });
  HttpPool pool = pool_with(options_for(server));
  const auto begin = steady_clock::now();
  CHECK(pool.poll(milliseconds(60'000)).empty());
  pool.start(1, get_request(host_url(1, "/")));
  CHECK(pool.poll(milliseconds(50)).empty());
  CHECK(pool.poll(milliseconds(0)).empty());
  CHECK(pool.poll(milliseconds(-1)).empty());
  CHECK(steady_clock::now() - begin < milliseconds(15'000));
  may_answer = true;
  CHECK(pool.poll(milliseconds::max()).size() == 1);
  CHECK(pool.running() == 0);
}

TEST_CASE("A file of authorities that is none is told before anything is asked") {
  const TempDir dir;
  dir.write_file("ca.pem", "this is no certificate");
  HttpOptions options;
  options.ca_file = dir / "ca.pem";
  const auto without_any = HttpPool::create(options);
  REQUIRE_FALSE(without_any.has_value());
  CHECK((without_any.error().kind == ErrorKind::kConfiguration));
  options.ca_file = dir / "missing.pem";
  const auto missing = HttpPool::create(options);
  REQUIRE_FALSE(missing.has_value());
  CHECK((missing.error().kind == ErrorKind::kNotFound));
}

TEST_CASE("A pool that was told to connect to nonsense is none") {
  HttpOptions options;
  options.connect_to = {"host:443"};
  const auto pool = HttpPool::create(options);
  REQUIRE_FALSE(pool.has_value());
  CHECK((pool.error().kind == ErrorKind::kConfiguration));
  CHECK(pool.error().message.find("HOST:PORT:HOST:PORT") != std::string::npos);
}

}  // namespace keyhound::testing
