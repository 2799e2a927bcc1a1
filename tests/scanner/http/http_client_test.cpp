// SPDX-License-Identifier: Apache-2.0
#include "scanner/http/http_client.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "tests/support/http_server.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {
namespace {

HttpClient client(HttpOptions options = {}) {
  auto made = HttpClient::create(std::move(options));
  REQUIRE(made.has_value());
  return std::move(*made);
}

HttpRequest get(const std::string& url) {
  HttpRequest request;
  request.url = url;
  return request;
}

HttpFailure failure_of(const HttpServer& server, HttpOptions options = {}) {
  const auto response = client(std::move(options)).send(get(server.url() + "/x?secret=1"));
  REQUIRE_FALSE(response.has_value());
  CHECK(response.error().message.find("secret=1") == std::string::npos);
  CHECK(response.error().message.find(server.url() + "/x") == 0);
  return response.error().failure;
}

}  // namespace

TEST_CASE("A response of any status comes whole, with its headers in lower case") {
  const HttpServer server({status_answer(418, "tea", {{"X-Pot", " full "}})});
  HttpRequest request = get(server.url() + "/a?b=c");
  request.headers = {{"Accept", "text/plain"}};
  request.authorisation = {"Authorization", "Bearer t"};
  const auto response = client().send(request);
  REQUIRE(response.has_value());
  CHECK(response->status == 418);
  CHECK(response->body == "tea");
  CHECK(response->header("x-pot") == "full");
  const auto asked = server.requests();
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].method == "GET");
  CHECK(asked[0].target == "/a?b=c");
  CHECK(asked[0].header("accept") == "text/plain");
  CHECK(asked[0].header("authorization") == "Bearer t");
  CHECK(asked[0].header("user-agent").rfind("keyhound/", 0) == 0);
}

TEST_CASE("A request has the method and the body that it was given") {
  const HttpServer server({json_answer("{}")});
  HttpRequest request = get(server.url() + "/");
  request.method = "PUT";
  request.body = std::string("a\0b", 3);
  REQUIRE(client().send(request).has_value());
  CHECK(server.requests().at(0).method == "PUT");
  CHECK(server.requests().at(0).body == request.body);
}

TEST_CASE("A response that is cut in the middle is none, however its length was told") {
  ServedAnswer cut = json_answer("[1, 2, 3]");
  cut.cut_after = 4;
  CHECK((failure_of(HttpServer({cut})) == HttpFailure::kCut));
  cut.is_chunked = true;
  CHECK((failure_of(HttpServer({cut})) == HttpFailure::kCut));
  ServedAnswer nothing;
  nothing.says_nothing = true;
  CHECK((failure_of(HttpServer({nothing})) == HttpFailure::kCut));
}

TEST_CASE("A response that is larger than the limit is none") {
  HttpOptions options;
  options.largest_body = 100;
  CHECK((failure_of(HttpServer({json_answer(std::string(101, ' '))}), options) ==
         HttpFailure::kTooLarge));
  const HttpServer server({json_answer(std::string(100, ' '))});
  CHECK(client(options).send(get(server.url())).has_value());
  CHECK((failure_of(HttpServer({status_answer(200, "",
                                              {{"X-Long", std::string(90'000, 'x')},
                                               {"X-More", std::string(90'000, 'x')},
                                               {"X-Last", std::string(90'000, 'x')}})})) !=
         HttpFailure::kCut));
}

TEST_CASE("A server that does not answer in time is given up") {
  ServedAnswer slow = json_answer("{}");
  slow.delay = std::chrono::seconds(20);
  HttpOptions options;
  options.timeout = std::chrono::milliseconds(200);
  CHECK((failure_of(HttpServer({slow}), options) == HttpFailure::kTimeout));
}

TEST_CASE("Redirects are followed on the same host alone, and not for ever") {
  HttpServer other({json_answer("\"other\"")});
  const std::string elsewhere = other.url() + "/x";
  HttpServer server([&](const ServedRequest& request) {
    if (request.target == "/moved") return status_answer(301, "", {{"Location", "/here?page=2"}});
    if (request.target == "/away") return status_answer(302, "", {{"Location", elsewhere}});
    if (request.target == "/round") return status_answer(302, "", {{"Location", "/round"}});
    if (request.target == "/file") {
      return status_answer(302, "", {{"Location", "file:///etc/passwd"}});
    }
    return json_answer("\"here\"");
  });
  HttpClient http = client();
  HttpRequest request = get(server.url() + "/moved");
  request.authorisation = {"Authorization", "Bearer t"};
  const auto moved = http.send(request);
  REQUIRE(moved.has_value());
  CHECK(moved->body == "\"here\"");
  CHECK(server.requests().back().target == "/here?page=2");
  CHECK(server.requests().back().header("authorization") == "Bearer t");
  for (const char* place : {"/away", "/round", "/file"}) {
    CAPTURE(place);
    request.url = server.url() + place;
    const auto response = http.send(request);
    REQUIRE_FALSE(response.has_value());
    CHECK((response.error().failure == HttpFailure::kRedirect));
  }
  CHECK(other.requests().empty());
  CHECK(server.requests().size() < 12);
}

TEST_CASE("A name that nobody knows, a closed port and a server without TLS are told apart") {
  HttpClient http = client();
  const auto name = http.send(get("https://keyhound-test.invalid/x"));
  REQUIRE_FALSE(name.has_value());
  CHECK((name.error().failure == HttpFailure::kName));
  CHECK(name.error().message.find("keyhound-test.invalid") != std::string::npos);
  int closed_port = 0;
  {
    const HttpServer server({json_answer("{}")});
    closed_port = server.port();
    const auto plain = http.send(get("https://127.0.0.1:" + std::to_string(server.port())));
    REQUIRE_FALSE(plain.has_value());
    CHECK((plain.error().failure == HttpFailure::kTls));
  }
  const auto closed = http.send(get("http://127.0.0.1:" + std::to_string(closed_port)));
  REQUIRE_FALSE(closed.has_value());
  CHECK((closed.error().failure == HttpFailure::kConnect));
}

TEST_CASE("Addresses with a user and other protocols are refused, and nothing of them is shown") {
  HttpClient http = client();
  const std::string password = alphanumerics(1, 20);
  for (const std::string& url :
       {"https://me:" + password + "@host.invalid/", "file:///etc/passwd" + password,
        "ftp://host.invalid/" + password, password}) {
    const auto response = http.send(get(url));
    REQUIRE_FALSE(response.has_value());
    CHECK((response.error().failure == HttpFailure::kOther));
    CHECK(response.error().message.find(password) == std::string::npos);
  }
}

TEST_CASE("A header that would smuggle in another one is not sent") {
  const HttpServer server({json_answer("{}")});
  HttpRequest request = get(server.url());
  request.authorisation = {"Authorization", "Bearer a\r\nX-Other: b"};
  const auto response = client().send(request);
  REQUIRE_FALSE(response.has_value());
  CHECK(response.error().message.find("Bearer") == std::string::npos);
  CHECK(server.requests().empty());
}

}  // namespace keyhound::testing
