// SPDX-License-Identifier: Apache-2.0
// Where a pool connects to: internal addresses, answers of the name service that change, proxies.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/support/connect_proxy.h"
#include "tests/support/http_pool_runs.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {
namespace {

HttpOptions strict() {
  HttpOptions options;
  options.refuses_internal = true;
  options.https_only = true;
  options.connect_timeout = std::chrono::seconds(5);
  return options;
}

HttpError error_of(HttpPool& pool, const std::string& url) {
  CAPTURE(url);
  const auto answer = one_answer(pool, get_request(url));
  REQUIRE_FALSE(answer.has_value());
  return answer.error();
}

bool says(const HttpError& error, std::string_view words) {
  CAPTURE(error.message);
  CAPTURE(words);
  const bool is_said = error.message.find(words) != std::string::npos;
  CHECK(is_said);
  return is_said;
}

TlsServer::Handler always_well() {
  return [](const TlsRequest&) { return json_answer("{}"); };
}

}  // namespace

TEST_CASE("Literals of internal addresses are refused, however they are written") {
  HttpPool pool = pool_with(strict());
  for (const char* host :
       {"127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "10.0.0.1", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "0.0.0.0", "[::1]", "[::]", "[::ffff:127.0.0.1]",
        "[::ffff:a9fe:a9fe]", "[64:ff9b::10.0.0.1]", "[2002:7f00:1::]", "[fd00:ec2::254]",
        "[fe80::1]", "[fe80::1%25lo]"}) {
    const HttpError error = error_of(pool, std::string("https://") + host + ":9/x?y=z");
    CAPTURE(host);
    CAPTURE(error.message);
    CHECK((error.failure == HttpFailure::kAddress));
    says(error, "is not of the public internet");
    says(error, "--allow-internal");
  }
}

TEST_CASE("A name that stands for an internal address when it is connected to is refused there") {
  const TlsServer server(always_well());
  HttpPool by_name = pool_with(strict());
  HttpError error = error_of(by_name, "https://localhost:" + std::to_string(server.port()) + "/");
  CHECK((error.failure == HttpFailure::kAddress));
  says(error, "https://localhost:");

  // What the name service says between check and connect does not matter: a public name may lead
  // here at the last moment.
  HttpOptions options = options_for(server);
  options.refuses_internal = true;
  HttpPool rebound = pool_with(options);
  error = error_of(rebound, "https://public.example/");
  CHECK((error.failure == HttpFailure::kAddress));
  says(error, "https://public.example: ");
  says(error, "127.0.0.1 ");
  CHECK(server.connection_count() == 0);

  options.refuses_internal = false;
  HttpPool allowed = pool_with(options);
  CHECK(one_answer(allowed, get_request("https://public.example/")).has_value());
}

TEST_CASE("What connect_to leads elsewhere must still have the certificate of its host") {
  const TlsServer server(always_well());
  HttpOptions options = options_for(server);
  options.connect_to = {"a.example:443:127.0.0.1:" + std::to_string(server.port())};
  HttpPool pool = pool_with(options);
  CHECK(one_answer(pool, get_request("https://a.example/")).has_value());
  CHECK(server.requests().at(0).asked_name == "a.example");
}

TEST_CASE("HTTPS goes through the proxy of the environment in a tunnel, but for its exceptions") {
  const TlsServer server(always_well());
  const ConnectProxy proxy({server.port(), "", 0});
  HttpOptions options = options_for(server);
  options.connect_to = {};
  options.refuses_internal = true;  // the proxy is internal, and may be
  HttpPool pool = pool_with(
      options, {{"HTTPS_PROXY", "http://" + proxy.address()}, {"NO_PROXY", "direct.example"}});
  HttpRequest request = get_request("https://api.example.com/x");
  request.authorisation = {"Authorization", "Bearer t"};
  CHECK(one_answer(pool, request).has_value());
  REQUIRE(proxy.targets().size() == 1);
  CHECK(proxy.targets()[0] == "api.example.com:443");
  CHECK(server.requests().at(0).asked_name == "api.example.com");
  CHECK((error_of(pool, "https://direct.example/").failure == HttpFailure::kName));
  CHECK(proxy.targets().size() == 1);
}

