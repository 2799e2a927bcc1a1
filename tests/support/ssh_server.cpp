// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ssh_server.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <stdexcept>

#include "tests/support/free_port.h"
#include "tests/support/program.h"

namespace keyhound::testing {
namespace {

constexpr const char* kSshd = "/usr/sbin/sshd";

void must(const std::vector<std::string>& command) {
  const RunResult result = run(command);
  if (result.exit_code != 0) throw std::runtime_error(command.front() + ": " + result.describe());
}

}  // namespace

std::unique_ptr<SshServer> SshServer::start(const std::string& settings) {
  static const bool is_there = [] {
    const bool found = ::access(kSshd, X_OK) == 0;
    if (!found)
      std::fputs("there is no sshd (package openssh-server): its tests are skipped\n", stderr);
    return found;
  }();
  if (!is_there) return nullptr;
  return std::unique_ptr<SshServer>(new SshServer(settings));
}

SshServer::SshServer(const std::string& settings) : port_(free_port()) {
  const std::string host_key = folder_ / "host_key";
  must({"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", host_key});
  folder_.write_file("authorized_keys", "");
  folder_.write_file("known_hosts", "[127.0.0.1]:" + std::to_string(port_) + " " +
                                        folder_.read_file("host_key.pub"));
  // Without PAM an sshd that may not read /etc/shadow takes its own user for locked.
  folder_.write_file("config", settings + "ListenAddress 127.0.0.1\nPort " + std::to_string(port_) +
                                   "\nHostKey " + host_key + "\nAuthorizedKeysFile " +
                                   folder_ / "authorized_keys" +
                                   "\nStrictModes no\nUsePAM yes\nPasswordAuthentication no\n"
                                   "KbdInteractiveAuthentication no\nPidFile none\n");
  give_to_local_server(host_key);
  if (::chmod(folder_.str().c_str(), 0755) != 0)
    throw std::runtime_error("cannot let sshd into its folder");
  server_ = std::make_unique<LocalServer>(
      std::vector<std::string>{kSshd, "-D", "-e", "-f", folder_ / "config"}, port_,
      folder_ / "log");
}

std::string SshServer::new_key(const std::vector<std::string>& options, bool is_let_in) {
  const std::string name = "key" + std::to_string(++keys_);
  std::vector<std::string> command = {"ssh-keygen", "-q", "-C", "test", "-f", folder_ / name};
  command.insert(command.end(), options.begin(), options.end());
  must(command);
  if (is_let_in) folder_.append_file("authorized_keys", folder_.read_file(name + ".pub"));
  return folder_.read_file(name);
}

std::string SshServer::host() const {
  return local_server_user() + "@127.0.0.1:" + std::to_string(port_);
}

}  // namespace keyhound::testing
