// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ssh_server.h"

#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <thread>

#include "tests/support/free_port.h"
#include "tests/support/program.h"

namespace keyhound::testing {
namespace {

constexpr const char* kSshd = "/usr/sbin/sshd";

const passwd& owner() {
  const passwd* found = ::geteuid() == 0 ? ::getpwnam("nobody") : ::getpwuid(::geteuid());
  if (found == nullptr) throw std::runtime_error("there is no user for sshd");
  return *found;
}

void must(const std::vector<std::string>& command) {
  const RunResult result = run(command);
  if (result.exit_code != 0) throw std::runtime_error(command.front() + ": " + result.describe());
}

std::vector<std::string> as_owner(const std::string& config) {
  std::vector<std::string> command = {"setpriv", "--pdeathsig", "KILL"};
  if (::geteuid() == 0)
    command.insert(command.end(), {"--reuid=" + std::to_string(owner().pw_uid),
                                   "--regid=" + std::to_string(owner().pw_gid), "--clear-groups"});
  command.insert(command.end(), {kSshd, "-D", "-e", "-f", config});
  return command;
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

SshServer::SshServer(const std::string& settings) : user_(owner().pw_name), port_(free_port()) {
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
  if (::chown(host_key.c_str(), owner().pw_uid, owner().pw_gid) != 0 ||
      ::chmod(folder_.str().c_str(), 0755) != 0)
    throw std::runtime_error("cannot give the host key to sshd");
  const std::vector<std::string> command = as_owner(folder_ / "config");
  std::vector<char*> arguments;
  for (const std::string& one : command) arguments.push_back(const_cast<char*>(one.c_str()));
  arguments.push_back(nullptr);
  const std::string log = folder_ / "log";
  pid_ = ::fork();
  if (pid_ == 0) {
    const int file = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    ::dup2(file, 1);
    ::dup2(file, 2);
    ::execvp(arguments[0], arguments.data());
    ::_exit(127);
  }
  wait_until_ready();
}

SshServer::~SshServer() {
  ::kill(pid_, SIGTERM);
  ::waitpid(pid_, nullptr, 0);
}

void SshServer::wait_until_ready() {
  for (int tries = 0; tries < 400; ++tries) {
    if (is_listening(port_)) return;
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) == pid_) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  throw std::runtime_error("sshd does not start: " + log());
}

std::string SshServer::new_key(const std::vector<std::string>& options, bool is_let_in) {
  const std::string name = "key" + std::to_string(++keys_);
  std::vector<std::string> command = {"ssh-keygen", "-q", "-C", "test", "-f", folder_ / name};
  command.insert(command.end(), options.begin(), options.end());
  must(command);
  if (is_let_in) folder_.append_file("authorized_keys", folder_.read_file(name + ".pub"));
  return folder_.read_file(name);
}

std::string SshServer::host() const { return user_ + "@127.0.0.1:" + std::to_string(port_); }

}  // namespace keyhound::testing
