// SPDX-License-Identifier: Apache-2.0
// What servers do that are broken, hostile or not who they say they are.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "scanner/http/http_exchange.h"
#include "tests/support/http_pool_runs.h"
#include "tests/support/loopback_listener.h"
#include "tests/support/tokens.h"
#include "tests/support/zlib_stream.h"

namespace keyhound::testing {
namespace {

using Fault = TlsAnswer::Fault;
using std::chrono::milliseconds;

// Stands where requests have secrets: in none of what is said may it be.
const std::string& marker() {
  static const std::string text = alphanumerics(9, 24);
  return text;
}

HttpRequest secret_request(const std::string& host = "api.example") {
  HttpRequest request = get_request("https://" + host + "/bot" + marker() + "/me?key=" + marker());
  request.headers = {{"X-Key", marker()}};
  request.authorisation = {"Authorization", "Bearer " + marker()};
  request.body = marker();
  return request;
}

HttpError error_of(HttpPool& pool, HttpRequest request = secret_request()) {
  const auto answer = one_answer(pool, std::move(request));
  REQUIRE_FALSE(answer.has_value());
  CAPTURE(answer.error().message);
  CHECK(answer.error().message.find(marker()) == std::string::npos);
  return answer.error();
}

HttpError error_of(const TlsServer& server, milliseconds timeout = milliseconds(20'000)) {
  HttpOptions options = options_for(server);
  options.timeout = timeout;
  HttpPool pool = pool_with(options);
  return error_of(pool);
}

HttpError error_of(TlsAnswer answer, milliseconds timeout = milliseconds(20'000)) {
  const TlsServer server([&answer](const TlsRequest&) { return answer; });
  return error_of(server, timeout);
}

TlsAnswer raw(std::string bytes) {
  TlsAnswer answer;
  answer.raw = std::move(bytes);
  return answer;
}

bool says(const HttpError& error, std::string_view words) {
  CAPTURE(error.message);
  CAPTURE(words);
  const bool is_said = error.message.find(words) != std::string::npos;
  CHECK(is_said);
  return is_said;
}

}  // namespace

TEST_CASE("A body without an end, or of ten gigabytes, ends at the bound") {
  for (const Fault fault : {Fault::kTenGigabytes, Fault::kEndless}) {
    const HttpError error = error_of(TlsAnswer::with(fault));
    CHECK((error.failure == HttpFailure::kTooLarge));
    says(error, "https://api.example: ");
    says(error, "more than 1048576 bytes");
  }
}

TEST_CASE("A bomb of compression ends at the bound of what it unpacks to") {
  const std::string deflate = zlib_bomb("", 'x', 5'000'000'000);
  CHECK(deflate.size() < 6'000'000);
  const std::string gzip = std::string("\x1f\x8b\x08\0\0\0\0\0\0\xff", 10) + deflate.substr(2);
  for (const auto& [coding, body] : {std::pair("deflate", deflate), std::pair("gzip", gzip)}) {
    CAPTURE(coding);
    const HttpError error =
        error_of(status_answer(200, body.substr(0, 900'000), {{"Content-Encoding", coding}}));
    CHECK((error.failure == HttpFailure::kTooLarge));
  }
  const std::string many = "gzip, gzip, gzip, gzip, gzip, gzip, gzip, gzip, gzip";
  CHECK((error_of(status_answer(200, gzip.substr(0, 1000), {{"Content-Encoding", many}})).failure ==
         HttpFailure::kCut));
}

TEST_CASE("Headers without an end, in one line or in many, are too large") {
  std::string lines = "HTTP/1.1 200 OK\r\n";
  for (int i = 0; i < 5000; ++i) lines += "X-Line: " + std::string(90, 'x') + "\r\n";
  CHECK((error_of(raw(lines + "\r\n")).failure == HttpFailure::kTooLarge));
  const std::string line = "HTTP/1.1 200 OK\r\nX-Line: " + std::string(2'000'000, 'x') + "\r\n\r\n";
  CHECK((error_of(raw(line)).failure == HttpFailure::kTooLarge));
  std::string interim;
  for (int i = 0; i < 20'000; ++i) interim += "HTTP/1.1 100 Continue\r\n\r\n";
  CHECK((error_of(raw(interim)).failure == HttpFailure::kTooLarge));
}

TEST_CASE("A server that never answers, or stops in the middle, is out of time") {
  CHECK((error_of(TlsAnswer::with(Fault::kNever), milliseconds(400)).failure ==
         HttpFailure::kTimeout));
  ServedAnswer half = json_answer("[1, 2, 3, 4]");
  half.cut_after = 4;
  CHECK((error_of(TlsAnswer::with(Fault::kNeverOn, half), milliseconds(400)).failure ==
         HttpFailure::kTimeout));
}

TEST_CASE("A server that shakes no hands is out of the time of connections") {
  LoopbackListener listener;
  listener.start([&listener](int) { listener.sleep(std::chrono::minutes(1)); });
  HttpOptions options;
  options.connect_timeout = milliseconds(300);
  options.connect_to = {"::127.0.0.1:" + std::to_string(listener.port())};
  HttpPool pool = pool_with(options);
  const HttpError error = error_of(pool);
  CHECK((error.failure == HttpFailure::kTimeout));
  listener.stop();
}

TEST_CASE("A connection that is lost is told as cut, wherever it happens") {
  ServedAnswer half = json_answer("[1, 2, 3, 4]");
  half.cut_after = 4;
  CHECK((error_of(TlsAnswer::with(Fault::kReset)).failure == HttpFailure::kCut));
  CHECK((error_of(TlsAnswer::with(Fault::kResetOn, half)).failure == HttpFailure::kCut));
  CHECK((error_of(half).failure == HttpFailure::kCut));
  half.is_chunked = true;
  CHECK((error_of(half).failure == HttpFailure::kCut));
  ServedAnswer nothing;
  nothing.says_nothing = true;
  CHECK((error_of(nothing).failure == HttpFailure::kCut));
  LoopbackListener listener;
  listener.start([](int) {});  // within the handshake
  HttpOptions options;
  options.connect_to = {"::127.0.0.1:" + std::to_string(listener.port())};
  HttpPool pool = pool_with(options);
  CHECK((error_of(pool).failure == HttpFailure::kCut));
}

TEST_CASE("What is no HTTP is no answer, and what it holds is not shown") {
  for (const std::string& bytes :
       {std::string("hello, this is no HTTP\r\n\r\n"), "HTTP/9.9 200 OK\r\n\r\n" + marker(),
        std::string("\0\1\2\3\xff\xfe\r\n\r\n", 10), "HTTP/1.1 abc " + marker() + "\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: " + marker() + "\r\n\r\n",
        std::string("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nx"),
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + marker() + "zz\r\n",
        "HTTP/1.1 200 OK\r\nContent-Encoding: " + marker() + "\r\nContent-Length: 3\r\n\r\nabc"}) {
    CAPTURE(bytes);
    const HttpFailure failure = error_of(raw(bytes)).failure;
    CHECK((failure == HttpFailure::kMalformed || failure == HttpFailure::kCut));
  }
}

TEST_CASE(
    "Certificates of another host, out of date or of nobody known are refused, and nothing sent") {
  const std::vector<std::pair<TlsCertificate, std::string>> bad = {
      {TlsCertificate::kOfOtherHost, "api.example"},
      {TlsCertificate::kExpired, "expired"},
      {TlsCertificate::kNotYetValid, "not yet valid"},
      {TlsCertificate::kOfOtherAuthority, "certificate"},
  };
  for (const auto& [certificate, words] : bad) {
    const TlsServer server([](const TlsRequest&) { return json_answer("{}"); },
                           {[kind = certificate](const std::string&) { return kind; }, false});
    const HttpError error = error_of(server);
    CHECK((error.failure == HttpFailure::kTls));
    says(error, words);
    CHECK(server.request_count() == 0);
  }
}

TEST_CASE("A redirect is an answer, and nothing of where it leads is asked") {
  const TlsServer server([](const TlsRequest& request) {
    return status_answer(
        302, "",
        {{"Location", request.path == "/metadata" ? "http://169.254.169.254/latest/meta-data/"
                                                  : "https://other.example/"}});
  });
  HttpPool pool = pool_with(options_for(server));
  for (const char* path : {"/metadata", "/other"}) {
    const auto answer = one_answer(pool, get_request(std::string("https://api.example") + path));
    REQUIRE(answer.has_value());
    CHECK(answer->status == 302);
    CHECK_FALSE(answer->header("location").empty());
  }
  CHECK(server.request_count() == 2);
}

TEST_CASE("Nothing is sent of a request that would smuggle another one in") {
  const TlsServer server([](const TlsRequest&) { return json_answer("{}"); });
  HttpPool pool = pool_with(options_for(server));
  const std::string evil = marker() + "\r\nX-Other: b";
  std::vector<HttpRequest> requests(9, secret_request());
  requests[0].authorisation.second = "Bearer " + evil;
  requests[1].headers = {{"X-Key", evil}};
  requests[2].headers = {{evil, "x"}};
  requests[3].headers = {{"X-Key", marker() + '\0' + "x"}};
  requests[4].headers = {{"", marker()}};
  requests[5].headers = {{"X-Key: a, X", marker()}};
  requests[6].method = "GET / HTTP/1.1\r\nX-Other: " + marker();
  requests[7].url = "https://api.example/" + evil;
  requests[8].url = "https://" + marker() + ":x@api.example/";
  for (const HttpRequest& request : requests) {
    CHECK((error_of(pool, request).failure == HttpFailure::kOther));
  }
  CHECK(server.connection_count() == 0);
}

TEST_CASE("Where https alone is asked, http is not") {
  const TlsServer server([](const TlsRequest&) { return json_answer("{}"); }, {nullptr, true});
  HttpPool pool = pool_with(options_for(server));
  CHECK((error_of(pool, get_request("http://api.example/")).failure == HttpFailure::kOther));
  CHECK(server.connection_count() == 0);
}

}  // namespace keyhound::testing