TEST_CASE("A proxy is not asked for what its name tells to be internal") {
  const TlsServer server(always_well());
  const ConnectProxy proxy({server.port(), "", 0});
  HttpOptions options = strict();
  options.ca_file = server.ca_file();
  const Environment environment = {{"HTTPS_PROXY", proxy.address()}};
  HttpPool pool = pool_with(options, environment);
  for (const char* host :
       {"169.254.169.254", "[::1]", "127.1", "localhost", "intranet", "metadata.google.internal"}) {
    const HttpError error = error_of(pool, std::string("https://") + host + "/");
    CHECK((error.failure == HttpFailure::kAddress));
    says(error, "--allow-internal");
  }
  options.connect_to = {"api.example.com:443:10.0.0.1:443"};
  HttpPool routed = pool_with(options, environment);
  CHECK((error_of(routed, "https://api.example.com/").failure == HttpFailure::kAddress));
  CHECK(proxy.targets().empty());
}

TEST_CASE("A proxy that wants a password is told so, and one that has it is not named") {
  const std::string password = alphanumerics(4, 20);
  const TlsServer server(always_well());
  const ConnectProxy proxy({server.port(), "Basic " + base64("me:" + password), 0});
  HttpOptions options = options_for(server);
  options.connect_to = {};
  HttpPool without = pool_with(options, {{"https_proxy", "http://" + proxy.address()}});
  const HttpError error = error_of(without, "https://api.example.com/");
  CHECK((error.failure == HttpFailure::kConnect));
  says(error, "407");
  says(error, "HTTPS_PROXY");
  HttpPool wrong =
      pool_with(options, {{"https_proxy", "http://you:" + password + "@" + proxy.address()}});
  CHECK(error_of(wrong, "https://api.example.com/").message.find(password) == std::string::npos);
  HttpPool with =
      pool_with(options, {{"https_proxy", "http://me:" + password + "@" + proxy.address()}});
  CHECK(one_answer(with, get_request("https://api.example.com/")).has_value());
  CHECK(server.requests().at(0).header("proxy-authorization").empty());
}

TEST_CASE("A proxy that refuses, is not there or is no proxy is no connection") {
  const TlsServer server(always_well());
  const ConnectProxy refusing({server.port(), "", 403});
  HttpOptions options = options_for(server);
  options.connect_to = {};
  HttpPool pool = pool_with(options, {{"https_proxy", refusing.address()}});
  const HttpError error = error_of(pool, "https://api.example.com/");
  CHECK((error.failure == HttpFailure::kConnect));
  says(error, "403");
  HttpPool nobody = pool_with(options, {{"https_proxy", "127.0.0.1:1"}});
  CHECK((error_of(nobody, "https://api.example.com/").failure == HttpFailure::kConnect));
  HttpPool unknown = pool_with(options, {{"https_proxy", "http://proxy.invalid:3128"}});
  CHECK((error_of(unknown, "https://api.example.com/").failure == HttpFailure::kName));
  CHECK(server.request_count() == 0);
}

TEST_CASE("A proxy's 407 for plain http is no answer of the host") {
  const ConnectProxy proxy({1, "Basic x", 0});
  HttpOptions options;
  HttpPool pool = pool_with(options, {{"http_proxy", proxy.address()}});
  const HttpError error = error_of(pool, "http://api.example.com/x");
  CHECK((error.failure == HttpFailure::kConnect));
  says(error, "407");
}

TEST_CASE("A client is as strict about addresses as a pool") {
  auto client = HttpClient::create(strict());
  REQUIRE(client.has_value());
  const auto response = client->send(get_request("https://127.0.0.1:9/"));
  REQUIRE_FALSE(response.has_value());
  CHECK((response.error().failure == HttpFailure::kAddress));
  const auto plain = client->send(get_request("http://api.example.com/"));
  REQUIRE_FALSE(plain.has_value());
  CHECK((plain.error().failure == HttpFailure::kOther));
}

}  // namespace keyhound::testing
