// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/ssh/ssh_key_probe.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "scanner/probes/ssh/ssh_login.h"
#include "tests/scanner/probes/probe_cases.h"
#include "tests/support/scripted_server.h"
#include "tests/support/ssh_server.h"

namespace keyhound::testing {
namespace {

using std::chrono::milliseconds;

const std::vector<std::string> kEd25519 = {"-t", "ed25519", "-N", ""};

ProbeSettings settings_for(const SshServer& server) {
  ProbeSettings settings = local_settings();
  settings.ssh_hosts = {server.host()};
  settings.known_hosts = server.known_hosts();
  return settings;
}

Liveness check_key(const std::string& key, const ProbeSettings& settings,
                   const std::string& home = "") {
  CredentialParts parts = login_parts(key, {});
  if (!home.empty()) parts.identity["ssh_host"] = home;
  return kSshKeyProbe.check(parts, settings);
}

std::ptrdiff_t open_descriptors() {
  namespace fs = std::filesystem;
  return std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator());
}

}  // namespace

TEST_CASE("An SSH server tells keys that it lets in from those that it does not") {
  const auto server = SshServer::start();
  if (server == nullptr) return;
  struct Row {
    const char* name;
    std::vector<std::string> options;
  };
  const Row rows[] = {
      {"Ed25519", kEd25519},
      {"RSA", {"-t", "rsa", "-b", "2048", "-N", ""}},
      {"ECDSA over P-256", {"-t", "ecdsa", "-b", "256", "-N", ""}},
      {"ECDSA over P-521", {"-t", "ecdsa", "-b", "521", "-N", ""}},
      {"RSA in PEM", {"-t", "rsa", "-b", "2048", "-m", "PEM", "-N", ""}},
      {"ECDSA in PKCS#8", {"-t", "ecdsa", "-b", "384", "-m", "PKCS8", "-N", ""}},
  };
  const std::string place = "127.0.0.1:" + std::to_string(server->port());
  for (const Row& row : rows) {
    CAPTURE(std::string(row.name));
    const Liveness active = check_key(server->new_key(row.options, true), settings_for(*server));
    CHECK(state_and_reason(active) == "active: the server lets the key in");
    CHECK(active.host == place);
    CHECK(active.verifier == "ssh-key");
    CHECK(active.at.has_value());
    const std::string strange = server->new_key(row.options, false);
    CHECK(state_and_reason(check_key(strange, settings_for(*server))) ==
          "indeterminate: " + server->host() + " does not accept it");
    const Liveness revoked = check_key(strange, settings_for(*server), server->host());
    CHECK(state_and_reason(revoked) == "revoked: the server does not take this key for this user");
    CHECK(revoked.host == place);
  }
  // It was let in, and asked for nothing more.
  CHECK(server->log().find("Accepted publickey") != std::string::npos);
}

TEST_CASE("A key in a source text is tried as the key that it is") {
  const auto server = SshServer::start();
  if (server == nullptr) return;
  const std::string key = server->new_key(kEd25519, true);
  std::string escaped;
  for (const char c : key) escaped += c == '\n' ? std::string("\\n") : std::string(1, c);
  CHECK(check_key(escaped, settings_for(*server)).state == LivenessState::kActive);
  CHECK(check_key(base64(key), settings_for(*server)).state == LivenessState::kActive);
}

TEST_CASE("An SSH key that cannot be used is indeterminate, with the reason") {
  const auto server = SshServer::start();
  if (server == nullptr) return;
  const ProbeSettings settings = settings_for(*server);
  const std::string encrypted = "indeterminate: the key is encrypted; its passphrase is not known";
  CHECK(state_and_reason(check_key(server->new_key({"-t", "ed25519", "-N", "passphrase"}, true),
                                   settings)) == encrypted);
  CHECK(state_and_reason(check_key(
            server->new_key({"-t", "rsa", "-m", "PEM", "-N", "passphrase"}, true), settings)) ==
        encrypted);
  CHECK(state_and_reason(check_key("no key at all", settings)) ==
        "indeterminate: the key is no PEM block");
  CHECK(state_and_reason(check_key("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA", settings)) ==
        "indeterminate: the key cannot be read");
  CHECK(state_and_reason(check_key(server->new_key(kEd25519, true), local_settings())) ==
        "indeterminate: nothing says where this key is let in; name it with --ssh-host");
}

