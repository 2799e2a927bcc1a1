// SPDX-License-Identifier: Apache-2.0
#include "tests/support/local_server.h"

#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <stdexcept>
#include <thread>

#include "tests/support/free_port.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {
namespace {

const passwd& owner() {
  const passwd* found = ::geteuid() == 0 ? ::getpwnam("nobody") : ::getpwuid(::geteuid());
  if (found == nullptr) throw std::runtime_error("there is no user for a server");
  return *found;
}

std::vector<std::string> as_owner(const std::vector<std::string>& command) {
  std::vector<std::string> whole = {"setpriv", "--pdeathsig", "KILL"};
  if (::geteuid() == 0)
    whole.insert(whole.end(), {"--reuid=" + std::to_string(owner().pw_uid),
                               "--regid=" + std::to_string(owner().pw_gid), "--clear-groups"});
  whole.insert(whole.end(), command.begin(), command.end());
  return whole;
}

}  // namespace

LocalServer::LocalServer(std::vector<std::string> command, int port, std::string log) {
  const std::vector<std::string> whole = as_owner(command);
  std::vector<char*> arguments;
  for (const std::string& one : whole) arguments.push_back(const_cast<char*>(one.c_str()));
  arguments.push_back(nullptr);
  pid_ = ::fork();
  if (pid_ == 0) {
    const int file = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    ::dup2(file, 1);
    ::dup2(file, 2);
    ::execvp(arguments[0], arguments.data());
    ::_exit(127);
  }
  for (int tries = 0; tries < 600; ++tries) {
    if (is_listening(port)) return;
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) == pid_) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  throw std::runtime_error(command.front() + " does not start: " + read_whole_file(log));
}

LocalServer::~LocalServer() {
  ::kill(pid_, SIGTERM);
  ::waitpid(pid_, nullptr, 0);
}

std::string local_server_user() { return owner().pw_name; }

void give_to_local_server(const std::string& path) {
  if (::chown(path.c_str(), owner().pw_uid, owner().pw_gid) != 0)
    throw std::runtime_error("cannot give " + path + " to a server");
}

}  // namespace keyhound::testing
