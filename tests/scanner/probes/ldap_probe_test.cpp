// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/ldap/ldap_probe.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <memory>

#include "tests/scanner/probes/probe_cases.h"
#include "tests/support/free_port.h"
#include "tests/support/local_server.h"
#include "tests/support/program.h"
#include "tests/support/scripted_server.h"
#include "tests/support/tls_host.h"

namespace keyhound::testing {
namespace {

using std::chrono::milliseconds;
using std::string_literals::operator""s;

constexpr const char* kName = "cn=app,dc=acme";
constexpr const char* kPartOfName =
    "indeterminate: the directory refuses this user, whose name may lack a part (49)";

Liveness check_bind(int port, const std::string& scheme, const std::string& user,
                    const std::string& password, const ProbeSettings& settings,
                    const std::string& host = "localhost") {
  return kLdapProbe.check(
      login_parts(
          password,
          {{"user", user}, {"host", host}, {"port", std::to_string(port)}, {"scheme", scheme}}),
      settings);
}

ProbeSettings trusting(const TlsHost& host, milliseconds timeout = milliseconds(3000)) {
  ProbeSettings settings = local_settings(timeout);
  settings.ca_file = host.ca_file();
  return settings;
}

// OpenLDAP with an entry a kind of account.
class Slapd {
 public:
  static std::unique_ptr<Slapd> start() {
    if (::access(kProgram, X_OK) == 0) return std::make_unique<Slapd>();
    MESSAGE("there is no OpenLDAP (package slapd): it is not asked");
    return nullptr;
  }
  Slapd() : port_(free_port()), secure_port_(free_port()) {
    ::chmod(folder_.str().c_str(), 0755);
    folder_.make_directory("data");
    // Under another path, so that no profile of AppArmor keeps it from this folder.
    std::filesystem::copy_file(kProgram, folder_ / "slapd");
    std::filesystem::create_symlink("slapd", folder_ / "slapadd");
    folder_.write_file("slapd.conf", configuration());
    folder_.write_file("entries.ldif", entries());
    const RunResult added =
        run({folder_ / "slapadd", "-f", folder_ / "slapd.conf", "-l", folder_ / "entries.ldif"});
    if (added.exit_code != 0) throw std::runtime_error(added.describe());
    for (const char* path : {"data", "data/data.mdb", "data/lock.mdb"})
      give_to_local_server(folder_ / path);
    const std::string place = "://127.0.0.1:";
    server_ = std::make_unique<LocalServer>(
        std::vector<std::string>{folder_ / "slapd", "-d", "0", "-f", folder_ / "slapd.conf", "-h",
                                 "ldap" + place + std::to_string(port_) + " ldaps" + place +
                                     std::to_string(secure_port_)},
        secure_port_, folder_ / "log");
  }
  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] int secure_port() const { return secure_port_; }
  [[nodiscard]] const TlsHost& host() const { return host_; }

 private:
  static constexpr const char* kProgram = "/usr/sbin/slapd";

  [[nodiscard]] std::string configuration() const {
    return "include /etc/ldap/schema/core.schema\n"
           "modulepath /usr/lib/ldap\nmoduleload back_mdb\nmoduleload ppolicy\n"
           "TLSCertificateFile " +
           host_.certificate_file() + "\nTLSCertificateKeyFile " + host_.key_file() +
           "\ndatabase mdb\nmaxsize 1048576\nsuffix \"dc=acme\"\ndirectory " + folder_ / "data" +
           "\noverlay ppolicy\nppolicy_default \"cn=policy,dc=acme\"\nppolicy_use_lockout\n";
  }
  static std::string entry(const std::string& name, const std::string& more) {
    return "dn: cn=" + name + ",dc=acme\nobjectClass: person\ncn: " + name + "\nsn: " + name +
           "\n" + more + "\n";
  }
  static std::string entries() {
    const std::string password = "userPassword: " + marker_password() + "\n";
    return "dn: dc=acme\nobjectClass: dcObject\nobjectClass: organization\no: acme\ndc: acme\n\n"
           "dn: cn=policy,dc=acme\nobjectClass: device\nobjectClass: pwdPolicy\ncn: policy\n"
           "pwdAttribute: userPassword\npwdMaxAge: 100\npwdLockout: TRUE\n\n" +
           entry("app", password) + entry("none", "") +
           entry("late", password + "pwdChangedTime: 20200101000000Z\n") +
           entry("locked", password + "pwdAccountLockedTime: 000001010000Z\n");
  }