TEST_CASE("An SSH key is offered to no host whose own key is not known") {
  const auto server = SshServer::start();
  const auto other = SshServer::start();
  if (server == nullptr || other == nullptr) return;
  const std::string key = server->new_key(kEd25519, true);
  ProbeSettings settings = settings_for(*server);
  settings.known_hosts = other->known_hosts();
  const Liveness unknown = check_key(key, settings);
  CHECK(unknown.state == LivenessState::kIndeterminate);
  CHECK(unknown.reason.find("--known-hosts") != std::string::npos);

  const TempDir folder;
  std::string false_key = read_whole_file(other->known_hosts());
  false_key.replace(0, false_key.find(' '), "[127.0.0.1]:" + std::to_string(server->port()));
  folder.write_file("known_hosts", false_key);
  settings.known_hosts = folder / "known_hosts";
  const Liveness changed = check_key(key, settings);
  CHECK(state_and_reason(changed) ==
        "indeterminate: the host has another key than the known one; nothing was offered");
  CHECK(server->log().find("publickey") == std::string::npos);
}

TEST_CASE("A server that takes no keys, or wants a second proof, is told apart") {
  const auto without = SshServer::start("PubkeyAuthentication no\nPasswordAuthentication yes\n");
  if (without == nullptr) return;
  CHECK(state_and_reason(check_key(without->new_key(kEd25519, true), settings_for(*without))) ==
        "indeterminate: the server takes no keys from this user");
  const auto twice =
      SshServer::start("PasswordAuthentication yes\nAuthenticationMethods publickey,password\n");
  CHECK(state_and_reason(check_key(twice->new_key(kEd25519, true), settings_for(*twice))) ==
        "active: the server takes the key, and asks for a second proof");
}

TEST_CASE("A refusal of SSH proves nothing of a key that belongs elsewhere") {
  const auto server = SshServer::start();
  if (server == nullptr) return;
  const std::string key = server->new_key(kEd25519, false);
  const std::string port = ":" + std::to_string(server->port());
  for (const std::string& home : {"root@127.0.0.1" + port, "nobody@localhost" + port,
                                  std::string("nobody@127.0.0.1"), "127.0.0.1" + port}) {
    CAPTURE(home);
    CHECK(check_key(key, settings_for(*server), home).state == LivenessState::kIndeterminate);
  }
  CHECK(check_key(key, settings_for(*server), server->host()).state == LivenessState::kRevoked);
}

TEST_CASE("Of many hosts one that lets the key in decides, else the one where it belongs") {
  const auto one = SshServer::start();
  const auto two = SshServer::start();
  if (one == nullptr || two == nullptr) return;
  const TempDir folder;
  folder.write_file("known_hosts",
                    read_whole_file(one->known_hosts()) + read_whole_file(two->known_hosts()));
  ProbeSettings settings = local_settings();
  settings.known_hosts = folder / "known_hosts";
  settings.ssh_hosts = {one->host(), two->host()};
  const std::string key = two->new_key(kEd25519, true);
  const Liveness active = check_key(key, settings);
  CHECK(active.state == LivenessState::kActive);
  CHECK(active.host == "127.0.0.1:" + std::to_string(two->port()));
  const std::string strange = two->new_key(kEd25519, false);
  CHECK(check_key(strange, settings).state == LivenessState::kIndeterminate);
  for (const auto* home : {one.get(), two.get()}) {
    const Liveness revoked = check_key(strange, settings, home->host());
    CHECK(revoked.state == LivenessState::kRevoked);
    CHECK(revoked.host == "127.0.0.1:" + std::to_string(home->port()));
  }
  settings.ssh_hosts.push_back("nobody@127.0.0.1:1");
  CHECK(check_key(strange, settings, one->host()).state == LivenessState::kIndeterminate);
}

