// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/postgresql/postgresql_probe.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <memory>

#include "tests/scanner/probes/probe_cases.h"
#include "tests/support/postgres_server.h"
#include "tests/support/scripted_server.h"

namespace keyhound::testing {
namespace {

using std::chrono::milliseconds;

// A server with users of all kinds; nullptr: PostgreSQL is not installed.
PostgresServer* server_with_users() {
  static const std::unique_ptr<PostgresServer> server = [] {
    auto made = PostgresServer::with_logins(
        "host all trusted all trust\n"
        "host all ghost all trust\n"
        "host all shut_out all reject\n"
        "hostssl all secure all scram-sha-256\n"
        "hostnossl all secure all reject\n"
        "hostssl all plain all password\n"
        "host all digest all md5\n"
        "host all all all scram-sha-256\n");
    if (made == nullptr) return made;
    const std::string password = " PASSWORD '" + marker_password() + "'";
    made->sql(made->owner_url(),
              "CREATE ROLE app LOGIN" + password + "; CREATE ROLE secure LOGIN" + password +
                  "; CREATE ROLE plain LOGIN" + password + "; CREATE ROLE digest LOGIN" + password +
                  "; CREATE ROLE trusted LOGIN; CREATE ROLE shut_out LOGIN" + password +
                  "; CREATE ROLE late LOGIN VALID UNTIL '2020-01-01'" + password +
                  "; CREATE ROLE locked NOLOGIN" + password + "; CREATE ROLE dropped LOGIN" +
                  password + "; DROP ROLE dropped");
    made->sql(made->owner_url(), "CREATE DATABASE closed");
    made->sql(made->owner_url(), "REVOKE CONNECT ON DATABASE closed FROM PUBLIC");
    return made;
  }();
  return server.get();
}

Liveness check_login(int port, const std::string& user, const std::string& password,
                     const std::string& database = "postgres", const std::string& tls = "",
                     const ProbeSettings& settings = local_settings(),
                     const std::string& host = "127.0.0.1") {
  return kPostgresqlProbe.check(login_parts(password, {{"user", user},
                                                       {"host", host},
                                                       {"port", std::to_string(port)},
                                                       {"database", database},
                                                       {"tls", tls}}),
                                settings);
}

// A variable of the environment for as long as this lives.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) { ::setenv(name, value, 1); }
  ~Variable() { ::unsetenv(name_); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
};

// The beginning of every login without TLS, until the server is to answer it.
void read_startup(const ScriptedServer::Peer& peer) {
  const std::string length = peer.receive(4);
  if (length.size() == 4) peer.receive(static_cast<unsigned char>(length[3]) - 4U);
}

std::string error_packet(const std::string& fields) {
  const std::string body = fields + std::string(1, '\0');
  std::string packet = "E";
  packet += std::string("\0\0\0", 3) + static_cast<char>(body.size() + 4);
  return packet + body;
}

}  // namespace

TEST_CASE("A login to PostgreSQL tells active passwords from those that are refused") {
  PostgresServer* const server = server_with_users();
  if (server == nullptr) return;
  struct Row {
    const char* user;
    bool is_right;
    const char* database;
    LivenessState state;
  };
  constexpr Row kRows[] = {
      {"app", true, "postgres", LivenessState::kActive},
      {"app", true, "no_such_database", LivenessState::kActive},
      {"app", true, "closed", LivenessState::kActive},
      {"secure", true, "postgres", LivenessState::kActive},
      {"plain", true, "postgres", LivenessState::kActive},
      {"digest", true, "postgres", LivenessState::kActive},
      {"app", false, "postgres", LivenessState::kRevoked},
      {"app", false, "no_such_database", LivenessState::kRevoked},
      {"plain", false, "postgres", LivenessState::kRevoked},
      {"digest", false, "postgres", LivenessState::kRevoked},
      {"dropped", true, "postgres", LivenessState::kRevoked},
      {"late", true, "postgres", LivenessState::kRevoked},
      {"locked", true, "postgres", LivenessState::kRevoked},
      {"ghost", true, "postgres", LivenessState::kRevoked},
      {"trusted", true, "postgres", LivenessState::kIndeterminate},
      {"shut_out", true, "postgres", LivenessState::kIndeterminate},
  };
  ProbeSettings settings = local_settings();
  settings.ca_file = server->certificate();
  for (const Row& row : kRows) {
    const Liveness liveness = check_login(
        server->port(), row.user, row.is_right ? marker_password() : "Wrong" + marker_password(),
        row.database, "", settings, "localhost");
    CAPTURE(std::string(row.user));
    CAPTURE(std::string(row.database));
    CAPTURE(state_and_reason(liveness));
    CHECK(liveness.state == row.state);
    CHECK(liveness.verifier == "postgresql");
    CHECK(liveness.source == "live-check");
    CHECK(liveness.host == "localhost:" + std::to_string(server->port()));
    CHECK(liveness.at.has_value());
    CHECK_FALSE(liveness.reason.empty());
    CHECK(liveness.reason.find(marker_password()) == std::string::npos);
  }
}

TEST_CASE("A PostgreSQL that nobody vouches for gets no password but by SCRAM, and refutes none") {
  PostgresServer* const server = server_with_users();
  if (server == nullptr) return;
  const auto result = [&](const char* user, const std::string& password, const char* tls = "") {
    return state_and_reason(check_login(server->port(), user, password, "postgres", tls));
  };
  const std::string right = marker_password();
  const std::string no_scram =
      "indeterminate: a server that nobody vouches for ends no login by SCRAM with channel "
      "binding; --ca-file names who does";
  CHECK(result("app", right) == "active: the server lets the user in");
  CHECK(result("app", right, "prefer") == "active: the server lets the user in");
  CHECK(result("app", "wrong") ==
        "indeterminate: a server that nobody vouches for refused it (28P01); --ca-file names who "
        "does");
  CHECK(result("app", "wrong", "prefer") == result("app", "wrong"));
  CHECK(result("plain", right) == no_scram);
  CHECK(result("digest", right) == "active: the server lets the user in");  // the server has SCRAM
  CHECK(result("trusted", right) == no_scram);
  CHECK(result("app", "wrong", "disable") ==
        "indeterminate: a server without TLS refused it (28P01)");
}

TEST_CASE("A PostgreSQL that asks for rounds without end is left in time") {
  const auto message = [](const std::string& body, char method) {
    std::string packet = "R" + std::string(3, '\0') + static_cast<char>(body.size() + 8);
    return packet + std::string(3, '\0') + method + body;
  };
  const ScriptedServer server([&](const ScriptedServer::Peer& peer) {
    read_startup(peer);
    peer.send(message(std::string("SCRAM-SHA-256\0\0", 15), 10));
    peer.receive_until("r=");
    const std::string nonce = peer.receive(24);
    peer.send(message("r=" + nonce + "abc,s=c2FsdHNhbHQ=,i=2147483647", 11));
    peer.wait();
  });
  const auto begin = std::chrono::steady_clock::now();
  const Liveness liveness = check_login(server.port(), "app", marker_password(), "postgres",
                                        "disable", local_settings(milliseconds(700)));
  CHECK(std::chrono::steady_clock::now() - begin < milliseconds(3000));
  CHECK(state_and_reason(liveness) ==
        "indeterminate: the login did not end in time, and was killed");
}

TEST_CASE("An error in front of TLS, which anybody can send, proves nothing") {
  const ScriptedServer server([](const ScriptedServer::Peer& peer) {
    read_startup(peer);  // the question for TLS
    peer.send(
        error_packet(std::string("SFATAL\0VFATAL\0C28P01\0Mno\0Rauth_failed\0Fauth.c\0L1\0", 49)));
  });
  for (const char* tls : {"", "verify-full"})
    CHECK(state_and_reason(check_login(server.port(), "app", marker_password(), "postgres", tls)) ==
          "indeterminate: the server makes no TLS connection as it is asked for");
}

TEST_CASE("The URL decides whether a login to PostgreSQL may do without TLS") {
  PostgresServer* const server = server_with_users();
  if (server == nullptr) return;
  const std::string right = marker_password();
  // Its rules let this user in over TLS alone.
  CHECK(check_login(server->port(), "secure", right, "postgres", "disable").state ==
        LivenessState::kIndeterminate);
  CHECK(check_login(server->port(), "app", right, "postgres", "disable").state ==
        LivenessState::kActive);
  // Its certificate is of localhost, and signed by itself.
  CHECK(check_login(server->port(), "app", right, "postgres", "verify-full").state ==
        LivenessState::kIndeterminate);
  ProbeSettings settings = local_settings();
  settings.ca_file = server->certificate();
  CHECK(check_login(server->port(), "app", right, "postgres", "verify-full", settings).state ==
        LivenessState::kIndeterminate);
  CHECK(check_login(server->port(), "app", right, "postgres", "verify-ca", settings).state ==
        LivenessState::kActive);
  const auto named =
      kPostgresqlProbe.check(login_parts(right, {{"user", "app"},
                                                 {"host", "localhost"},
                                                 {"port", std::to_string(server->port())},
                                                 {"tls", "verify-full"}}),
                             settings);
  CHECK(state_and_reason(named) == "active: the server lets the user in");
}

TEST_CASE("The environment changes nothing of a login to PostgreSQL") {
  PostgresServer* const server = server_with_users();
  if (server == nullptr) return;
  const Variable service("PGSERVICE", "nothing");
  const Variable options("PGOPTIONS", "-c no_such_setting=1");
  const Variable time_zone("PGTZ", "No/Where");
  const Variable password("PGPASSWORD", "another");
  const Variable mode("PGSSLMODE", "no-such-mode");
  const Variable target("PGTARGETSESSIONATTRS", "standby");
  CHECK(check_login(server->port(), "app", marker_password()).state == LivenessState::kActive);
  CHECK(std::string(std::getenv("PGSERVICE")) == "nothing");
  CHECK(std::string(std::getenv("PGTZ")) == "No/Where");
}

TEST_CASE("A URL of PostgreSQL is read as clients read it") {
  PostgresServer* const server = server_with_users();
  if (server == nullptr) return;
  server->sql(server->owner_url(),
              "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'a@b') THEN "
              "CREATE ROLE \"a@b\" LOGIN PASS"
              "WORD 'p%41@s/s'; END IF; END $$");
  CHECK(check_login(server->port(), "a%40b", "p%2541%40s%2Fs").state == LivenessState::kActive);
  const CredentialParts line = login_parts("p%41@s/s", {{"user", "a@b"},
                                                        {"host", "127.0.0.1"},
                                                        {"port", std::to_string(server->port())},
                                                        {"database", "*"}});
  CHECK(kPgpassProbe.check(line, local_settings()).state == LivenessState::kActive);
  CHECK(kPostgresqlProbe.check(line, local_settings()).state == LivenessState::kIndeterminate);
}

TEST_CASE("Nothing is sent to an internal PostgreSQL unless that is allowed") {
  const ScriptedServer server([](const ScriptedServer::Peer& peer) { peer.wait(); });
  ProbeSettings settings = local_settings();
  settings.refuses_internal = true;
  const Liveness liveness =
      check_login(server.port(), "app", marker_password(), "postgres", "", settings);
  CHECK(liveness.state == LivenessState::kIndeterminate);
  CHECK(liveness.reason.find("--allow-internal") != std::string::npos);
  CHECK(server.connections() == 0);
}

TEST_CASE("A server that plays PostgreSQL falsely proves nothing, in time") {
  struct Row {
    const char* name;
    std::function<void(const ScriptedServer::Peer&)> script;
  };
  const Row rows[] = {
      {"says nothing", [](const ScriptedServer::Peer& peer) { peer.wait(); }},
      {"resets", [](const ScriptedServer::Peer& peer) { peer.reset(); }},
      {"sends garbage",
       [](const ScriptedServer::Peer& peer) {
         while (peer.send(std::string(4096, '\x7f'))) {
         }
       }},
      {"speaks HTTP",
       [](const ScriptedServer::Peer& peer) {
         peer.send("HTTP/1.1 400 Bad Request\r\n\r\n");
         peer.wait();
       }},
      {"says nothing behind the login",
       [](const ScriptedServer::Peer& peer) {
         read_startup(peer);
         peer.wait();
       }},
      {"asks for the password without end",
       [](const ScriptedServer::Peer& peer) {
         read_startup(peer);
         while (peer.send(std::string("R\0\0\0\x0c\0\0\0\x05salt", 13))) {
         }
       }},
      {"lets everybody in",
       [](const ScriptedServer::Peer& peer) {
         read_startup(peer);
         peer.send(std::string("R\0\0\0\x08\0\0\0\0Z\0\0\0\x05I", 15));
         peer.wait();
       }},
      {"lets in and tells settings without end",
       [](const ScriptedServer::Peer& peer) {
         read_startup(peer);
         peer.send(std::string("R\0\0\0\x08\0\0\0\x03", 9));
         peer.send(std::string("R\0\0\0\x08\0\0\0\0", 9));
         while (
             peer.send(std::string("S\0\0\0\x08"
                                   "a\0b\0",
                                   9))) {
         }
       }},
      {"names another error in the words of one that counts",
       [](const ScriptedServer::Peer& peer) {
         read_startup(peer);
         peer.send(error_packet(std::string("SFATAL\0C57P03\0MFATAL:  28P01: no\0", 33)));
         peer.wait();
       }},
  };
  for (const Row& row : rows) {
    for (const char* tls : {"", "disable"}) {
      CAPTURE(std::string(row.name));
      CAPTURE(std::string(tls));
      const ScriptedServer server(row.script);
      const auto begin = std::chrono::steady_clock::now();
      const Liveness liveness = check_login(server.port(), "app", marker_password(), "postgres",
                                            tls, local_settings(milliseconds(700)));
      CHECK(std::chrono::steady_clock::now() - begin < milliseconds(4000));
      CAPTURE(state_and_reason(liveness));
      CHECK(liveness.state == LivenessState::kIndeterminate);
      CHECK(liveness.reason.find(marker_password()) == std::string::npos);
    }
  }
}

TEST_CASE("The plan of a login to PostgreSQL names host and port, and no value") {
  const CredentialParts parts =
      login_parts(marker_password(), {{"user", "app"}, {"host", "db.acme.test"}});
  const auto target = kPostgresqlProbe.target(parts, {});
  REQUIRE(target.has_value());
  CHECK(target->host == "db.acme.test:5432");
  CHECK(target->request == "log in to PostgreSQL, and ask nothing");
  CHECK(probe_of_rule("database-url-postgresql") == &kPostgresqlProbe);
  CHECK(probe_of_rule("heroku-postgres-url") == &kPostgresqlProbe);
  CHECK(probe_of_rule("pgpass-entry") == &kPgpassProbe);
  CHECK(probe_of_rule("github-classic-pat") == nullptr);

  const auto nowhere = kPostgresqlProbe.target(login_parts("x", {{"host", "${DB_HOST}"}}), {});
  REQUIRE_FALSE(nowhere.has_value());
  CHECK(nowhere.error().kind == ErrorKind::kUnreadable);
}

TEST_CASE("A PostgreSQL that cannot be reached proves nothing") {
  CHECK(state_and_reason(check_login(1, "app", marker_password())) ==
        "indeterminate: cannot connect");
  const auto unknown = kPostgresqlProbe.check(
      login_parts(marker_password(), {{"user", "app"}, {"host", "no-such-host.invalid"}}),
      local_settings());
  CHECK(state_and_reason(unknown) == "indeterminate: the name of the host has no address");
}

}  // namespace keyhound::testing