  TlsHost host_;
  TempDir folder_;
  int port_;
  int secure_port_;
  std::unique_ptr<LocalServer> server_;
};

std::string message(char number, const std::string& operation) {
  const std::string content = "\x02\x01"s + number + operation;
  return "\x30"s + static_cast<char>(content.size()) + content;
}

std::string response(char tag, int result, const std::string& text = "") {
  const std::string content = "\x0a\x01"s + static_cast<char>(result) + "\x04\0"s + "\x04"s +
                              static_cast<char>(text.size()) + text;
  return std::string(1, tag) + static_cast<char>(content.size()) + content;
}

std::string windows_error(const char* data) {
  return std::string(
             "80090308: LdapErr: DSID-0C09044E, comment: AcceptSecurityContext error, "
             "data ") +
         data + ", v4563";
}

// A directory that begins TLS and answers the bind with `answer`; `heard`: the bind.
class FakeDirectory {
 public:
  explicit FakeDirectory(std::string answer, int tls_result = 0)
      : server_([this, answer, tls_result](const ScriptedServer::Peer& peer) {
          plain_ += peer.receive(31);
          peer.send(message(1, response('\x78', tls_result)));
          TlsStream stream(peer.descriptor());
          if (tls_result != 0) return peer.wait();
          if (!stream.shake_hands(host_.context()) || !stream.receive(heard_)) return;
          stream.send(answer);
          stream.wait_until_client_leaves();
        }) {}
  [[nodiscard]] int port() const { return server_.port(); }
  [[nodiscard]] const TlsHost& host() const { return host_; }
  [[nodiscard]] const std::string& plain() const { return plain_; }
  [[nodiscard]] const std::string& heard() const { return heard_; }

 private:
  TlsHost host_;
  std::string plain_;
  std::string heard_;
  ScriptedServer server_;
};

}  // namespace

TEST_CASE("A real OpenLDAP is asked, where one is installed") {
  const auto server = Slapd::start();
  if (server == nullptr) return;
  const auto result = [&](const std::string& user, const std::string& password) {
    const auto settings = trusting(server->host());
    const std::string plain =
        state_and_reason(check_bind(server->port(), "ldap", user, password, settings));
    CHECK(plain ==
          state_and_reason(check_bind(server->secure_port(), "ldaps", user, password, settings)));
    return plain;
  };
  const std::string refused = "revoked: the directory refuses this user with this password (49)";
  CHECK(result("cn=app,dc=acme", marker_password()) == "active: the directory lets the user in");
  CHECK(result("cn%3Dapp%2Cdc%3Dacme", marker_password()) ==
        "active: the directory lets the user in");
  CHECK(result("cn=app,dc=acme", "wrong") == refused);
  CHECK(result("cn=gone,dc=acme", marker_password()) == refused);
  CHECK(result("cn=late,dc=acme", marker_password()) == "expired: the password has expired (49)");
  CHECK(result("cn=late,dc=acme", "wrong") == refused);
  CHECK(result("cn=locked,dc=acme", marker_password()) ==
        "indeterminate: the account is locked for now (49)");
  CHECK(result("app", marker_password()) ==
        "indeterminate: the directory ends the login for another reason (34)");
  CHECK(state_and_reason(
            check_bind(server->port(), "ldap", kName, marker_password(), local_settings())) ==
        "indeterminate: the certificate of the server is not trusted");
  CHECK(state_and_reason(check_bind(server->secure_port(), "ldaps", kName, marker_password(),
                                    trusting(server->host()), "127.0.0.1")) ==
        "indeterminate: the certificate of the server is not trusted");
}

