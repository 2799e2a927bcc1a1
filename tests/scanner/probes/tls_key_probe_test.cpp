// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/tls/tls_key_probe.h"

#include <doctest/doctest.h>

#include "tests/scanner/probes/probe_cases.h"
#include "tests/support/certificate_authority.h"
#include "tests/support/scripted_server.h"
#include "tests/support/ssh_server.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tls_stream.h"

namespace keyhound::testing {
namespace {

using std::chrono::milliseconds;

constexpr long kDay = 86'400;
const CertificateAuthority::Wanted kValid{{"127.0.0.1"}, -kDay, 10 * kDay};
const CertificateAuthority::Wanted kExpired{{"127.0.0.1"}, -10 * kDay, -kDay};
const CertificateAuthority::Wanted kFuture{{"127.0.0.1"}, kDay, 10 * kDay};

Liveness check_key(const std::string& key, const ProbeSettings& settings) {
  return kTlsKeyProbe.check(login_parts(key, {}), settings);
}

// A server that shows a certificate, and nothing else, in one version of TLS.
class ShowingServer {
 public:
  ShowingServer(const CertificateAuthority::Issued& issued, int version)
      : context_(SSL_CTX_new(TLS_server_method())),
        server_([this](const ScriptedServer::Peer& peer) {
          TlsStream stream(peer.descriptor());
          stream.shake_hands(context_.get());
        }) {
    folder_.write_file("both.pem", issued.certificate_pem + issued.key_pem);
    const std::string file = folder_ / "both.pem";
    SSL_CTX_use_certificate_chain_file(context_.get(), file.c_str());
    SSL_CTX_use_PrivateKey_file(context_.get(), file.c_str(), SSL_FILETYPE_PEM);
    SSL_CTX_set_min_proto_version(context_.get(), version);
    SSL_CTX_set_max_proto_version(context_.get(), version);
  }
  std::string host() const { return "127.0.0.1:" + std::to_string(server_.port()); }

 private:
  TempDir folder_;
  TlsContext context_;
  ScriptedServer server_;
};

}  // namespace

TEST_CASE("A key is active with its certificate, and expired with that") {
  const CertificateAuthority authority;
  const TempDir folder;
  struct Row {
    CertificateAuthority::Wanted wanted;
    LivenessState state;
  };
  const Row rows[] = {{kValid, LivenessState::kActive},
                      {kExpired, LivenessState::kExpired},
                      {kFuture, LivenessState::kIndeterminate}};
  for (const Row& row : rows) {
    const auto issued = authority.issue(row.wanted);
    const auto other = authority.issue(kValid);
    folder.write_file("chain.pem", authority.certificate_pem() + issued.certificate_pem);
    ProbeSettings settings;
    settings.certificates = {folder / "chain.pem"};
    const Liveness liveness = check_key(issued.key_pem, settings);
    CAPTURE(state_and_reason(liveness));
    CHECK(liveness.state == row.state);
    CHECK(liveness.host.empty());
    CHECK(liveness.reason.find("it is the key of a certificate in a file, which ") == 0);
    CHECK(state_and_reason(check_key(other.key_pem, settings)) ==
          "indeterminate: it is the key of no certificate that was compared");
  }
}

TEST_CASE("A renewed certificate of the same key counts more than an expired one") {
  const CertificateAuthority authority;
  const TempDir folder;
  const auto issued = authority.issue(kExpired);
  const auto renewed = authority.issue(kValid);
  folder.write_file("old.pem", issued.certificate_pem);
  folder.write_file("new.pem", renewed.certificate_pem);
  ProbeSettings settings;
  settings.certificates = {folder / "old.pem", folder / "new.pem", folder / "missing.pem"};
  CHECK(check_key(issued.key_pem, settings).state == LivenessState::kExpired);
  CHECK(check_key(renewed.key_pem, settings).state == LivenessState::kActive);
  const std::string none = state_and_reason(check_key(authority.issue(kValid).key_pem, settings));
  CAPTURE(none);
  CHECK(none.find("indeterminate: it is the key of no certificate that was compared; 1 of 3 files "
                  "and hosts showed none (") == 0);
  CHECK(none.find("missing.pem") != std::string::npos);
}

TEST_CASE("A host shows by a handshake whether a key is in use") {
  const CertificateAuthority authority;
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    CAPTURE(version);
    const auto issued = authority.issue(kValid);
    const ShowingServer server(issued, version);
    ProbeSettings settings = local_settings();
    settings.tls_hosts = {server.host()};
    const Liveness active = check_key(issued.key_pem, settings);
    CAPTURE(state_and_reason(active));
    CHECK(active.state == LivenessState::kActive);
    CHECK(active.host == server.host());
    CHECK(check_key(authority.issue(kValid).key_pem, settings).state ==
          LivenessState::kIndeterminate);
  }
  const auto old = authority.issue(kExpired);
  const ShowingServer server(old, TLS1_3_VERSION);
  ProbeSettings settings = local_settings();
  settings.tls_hosts = {server.host()};
  // Anybody can show one that has expired, and the host goes on to use the key.
  CHECK(check_key(old.key_pem, settings).state == LivenessState::kIndeterminate);
  const TempDir folder;
  folder.write_file("old.pem", old.certificate_pem);
  settings.certificates = {folder / "old.pem"};
  CHECK(check_key(old.key_pem, settings).state == LivenessState::kIndeterminate);
}

