// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/mysql/mysql_probe.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <memory>

#include "scanner/probes/mysql/mysql_packet.h"
#include "tests/scanner/probes/probe_cases.h"
#include "tests/support/certificate_authority.h"
#include "tests/support/free_port.h"
#include "tests/support/local_server.h"
#include "tests/support/program.h"
#include "tests/support/scripted_server.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tls_stream.h"

namespace keyhound::testing {
namespace {

using std::chrono::milliseconds;
using std::string_literals::operator""s;

Liveness check_login(int port, const std::string& user, const std::string& password,
                     const ProbeSettings& settings = local_settings(milliseconds(3000)),
                     const std::string& host = "127.0.0.1") {
  return kMysqlProbe.check(
      login_parts(password, {{"user", user}, {"host", host}, {"port", std::to_string(port)}}),
      settings);
}

// A MariaDB of this test alone, with users of all kinds, on TLS.
class MariadbServer {
 public:
  static std::unique_ptr<MariadbServer> start() {
    for (const char* program : {kServer, kInstall, "/usr/bin/my_print_defaults"}) {
      if (::access(program, X_OK) == 0) continue;
      MESSAGE("there is no MariaDB (packages mariadb-server-core, mariadb-client-core): not asked");
      return nullptr;
    }
    return std::make_unique<MariadbServer>();
  }
  MariadbServer() : port_(free_port()) {
    ::chmod(folder_.str().c_str(), 0755);
    folder_.make_directory("data");
    const auto issued = authority_.issue({{"localhost"}});
    folder_.write_file("ca.pem", authority_.certificate_pem());
    folder_.write_file("cert.pem", issued.certificate_pem);
    folder_.write_file("key.pem", issued.key_pem);
    const std::string password = "'" + marker_password() + "'";
    folder_.write_file("users.sql",
                       "CREATE USER app@'127.0.0.1' IDENTIFIED BY " + password + ";\n" +
                           "CREATE USER app@'localhost' IDENTIFIED BY " + password + ";\n" +
                           "CREATE USER locked@'127.0.0.1' IDENTIFIED BY " + password +
                           " ACCOUNT LOCK;\n" + "CREATE USER late@'127.0.0.1' IDENTIFIED BY " +
                           password + " PASSWORD EXPIRE;\n" +
                           "CREATE USER socket@'127.0.0.1' IDENTIFIED VIA unix_socket;\n");
    const std::string data = "--datadir=" + folder_ / "data";
    const RunResult made = run({kInstall, "--no-defaults", data, "--user=" + local_server_user(),
                                "--skip-test-db", "--auth-root-authentication-method=normal"});
    if (made.exit_code != 0) throw std::runtime_error(made.describe());
    server_ = std::make_unique<LocalServer>(
        std::vector<std::string>{
            kServer, "--no-defaults", data, "--bind-address=127.0.0.1",
            "--port=" + std::to_string(port_), "--socket=" + folder_ / "data/socket",
            "--init-file=" + folder_ / "users.sql", "--ssl-cert=" + folder_ / "cert.pem",
            "--ssl-key=" + folder_ / "key.pem"},
        port_, folder_ / "log");
  }
  int port() const { return port_; }
  std::string ca_file() const { return folder_ / "ca.pem"; }