TEST_CASE("Directories tell users that they let in from those that they refuse") {
  struct Row {
    const char* user;
    std::string answer;
    const char* result;
  };
  const auto bound = [](int result, const std::string& text = "") {
    return message(2, response('\x61', result, text));
  };
  const Row rows[] = {
      {kName, bound(0), "active: the directory lets the user in"},
      {kName, bound(49), "revoked: the directory refuses this user with this password (49)"},
      {"ACME%5Capp", bound(49, windows_error("52e")),
       "revoked: the directory refuses this user with this password (49, 52e)"},
      {"app%40acme", bound(49, windows_error("525")),
       "revoked: the directory knows no such user (49, 525)"},
      {"app%40acme", bound(49, windows_error("533")), "revoked: the account is disabled (49, 533)"},
      {"app%40acme", bound(49, windows_error("532")),
       "expired: the password has expired (49, 532)"},
      {"app%40acme", bound(49, windows_error("701")), "expired: the account has expired (49, 701)"},
      {"app%40acme", bound(49, windows_error("773")),
       "expired: the password is right, and must be changed (49, 773)"},
      {"app%40acme", bound(49, windows_error("775")),
       "indeterminate: the account is locked for now (49, 775)"},
      {"app%40acme", bound(49, windows_error("530")),
       "indeterminate: the directory refuses this user for another reason (49)"},
      {"app", bound(49, windows_error("52e")), kPartOfName},
      {"cn=admin", bound(49), kPartOfName},
      {"cn=Doe%5C,%20x", bound(49), kPartOfName},
      {"cn=Doe%5C,%20x,dc=acme", bound(49),
       "revoked: the directory refuses this user with this password (49)"},
      {"app%40acme", bound(49), kPartOfName},
      {kName, bound(8), "indeterminate: the directory ends the login for another reason (8)"},
      {kName, bound(53, windows_error("52e")),
       "indeterminate: the directory ends the login for another reason (53)"},
      {kName, message(3, response('\x61', 0)),
       "indeterminate: the server does not answer as LDAP has it"},
      {kName, message(2, response('\x78', 0)),
       "indeterminate: the server does not answer as LDAP has it"},
      {kName, "\x30\x84\x7f\xff\xff\xff"s,
       "indeterminate: the server does not answer as LDAP has it"},
      {kName, "\x30\x80"s, "indeterminate: the server does not answer as LDAP has it"},
      {kName, "HTTP/1.1 200 OK\r\n\r\n",
       "indeterminate: the server does not answer as LDAP has it"},
      {kName, "", "indeterminate: the server does not answer to the end in time"},
  };
  for (const Row& row : rows) {
    CAPTURE(std::string(row.result));
    const FakeDirectory server(row.answer);
    const Liveness liveness = check_bind(server.port(), "ldap", row.user, marker_password(),
                                         trusting(server.host(), milliseconds(700)));
    CHECK(state_and_reason(liveness) == row.result);
    CHECK(liveness.reason.find(marker_password()) == std::string::npos);
    CHECK(server.heard().find(marker_password()) != std::string::npos);
    CHECK(server.plain().find(marker_password()) == std::string::npos);
    CHECK(liveness.host == "localhost:" + std::to_string(server.port()));
    CHECK(liveness.verifier == "ldap");
  }
}

TEST_CASE("A refusal of a directory counts where the password is what stands in the URL") {
  const auto outcome = [](const std::string& password, const std::string& text) {
    const FakeDirectory server(message(2, response('\x61', 49, text)));
    return state_and_reason(
        check_bind(server.port(), "ldap", kName, password, trusting(server.host())));
  };
  const std::string other =
      "indeterminate: the directory refuses it (49); it may be written in another way";
  for (const char* password : {"pass&amp;word", "pass%5Cnword", "pass%25word", "p\xc3\xa4ssword"}) {
    CHECK(outcome(password, "") == other);
    CHECK(outcome(password, windows_error("52e")) == other);
    CHECK(outcome(password, windows_error("533")) == "revoked: the account is disabled (49, 533)");
  }
}

