// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/mongodb/mongodb_probe.h"

#include <doctest/doctest.h>

#include "scanner/probes/mongodb/mongodb_login.h"
#include "tests/scanner/probes/fake_mongodb.h"
#include "tests/scanner/probes/probe_cases.h"

namespace keyhound::testing {
namespace {

using std::chrono::milliseconds;
using std::string_literals::operator""s;

using Identity = std::map<std::string, std::string, std::less<>>;

const std::vector<std::string> kBoth = {"SCRAM-SHA-1", "SCRAM-SHA-256"};
constexpr const char* kActive = "active: the server lets the user in";
// Also said to a user who may not come from here.
constexpr const char* kRefused =
    "indeterminate: the server refuses this user, this password or this address (18)";

Liveness check_url(int port, const std::string& password, Identity more = {},
                   const std::string& ca_file = "", milliseconds timeout = milliseconds(4000)) {
  ProbeSettings settings = local_settings(timeout);
  settings.ca_file = ca_file;
  Identity identity = {{"user", "app"},
                       {"host", "localhost"},
                       {"port", std::to_string(port)},
                       {"scheme", "mongodb"}};
  for (const auto& [name, value] : more) identity[name] = value;
  return kMongodbProbe.check(login_parts(password, identity), settings);
}

std::string result(const FakeMongodb& server, const std::string& password, Identity more = {}) {
  return state_and_reason(
      check_url(server.port(), password, std::move(more), server.host().ca_file()));
}

FakeMongodb::Settings with_account(const std::string& name, std::vector<std::string> mechanisms) {
  FakeMongodb::Settings settings;
  settings.accounts[name] = {std::move(mechanisms), marker_password()};
  return settings;
}

}  // namespace

TEST_CASE("A MongoDB tells passwords that it takes from those that it refuses") {
  for (const auto& mechanisms : {kBoth, std::vector<std::string>{"SCRAM-SHA-1"},
                                 std::vector<std::string>{"SCRAM-SHA-256"}}) {
    for (const bool tells : {true, false}) {
      for (const bool has_long_end : {true, false}) {
        auto settings = with_account("admin.app", mechanisms);
        settings.tells_mechanisms = tells;
        settings.has_long_end = has_long_end;
        const FakeMongodb server(settings);
        CHECK(result(server, marker_password()) == kActive);
        CHECK(result(server, "wrong") == kRefused);
        CHECK(server.heard().find(marker_password()) == std::string::npos);
      }
    }
  }
  const FakeMongodb empty(FakeMongodb::Settings{});
  const Liveness gone = check_url(empty.port(), marker_password(), {}, empty.host().ca_file());
  CHECK(state_and_reason(gone) == kRefused);
  CHECK(gone.verifier == "mongodb");
  CHECK(gone.host == "localhost:" + std::to_string(empty.port()));
}

TEST_CASE("A MongoDB is asked in every database that may know the user") {
  const FakeMongodb server(with_account("app.app", kBoth));
  CHECK(result(server, marker_password(), {{"database", "app"}}) == kActive);
  CHECK(result(server, marker_password(), {{"database", "shop"}}) == kRefused);
  CHECK(server.asked() == std::vector<std::string>{"app SCRAM-SHA-256", "shop SCRAM-SHA-256",
                                                   "shop SCRAM-SHA-1", "admin SCRAM-SHA-256",
                                                   "admin SCRAM-SHA-1"});
  CHECK(result(server, marker_password(), {{"database", "shop"}, {"auth_source", "app"}}) ==
        kActive);
  CHECK(result(server, marker_password(), {{"auth_source", "admin"}, {"database", "app"}}) ==
        kRefused);
  CHECK(result(server, marker_password(),
               {{"auth_source", "app"}, {"auth_mechanism", "SCRAM-SHA-1"}}) == kActive);
  CHECK(server.asked().back() == "app SCRAM-SHA-1");
}

TEST_CASE("What a MongoDB answers otherwise proves nothing") {
  const auto outcome = [](const FakeMongodb::Settings& settings,
                          const std::string& password = marker_password()) {
    const FakeMongodb server(settings);
    return result(server, password);
  };
  auto settings = with_account("admin.app", kBoth);
  settings.code = 13;
  CHECK(outcome(settings, "wrong") ==
        "indeterminate: the server ends the login for another reason (13)");
  settings = with_account("admin.app", kBoth);
  settings.has_data = false;
  CHECK(outcome(settings, "wrong") ==
        "indeterminate: the server is a member of a replica set without its data");
  settings = with_account("admin.app", kBoth);
  settings.proves = false;
  CHECK(outcome(settings) ==
        "indeterminate: the server lets the user in, and does not know the password");
  settings = with_account("admin.app", {"PLAIN"});
  CHECK(outcome(settings) == "indeterminate: this user logs in in another way than by SCRAM");
  settings = with_account("admin.app", kBoth);
  settings.rounds = 100;
  CHECK(outcome(settings) ==
        "indeterminate: nothing more was sent: the server asks for a weak hash");
  settings.rounds = 2'147'483'647;
  CHECK(outcome(settings) == "indeterminate: the server asks for a hash that takes too long");
  // Servers before 4.0, and those that switched it off.
  for (const int code : {2, 334}) {
    settings = with_account("admin.app", {"SCRAM-SHA-1"});
    settings.tells_mechanisms = false;
    settings.unknown_way = code;
    CHECK(outcome(settings) == kActive);
    CHECK(outcome(settings, "wrong") == kRefused);
    settings.code = code;
    CHECK(outcome({{}, {}, false, true, false, true, 4096, code, code}) ==
          "indeterminate: the server knows none of the ways to log in that are tried");
  }
}

TEST_CASE("A MongoDB that nobody vouches for proves that it knows the password, and refutes none") {
  auto settings = with_account("admin.app", kBoth);
  settings.has_tls = false;
  const FakeMongodb plain(settings);
  CHECK(result(plain, marker_password()) == kActive);
  CHECK(result(plain, "wrong") == kRefused);
  CHECK(result(plain, marker_password(), {{"tls", "true"}}) ==
        "indeterminate: the server makes no TLS connection");
  CHECK(plain.heard().find(marker_password()) == std::string::npos);
  // One with another certificate is no server without TLS.
  const FakeMongodb secure(with_account("admin.app", kBoth));
  for (const char* tls : {"", "true", "false"})
    CHECK(state_and_reason(check_url(secure.port(), marker_password(), {{"tls", tls}})) ==
          "indeterminate: the certificate of the server is not trusted");
  CHECK(secure.heard().empty());
}

TEST_CASE("A server that plays MongoDB falsely proves nothing, in time") {
  const auto rest_of = [](const ScriptedServer::Peer& peer) {
    const std::string head = peer.receive(kMongodbHead);
    if (head.size() == kMongodbHead && number_of_little_endian(head.substr(12, 4)) == 2013)
      peer.receive(number_of_little_endian(head.substr(0, 4)) - kMongodbHead);
  };
  const std::vector<std::function<void(const ScriptedServer::Peer&)>> scripts = {
      [](const ScriptedServer::Peer& peer) { peer.wait(); },
      [](const ScriptedServer::Peer& peer) { peer.reset(); },
      [](const ScriptedServer::Peer& peer) {
        while (peer.send(std::string(4096, '\x16'))) {
        }
      },
      [](const ScriptedServer::Peer& peer) { peer.send("HTTP/1.1 200 OK\r\n\r\n"); },
      [&](const ScriptedServer::Peer& peer) {
        rest_of(peer);
        peer.send("\xff\xff\xff\x7f\1\0\0\0\1\0\0\0\xdd\7\0\0"s);
        while (peer.send(std::string(4096, '\0'))) {
        }
      },
      [&](const ScriptedServer::Peer& peer) {
        rest_of(peer);
        peer.send("\0\xff\0\0\1\0\0\0\1\0\0\0\xdd\7\0\0"s);
        peer.wait();
      },
  };
  for (const auto& script : scripts) {
    const ScriptedServer server(script);
    const auto begin = std::chrono::steady_clock::now();
    const Liveness liveness =
        check_url(server.port(), marker_password(), {}, "", milliseconds(800));
    CHECK(std::chrono::steady_clock::now() - begin < milliseconds(4000));
    CAPTURE(state_and_reason(liveness));
    CHECK(liveness.state == LivenessState::kIndeterminate);
    CHECK(liveness.reason.find(marker_password()) == std::string::npos);
  }
}

TEST_CASE("The plan of a login to MongoDB says what is not asked, and why") {
  const auto plan = [](Identity more) {
    Identity identity = {{"user", "app"}, {"host", "db.acme.test"}, {"scheme", "mongodb"}};
    for (const auto& [name, value] : more) identity[name] = value;
    const auto target = kMongodbProbe.target(login_parts("x", identity), {});
    return target ? target->host : target.error().message;
  };
  CHECK(plan({}) == "db.acme.test:27017");
  CHECK(plan({{"auth_mechanism", "SCRAM-SHA-256"}}) == "db.acme.test:27017");
  CHECK(plan({{"scheme", "mongodb+srv"}}).find("SRV records, which are not looked up") !=
        std::string::npos);
  const std::string other = "its URL asks for another way to log in than SCRAM";
  CHECK(plan({{"auth_mechanism", "PLAIN"}}) == other);
  CHECK(plan({{"auth_source", "$external"}}) == other);
  CHECK(plan({{"auth_source", "%24external"}}) == other);
  CHECK(plan({{"user", ""}}) == "nothing says whose password it is");
  CHECK(
      kMongodbProbe.check(login_parts("x", {{"host", "h"}, {"scheme", "mongodb+srv"}}), {}).state ==
      LivenessState::kIndeterminate);
  CHECK(probe_of_rule("database-url-mongodb") == &kMongodbProbe);
}

}  // namespace keyhound::testing