TEST_CASE("A server that plays SSH falsely proves nothing, in time, and leaves nothing open") {
  const std::vector<std::function<void(const ScriptedServer::Peer&)>> scripts = {
      [](const ScriptedServer::Peer& peer) { peer.wait(); },
      [](const ScriptedServer::Peer& peer) { peer.reset(); },
      [](const ScriptedServer::Peer& peer) {
        while (peer.send(std::string(4096, 'x'))) {
        }
      },
      [](const ScriptedServer::Peer& peer) {
        while (peer.send("a line in front of the version\r\n")) {
        }
      },
      [](const ScriptedServer::Peer& peer) {
        peer.send("SSH-2.0-Scripted\r\n");
        peer.wait();
      },
      [](const ScriptedServer::Peer& peer) {
        peer.send("SSH-2.0-Scripted\r\n");
        while (peer.send(std::string(4096, '\0'))) {
        }
      },
      [](const ScriptedServer::Peer& peer) {
        peer.send("SSH-2.0-Scripted\r\n");
        // Packets to be ignored (2), of 12 bytes with 6 of padding.
        while (peer.send(std::string("\0\0\0\x0c\x06\x02\0\0\0\0\0\0\0\0\0\0", 16))) {
        }
      },
  };
  const std::string key = openssh_private_key();
  const std::ptrdiff_t before = open_descriptors();
  for (const auto& script : scripts) {
    const ScriptedServer server(script);
    ProbeSettings settings = local_settings(milliseconds(700));
    settings.ssh_hosts = {"git@127.0.0.1:" + std::to_string(server.port())};
    const auto begin = std::chrono::steady_clock::now();
    const Liveness liveness = check_key(key, settings);
    CHECK(std::chrono::steady_clock::now() - begin < milliseconds(4000));
    CAPTURE(state_and_reason(liveness));
    CHECK(liveness.state == LivenessState::kIndeterminate);
  }
  CHECK(open_descriptors() == before);
}

TEST_CASE("SSH keys are offered to no internal host unless that is allowed") {
  const ScriptedServer server([](const ScriptedServer::Peer& peer) { peer.wait(); });
  ProbeSettings settings;
  settings.ssh_hosts = {"git@127.0.0.1:" + std::to_string(server.port())};
  const Liveness liveness = check_key(openssh_private_key(), settings);
  CHECK(liveness.state == LivenessState::kIndeterminate);
  CHECK(liveness.reason.find("--allow-internal") != std::string::npos);
  CHECK(server.connections() == 0);
}

TEST_CASE("The plan of an SSH key names all hosts") {
  ProbeSettings settings;
  const CredentialParts parts = login_parts(openssh_private_key(), {});
  CHECK_FALSE(kSshKeyProbe.target(parts, settings).has_value());
  settings.ssh_hosts = {"git@code.acme.test", "deploy@[2001:db8::7]:2222"};
  const auto target = kSshKeyProbe.target(parts, settings);
  REQUIRE(target.has_value());
  CHECK(target->host == "code.acme.test:22");
  CHECK(target->request ==
        "offer the public key over SSH to git@code.acme.test:22, deploy@[2001:db8::7]:2222; sign "
        "in where it is taken, and run nothing");
  settings.ssh_hosts = {"code.acme.test"};
  const auto nobody = kSshKeyProbe.target(parts, settings);
  REQUIRE_FALSE(nobody.has_value());
  CHECK(nobody.error().kind == ErrorKind::kUsage);
  CHECK(probe_of_rule("private-key-openssh") == &kSshKeyProbe);
}

}  // namespace keyhound::testing