TEST_CASE("No directory gets a password but over TLS that is trusted") {
  const FakeDirectory without(message(2, response('\x61', 0)), 2);
  CHECK(state_and_reason(check_bind(without.port(), "ldap", kName, marker_password(),
                                    trusting(without.host()))) ==
        "indeterminate: nothing was sent: the directory begins no TLS (2)");
  const FakeDirectory other(message(2, response('\x61', 49)));
  CHECK(state_and_reason(check_bind(other.port(), "ldap", kName, marker_password(),
                                    local_settings(milliseconds(3000)))) ==
        "indeterminate: the certificate of the server is not trusted");
  // An answer to a bind that came with the answer about TLS is no part of TLS.
  const ScriptedServer early([](const ScriptedServer::Peer& peer) {
    peer.receive(31);
    peer.send(message(1, response('\x78', 0)) + message(2, response('\x61', 49)));
    peer.wait();
  });
  CHECK(check_bind(early.port(), "ldap", kName, marker_password(), trusting(other.host())).state ==
        LivenessState::kIndeterminate);
  for (const std::string& heard : {without.plain(), without.heard(), other.plain(), other.heard()})
    CHECK(heard.find(marker_password()) == std::string::npos);
}

TEST_CASE("A server that plays LDAP falsely proves nothing, in time") {
  const TlsHost host;
  const std::vector<std::function<void(const ScriptedServer::Peer&)>> scripts = {
      [](const ScriptedServer::Peer& peer) { peer.wait(); },
      [](const ScriptedServer::Peer& peer) { peer.reset(); },
      [](const ScriptedServer::Peer& peer) {
        while (peer.send(std::string(4096, '\x30'))) {
        }
      },
      [](const ScriptedServer::Peer& peer) {
        peer.send("\x30\x84\0\0\xff\xff"s);
        while (peer.send(std::string(4096, '\0'))) {
        }
      },
      [&host](const ScriptedServer::Peer& peer) {
        TlsStream stream(peer.descriptor());
        if (!stream.shake_hands(host.context())) return;
        while (stream.send(std::string(4096, '\x30'))) {
        }
      },
  };
  for (const auto& script : scripts) {
    for (const char* scheme : {"ldap", "ldaps"}) {
      const ScriptedServer server(script);
      const auto begin = std::chrono::steady_clock::now();
      const Liveness liveness = check_bind(server.port(), scheme, kName, marker_password(),
                                           trusting(host, milliseconds(500)));
      CHECK(std::chrono::steady_clock::now() - begin < milliseconds(4000));
      CAPTURE(state_and_reason(liveness));
      CHECK(liveness.state == LivenessState::kIndeterminate);
      CHECK(liveness.reason.find(marker_password()) == std::string::npos);
    }
  }
}

TEST_CASE("The plan of a bind knows the ports of its schemes, and wants a name") {
  const auto plan = [](const char* scheme, const char* user) {
    const auto target = kLdapProbe.target(
        login_parts("x", {{"host", "ldap.acme.test"}, {"scheme", scheme}, {"user", user}}), {});
    return target ? target->host : target.error().message;
  };
  CHECK(plan("ldap", kName) == "ldap.acme.test:389");
  CHECK(plan("ldaps", kName) == "ldap.acme.test:636");
  CHECK(plan("ldap", "") == "nothing says whose password it is");
  CHECK(kLdapProbe.check(login_parts("x", {{"host", "ldap.acme.test"}}), {}).state ==
        LivenessState::kIndeterminate);
  CHECK(probe_of_rule("url-credentials-ldap") == &kLdapProbe);
}

}  // namespace keyhound::testing