TEST_CASE("A server that plays TLS falsely proves nothing, in time") {
  const std::vector<std::function<void(const ScriptedServer::Peer&)>> scripts = {
      [](const ScriptedServer::Peer& peer) { peer.wait(); },
      [](const ScriptedServer::Peer& peer) { peer.reset(); },
      [](const ScriptedServer::Peer& peer) {
        while (peer.send(std::string(4096, '\x16'))) {
        }
      },
      [](const ScriptedServer::Peer& peer) {
        // Alerts that warn, without end.
        while (peer.send(std::string("\x15\x03\x03\0\x02\x01\x5a", 7))) {
        }
      },
      [](const ScriptedServer::Peer& peer) {
        peer.send("HTTP/1.1 400 Bad Request\r\n\r\n");
        peer.wait();
      },
  };
  const CertificateAuthority authority;
  const std::string key = authority.issue(kValid).key_pem;
  for (const auto& script : scripts) {
    const ScriptedServer server(script);
    ProbeSettings settings = local_settings(milliseconds(700));
    settings.tls_hosts = {"127.0.0.1:" + std::to_string(server.port())};
    const auto begin = std::chrono::steady_clock::now();
    const Liveness liveness = check_key(key, settings);
    CHECK(std::chrono::steady_clock::now() - begin < milliseconds(4000));
    CAPTURE(state_and_reason(liveness));
    CHECK(liveness.state == LivenessState::kIndeterminate);
    // A reset may come before the connection is seen.
    const bool is_told = liveness.reason.find("showed none (the server makes no TLS connection") !=
                             std::string::npos ||
                         liveness.reason.find("showed none (cannot connect") != std::string::npos;
    CHECK(is_told);
  }
}

TEST_CASE("Keys in PEM serve SSH, too") {
  const auto ssh = SshServer::start();
  if (ssh == nullptr) return;
  const CertificateAuthority authority;
  const TempDir folder;
  const auto issued = authority.issue(kValid);
  folder.write_file("a.pem", issued.certificate_pem);
  ProbeSettings settings = local_settings();
  settings.ssh_hosts = {ssh->host()};
  settings.known_hosts = ssh->known_hosts();
  const std::string let_in = ssh->new_key({"-t", "rsa", "-b", "2048", "-m", "PEM", "-N", ""}, true);
  CHECK(check_key(let_in, settings).state == LivenessState::kActive);
  CHECK(check_key(issued.key_pem, settings).state == LivenessState::kIndeterminate);
  CHECK(kTlsKeyProbe.check(login_parts(issued.key_pem, {{"ssh_host", ssh->host()}}), settings)
            .state == LivenessState::kRevoked);
  settings.certificates = {folder / "a.pem"};
  CHECK(check_key(let_in, settings).state == LivenessState::kActive);
  // That SSH refuses it does not end its certificate.
  CHECK(check_key(issued.key_pem, settings).state == LivenessState::kActive);
}

TEST_CASE("Keys that are encrypted, and keys without a place, are indeterminate") {
  ProbeSettings settings = local_settings();
  const CertificateAuthority authority;
  const std::string key = authority.issue(kValid).key_pem;
  CHECK(check_key(key, settings).reason.find("--certificate") != std::string::npos);
  CHECK_FALSE(kTlsKeyProbe.target(login_parts(key, {}), settings).has_value());
  settings.certificates = {"missing.pem"};
  CHECK(state_and_reason(check_key("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA", settings)) ==
        "indeterminate: the key is encrypted, or cannot be read");
}

TEST_CASE("The plan of a TLS key names files and hosts") {
  ProbeSettings settings;
  const CredentialParts parts = login_parts("key", {});
  settings.certificates = {"tls/site.pem"};
  const auto files = kTlsKeyProbe.target(parts, settings);
  REQUIRE(files.has_value());
  CHECK(files->host.empty());
  CHECK(files->request == "compare with the certificates in tls/site.pem");
  settings.tls_hosts = {"www.acme.test"};
  settings.ssh_hosts = {"git@code.acme.test"};
  const auto all = kTlsKeyProbe.target(parts, settings);
  REQUIRE(all.has_value());
  CHECK(all->host == "www.acme.test:443");
  CHECK(all->request ==
        "compare with the certificates in tls/site.pem; compare with the certificate of "
        "www.acme.test:443, by a handshake of TLS; offer the public key over SSH to "
        "git@code.acme.test:22; sign in where it is taken, and run nothing");
  CHECK(probe_of_rule("private-key-pkcs8") == &kTlsKeyProbe);
}

}  // namespace keyhound::testing
