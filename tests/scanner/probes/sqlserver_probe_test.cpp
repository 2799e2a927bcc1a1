// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/sqlserver/sqlserver_probe.h"

#include <doctest/doctest.h>

#include "tests/scanner/probes/fake_sqlserver.h"
#include "tests/scanner/probes/probe_cases.h"

namespace keyhound::testing {
namespace {

using std::chrono::milliseconds;
using std::string_literals::operator""s;

Liveness check_string(const std::string& server, const std::string& password,
                      const std::string& ca_file, milliseconds timeout = milliseconds(3000)) {
  ProbeSettings settings = local_settings(timeout);
  settings.ca_file = ca_file;
  return kSqlserverProbe.check(
      login_parts(password, {{"server", server}, {"user", "app"}, {"database", "shop"}}), settings);
}

std::string result(const FakeSqlserver& server, const std::string& password = marker_password()) {
  return state_and_reason(check_string("tcp:localhost," + std::to_string(server.port()), password,
                                       server.host().ca_file()));
}

// The password as a login has it.
std::string scrambled(const std::string& password) {
  std::string bytes;
  for (const char c : password) {
    const unsigned byte = static_cast<unsigned char>(c);
    bytes += static_cast<char>(((byte << 4U) | (byte >> 4U)) ^ 0xa5U);
    bytes += '\xa5';
  }
  return bytes;
}

}  // namespace

TEST_CASE("A SQL Server tells users that it lets in from those that it refuses") {
  struct Row {
    std::string tokens;
    const char* result;
  };
  const std::string ok = tds_let_in() + tds_done();
  const Row rows[] = {
      {ok, "active: the server lets the user in"},
      {tds_token('\xab', "changed database") + ok, "active: the server lets the user in"},
      {tds_error(18456) + tds_done(),
       "revoked: the server refuses this user with this password (18456)"},
      {tds_error(18470) + tds_done(), "revoked: the account is disabled (18470)"},
      {tds_error(18487) + tds_done(), "expired: the password has expired (18487)"},
      {tds_error(18488) + tds_done(),
       "expired: the password is right, and must be changed (18488)"},
      {tds_error(18486) + tds_done(), "indeterminate: the account is locked for now (18486)"},
      {tds_error(4060) + tds_error(18456) + tds_done(),
       "indeterminate: the server ends the login for another reason (4060)"},
      {tds_error(18456) + tds_error(4064) + tds_done(),
       "indeterminate: the server ends the login for another reason (4064)"},
      {tds_error(18456) + tds_error(18470) + tds_done(),
       "indeterminate: the server ends the login for another reason (18470)"},
      {tds_error(40615) + tds_done(),
       "indeterminate: the server ends the login for another reason (40615)"},
      {tds_error(5701) + ok, "indeterminate: the server ends the login for another reason (5701)"},
      {tds_let_in() + tds_token('\xe3', "\x14\5\0\0\x99\x05\0\0"s) + tds_done(),
       "indeterminate: the server sends the login on to another one"},
      {tds_done(), "indeterminate: the server ends the login without a reason"},
      {"\x81\0\0", "indeterminate: the server does not answer as SQL Server does"},
      {"\4\1\0\x08\0\0\1\0"s, "indeterminate: the server does not answer as SQL Server does"},
      {"\4\0\0\x09\0\0\1\0\xfd"s, "indeterminate: the server does not answer to the end in time"},
  };
  for (const Row& row : rows) {
    CAPTURE(std::string(row.result));
    const FakeSqlserver server(row.tokens);
    const Liveness liveness =
        check_string("localhost," + std::to_string(server.port()), marker_password(),
                     server.host().ca_file(), milliseconds(700));
    CHECK(state_and_reason(liveness) == row.result);
    CHECK(liveness.verifier == "sqlserver");
    CHECK(liveness.host == "localhost:" + std::to_string(server.port()));
    CHECK(server.login().find(scrambled(marker_password())) != std::string::npos);
    CHECK(server.plain().find(scrambled(marker_password())) == std::string::npos);
  }
}

TEST_CASE("A refusal counts where the password is what stands in the string") {
  const FakeSqlserver server(tds_error(18456) + tds_done());
  for (const char* password : {"pass&amp", "pass word # not it", "pass\\\\word", "pass%20word"})
    CHECK(result(server, password) ==
          "indeterminate: the server refuses it (18456); it may be written in another way");
  CHECK(result(server, "password  ") ==
        "revoked: the server refuses this user with this password (18456)");
  CHECK(result(server, std::string(200, 'x')) ==
        "indeterminate: a part of it is too long, or no text");
}

TEST_CASE("A refusal does not count where no database is named, whose own user it may be") {
  const FakeSqlserver server(tds_error(18456) + tds_done());
  ProbeSettings settings = local_settings(milliseconds(3000));
  settings.ca_file = server.host().ca_file();
  const std::string place = "localhost," + std::to_string(server.port());
  const auto outcome = [&](const char* name, const char* database) {
    return state_and_reason(kSqlserverProbe.check(
        login_parts(marker_password(), {{"server", place}, {"user", "app"}, {name, database}}),
        settings));
  };
  CHECK(outcome("database", "") ==
        "indeterminate: the server refuses it (18456); nothing says which database knows the user");
  for (const char* name : {"database", "catalog"})
    CHECK(outcome(name, "shop") ==
          "revoked: the server refuses this user with this password (18456)");
}

TEST_CASE("A refusal does not count where the password may be cut, and a login does") {
  const auto outcome = [](const std::string& tokens, const std::string& password) {
    const FakeSqlserver server(tokens + tds_done());
    ProbeSettings settings = local_settings(milliseconds(3000));
    settings.ca_file = server.host().ca_file();
    const std::string place = "localhost," + std::to_string(server.port());
    return state_and_reason(kSqlserverProbe.check(
        login_parts(
            password,
            {{"server", place}, {"user", "app"}, {"database", "shop"}, {"may_be_cut", "true"}}),
        settings));
  };
  CHECK(outcome(tds_error(18456), "Pa55") ==
        "indeterminate: it is refused, but what was found may be the beginning of the password "
        "alone");
  CHECK(outcome(tds_let_in(), "Pa55") == "active: the server lets the user in");
}

TEST_CASE("No SQL Server gets a password but over TLS that is trusted") {
  for (const char encryption : {'\0', '\2'}) {
    const FakeSqlserver without(tds_let_in() + tds_done(), encryption);
    CHECK(result(without) == "indeterminate: nothing was sent: the server has no TLS");
    CHECK(without.login().empty());
    CHECK(without.plain().size() == 26);
  }
  const FakeSqlserver other(tds_error(18456) + tds_done());
  const std::string distrust = "indeterminate: the certificate of the server is not trusted";
  const std::string port = std::to_string(other.port());
  CHECK(state_and_reason(check_string("localhost," + port, marker_password(), "")) == distrust);
  CHECK(state_and_reason(check_string("127.0.0.1," + port, marker_password(),
                                      other.host().ca_file())) == distrust);
  CHECK(other.login().empty());
  // A refusal that comes before TLS is none.
  const ScriptedServer early([](const ScriptedServer::Peer& peer) {
    peer.receive(26);
    peer.send(tds_answer(tds_error(18456) + tds_done()));
    peer.wait();
  });
  CHECK(state_and_reason(check_string("localhost," + std::to_string(early.port()),
                                      marker_password(), other.host().ca_file())) ==
        "indeterminate: the server does not answer as SQL Server does");
}

TEST_CASE("A server that plays SQL Server falsely proves nothing, in time") {
  const std::string agrees = tds_answer("\1\0\6\0\1\xff\1"s);
  const std::vector<std::function<void(const ScriptedServer::Peer&)>> scripts = {
      [](const ScriptedServer::Peer& peer) { peer.wait(); },
      [](const ScriptedServer::Peer& peer) { peer.reset(); },
      [](const ScriptedServer::Peer& peer) { peer.send("HTTP/1.1 200 OK\r\n\r\n"); },
      [](const ScriptedServer::Peer& peer) {
        while (peer.send("\4\0\xff\xff\0\0\1\0"s + std::string(65527, 'x'))) {
        }
      },
      [](const ScriptedServer::Peer& peer) {
        while (peer.send("\4\0\0\x09\0\0\1\0x"s)) {
        }
      },
      [&](const ScriptedServer::Peer& peer) {
        peer.send(agrees);
        peer.wait();
      },
      [&](const ScriptedServer::Peer& peer) {
        peer.send(agrees);
        while (peer.send("\x12\1\0\x09\0\0\1\0\x16"s)) {
        }
      },
      [&](const ScriptedServer::Peer& peer) {
        peer.send(agrees);
        while (peer.send("\x12\1\xff\xff\0\0\1\0"s + std::string(65527, '\x16'))) {
        }
      },
      // The beginning of a record that never ends.
      [&](const ScriptedServer::Peer& peer) {
        peer.send(agrees + "\x12\1\0\x0d\0\0\1\0\x16\3\3\x40\0"s);
        peer.wait();
      },
  };
  for (const auto& script : scripts) {
    const ScriptedServer server(script);
    const auto begin = std::chrono::steady_clock::now();
    const Liveness liveness = check_string("localhost," + std::to_string(server.port()),
                                           marker_password(), "", milliseconds(500));
    CHECK(std::chrono::steady_clock::now() - begin < milliseconds(4000));
    CAPTURE(state_and_reason(liveness));
    CHECK(liveness.state == LivenessState::kIndeterminate);
    CHECK(liveness.reason.find(marker_password()) == std::string::npos);
  }
}

TEST_CASE("The plan of a login to SQL Server reads what connection strings call a server") {
  const auto plan = [](const std::string& server, const std::string& port = "",
                       const std::string& user = "app") {
    const auto target = kSqlserverProbe.target(
        login_parts("secret", {{"server", server}, {"port", port}, {"user", user}}), {});
    return target ? target->host : target.error().message;
  };
  CHECK(plan("db.acme.test") == "db.acme.test:1433");
  CHECK(plan(" tcp:db.acme.test,14330 ") == "db.acme.test:14330");
  CHECK(plan("TCP:db.acme.test") == "db.acme.test:1433");
  CHECK(plan("db.acme.test:14330") == "db.acme.test:14330");
  CHECK(plan("db.acme.test", "14330") == "db.acme.test:14330");
  CHECK(plan("db.acme.test\\PROD,14330") == "db.acme.test:14330");
  CHECK(plan("db.acme.test\\\\PROD:14330") == "db.acme.test:14330");
  CHECK(plan("db.acme.test\\PROD", "14330") == "db.acme.test:14330");
  CHECK(plan("db.acme.test\\PROD") == "it names an instance of the server, and not its port");
  for (const char* here : {".", "(local)", "(localdb)\\MSSQLLocalDB"})
    CHECK(plan(here) == "its server is the machine that uses it");
  CHECK(plan("${SERVER}").find("it may be a variable") != std::string::npos);
  CHECK(plan("np:\\\\db\\pipe\\sql") == "its server is reached by a pipe, and not over TCP");
  CHECK(plan("db.acme.test", "", "") == "nothing says whose password it is");
  const auto behind = kSqlserverProbe.target(
      login_parts("secret", {{"server", "db"}, {"login", "app"}, {"catalog", "shop"}}), {});
  CHECK(behind.has_value());
  CHECK(probe_of_rule("sqlserver-connection-string") == &kSqlserverProbe);
  CHECK(probe_of_rule("database-url-sqlserver") == &kSqlserverUrlProbe);
}

TEST_CASE("URLs of SQL Server are percent-encoded, its strings are not") {
  const FakeSqlserver server(tds_let_in() + tds_done());
  ProbeSettings settings = local_settings(milliseconds(3000));
  settings.ca_file = server.host().ca_file();
  const CredentialParts parts = login_parts(
      "p%41ss%2Dword",
      {{"host", "localhost"}, {"port", std::to_string(server.port())}, {"user", "app"}});
  CHECK(kSqlserverUrlProbe.check(parts, settings).state == LivenessState::kActive);
  CHECK(server.login().find(scrambled("pAss-word")) != std::string::npos);
  CHECK(kSqlserverProbe.check(parts, settings).state == LivenessState::kActive);
  CHECK(server.login().find(scrambled("p%41ss%2Dword")) != std::string::npos);
}

}  // namespace keyhound::testing