 private:
  static constexpr const char* kServer = "/usr/sbin/mariadbd";
  static constexpr const char* kInstall = "/usr/bin/mariadb-install-db";
  CertificateAuthority authority_;
  TempDir folder_;
  int port_;
  std::unique_ptr<LocalServer> server_;
};

std::string greeting(bool has_tls, const std::string& plugin) {
  return "\x0a"
         "8.4.0\0"s +
         "\x08\0\0\0"s + "abcdefgh" + "\0"s + (has_tls ? "\xff\xff"s : "\xff\xf7"s) + "\x2d" +
         "\2\0"s + "\xff\xdf"s + "\x15" + std::string(10, '\0') + "ijklmnopqrst" + "\0"s + plugin +
         "\0"s;
}

std::string error_packet(int code) {
  return "\xff"s + static_cast<char>(code & 0xff) + static_cast<char>(code >> 8) + "#HY000" +
         marker_password();
}

// The next packet of the client.
std::string receive_packet(const ScriptedServer::Peer& peer) {
  const std::string head = peer.receive(4);
  return peer.receive(mysql_packet_size(head).value_or(0));
}

// One without TLS that greets and answers the login with these packets.
std::function<void(const ScriptedServer::Peer&)> answers(std::vector<std::string> packets) {
  return [packets = std::move(packets)](const ScriptedServer::Peer& peer) {
    peer.send(mysql_packet(greeting(false, "caching_sha2_password"), 0));
    std::uint8_t number = 2;
    for (const std::string& packet : packets) {
      if (receive_packet(peer).empty()) return;
      peer.send(mysql_packet(packet, number));
      number = static_cast<std::uint8_t>(number + 2);
    }
    peer.wait();
  };
}

}  // namespace

TEST_CASE("A real MariaDB is asked, where one is installed") {
  const auto server = MariadbServer::start();
  if (server == nullptr) return;
  const auto result = [&](const char* user, const std::string& password) {
    return state_and_reason(check_login(server->port(), user, password));
  };
  CHECK(result("app", marker_password()) == "active: the server lets the user in");
  CHECK(result("app", "wrong") ==
        "indeterminate: the server refuses this user, this password or this address (1045)");
  CHECK(result("dropped", marker_password()) ==
        "indeterminate: the server refuses this user, this password or this address (1045)");
  CHECK(result("locked", marker_password()) ==
        "indeterminate: a server that nobody vouches for refused it (4151); --ca-file names who "
        "does");
  // Into a session in which nothing but a new password may be set.
  CHECK(result("late", marker_password()) == "active: the server lets the user in");
  CHECK(check_login(server->port(), "socket", marker_password()).state ==
        LivenessState::kIndeterminate);

  ProbeSettings settings = local_settings();
  settings.ca_file = server->ca_file();
  CHECK(check_login(server->port(), "app", marker_password(), settings, "localhost").state ==
        LivenessState::kActive);
}

TEST_CASE("MySQL tells users that it lets in from those that it refuses") {
  struct Row {
    std::vector<std::string> packets;
    const char* result;
  };
  const std::string ok = "\0\0\0\2\0\0\0"s;
  const Row rows[] = {
      {{ok}, "active: the server lets the user in"},
      {{error_packet(1045)},
       "indeterminate: the server refuses this user, this password or this address (1045)"},
      {{error_packet(3118)},
       "indeterminate: a server that nobody vouches for refused it (3118); --ca-file names who "
       "does"},
      {{error_packet(1862)},
       "indeterminate: a server that nobody vouches for refused it (1862); --ca-file names who "
       "does"},
      {{error_packet(1040)}, "indeterminate: the server ends the login for another reason (1040)"},
      {{error_packet(1698)}, "indeterminate: the server ends the login for another reason (1698)"},
      {{"\xfe"
        "mysql_native_password\0abcdefghijklmnopqrst\0"s,
        ok},
       "active: the server lets the user in"},
      {{"\xfe"
        "mysql_clear_password\0"s,
        ok},
       "indeterminate: this user logs in in another way than by a hash"},
      {{"\1\4"},
       "indeterminate: the server wants the password itself, and its certificate is not trusted"},
      {{"\1\5"}, "indeterminate: the server does not answer as MySQL does"},
      {{"what?"}, "indeterminate: the server does not answer as MySQL does"},
  };
  for (const Row& row : rows) {
    const ScriptedServer server(answers(row.packets));
    const Liveness liveness = check_login(server.port(), "app", marker_password());
    CHECK(state_and_reason(liveness) == row.result);
    CHECK(liveness.reason.find(marker_password()) == std::string::npos);
  }
}

TEST_CASE("MySQL gets the password itself over TLS that is trusted alone") {
  const CertificateAuthority authority;
  const TempDir folder;
  const auto issued = authority.issue({{"localhost"}});
  folder.write_file("ca.pem", authority.certificate_pem());
  folder.write_file("both.pem", issued.certificate_pem + issued.key_pem);
  const TlsContext context(SSL_CTX_new(TLS_server_method()));
  const std::string file = folder / "both.pem";
  SSL_CTX_use_certificate_chain_file(context.get(), file.c_str());
  SSL_CTX_use_PrivateKey_file(context.get(), file.c_str(), SSL_FILETYPE_PEM);
  std::string heard;
  const ScriptedServer server([&](const ScriptedServer::Peer& peer) {
    peer.send(mysql_packet(greeting(true, "caching_sha2_password"), 0));
    receive_packet(peer);
    TlsStream stream(peer.descriptor());
    if (!stream.shake_hands(context.get())) return;
    if (!stream.receive(heard)) return;
    stream.send(mysql_packet("\1\4", 3));
    heard.clear();
    if (!stream.receive(heard)) return;
    stream.send(mysql_packet("\0\0\0\2\0\0\0"s, 5));
  });
  CHECK(state_and_reason(check_login(server.port(), "app", marker_password())) ==
        "indeterminate: the server wants the password itself, and its certificate is not trusted");
  CHECK(heard.empty());
  ProbeSettings settings = local_settings();
  settings.ca_file = folder / "ca.pem";
  CHECK(state_and_reason(check_login(server.port(), "app", marker_password(), settings,
                                     "localhost")) == "active: the server lets the user in");
}

TEST_CASE(
    "MySQL over TLS that is trusted may say that an account is locked, and refutes no password") {
  const CertificateAuthority authority;
  const TempDir folder;
  const auto issued = authority.issue({{"localhost"}});
  folder.write_file("ca.pem", authority.certificate_pem());
  folder.write_file("both.pem", issued.certificate_pem + issued.key_pem);
  const TlsContext context(SSL_CTX_new(TLS_server_method()));
  const std::string file = folder / "both.pem";
  SSL_CTX_use_certificate_chain_file(context.get(), file.c_str());
  SSL_CTX_use_PrivateKey_file(context.get(), file.c_str(), SSL_FILETYPE_PEM);
  ProbeSettings settings = local_settings();
  settings.ca_file = folder / "ca.pem";
  const std::pair<int, const char*> rows[] = {
      {1045, "indeterminate: the server refuses this user, this password or this address (1045)"},
      {3118, "revoked: the account is locked (3118)"},
      {1862, "expired: the password is right, and has expired (1862)"},
  };
  for (const auto& [code, result] : rows) {
    const ScriptedServer server([&, error = code](const ScriptedServer::Peer& peer) {
      peer.send(mysql_packet(greeting(true, "caching_sha2_password"), 0));
      receive_packet(peer);
      TlsStream stream(peer.descriptor());
      std::string heard;
      if (!stream.shake_hands(context.get()) || !stream.receive(heard)) return;
      stream.send(mysql_packet(error_packet(error), 3));
    });
    CHECK(state_and_reason(check_login(server.port(), "app", marker_password(), settings,
                                       "localhost")) == result);
  }
}

TEST_CASE("A server that plays MySQL falsely proves nothing, in time") {
  const std::vector<std::function<void(const ScriptedServer::Peer&)>> scripts = {
      [](const ScriptedServer::Peer& peer) { peer.wait(); },
      [](const ScriptedServer::Peer& peer) { peer.reset(); },
      [](const ScriptedServer::Peer& peer) {
        while (peer.send(std::string(4096, '\x0a'))) {
        }
      },
      [](const ScriptedServer::Peer& peer) { peer.send(mysql_packet(error_packet(1130), 0)); },
      [](const ScriptedServer::Peer& peer) { peer.send(mysql_packet(error_packet(1045), 0)); },
      [](const ScriptedServer::Peer& peer) {
        peer.send(mysql_packet(greeting(true, "mysql_native_password"), 0));
        peer.wait();
      },
      [](const ScriptedServer::Peer& peer) {
        peer.send(mysql_packet(greeting(false, "mysql_native_password"), 0));
        while (peer.send(mysql_packet("\1\3", 2))) {
        }
      },
  };
  for (const auto& script : scripts) {
    const ScriptedServer server(script);
    const auto begin = std::chrono::steady_clock::now();
    const Liveness liveness =
        check_login(server.port(), "app", marker_password(), local_settings(milliseconds(800)));
    CHECK(std::chrono::steady_clock::now() - begin < milliseconds(4000));
    CAPTURE(state_and_reason(liveness));
    CHECK(liveness.state == LivenessState::kIndeterminate);
  }
}

TEST_CASE("The plan of a login to MySQL names its server") {
  const auto target = kMysqlProbe.target(login_parts("x", {{"host", "db.acme.test"}}), {});
  REQUIRE(target.has_value());
  CHECK(target->host == "db.acme.test:3306");
  CHECK(probe_of_rule("database-url-mysql") == &kMysqlProbe);
}

}  // namespace keyhound::testing
