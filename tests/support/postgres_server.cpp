// SPDX-License-Identifier: Apache-2.0
#include "tests/support/postgres_server.h"

#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "tests/support/free_port.h"
#include "tests/support/program.h"

namespace keyhound::testing {
namespace {

namespace fs = std::filesystem;

// Debian keeps the programs of each version in a folder of its own.
std::string folder_of_programs() {
  std::string newest;
  std::error_code error;
  for (const auto& version : fs::directory_iterator("/usr/lib/postgresql", error)) {
    const fs::path bin = version.path() / "bin";
    if (fs::exists(bin / "initdb", error) && bin.string() > newest) newest = bin.string();
  }
  return newest;
}

const passwd* owner() {
  if (::geteuid() != 0) return nullptr;
  const passwd* found = ::getpwnam("postgres");
  return found != nullptr ? found : ::getpwnam("nobody");
}

RunResult must(const std::vector<std::string>& command) {
  RunResult result = run(command);
  if (result.exit_code != 0) throw std::runtime_error(command.back() + ": " + result.describe());
  return result;
}

std::vector<pid_t> children_of(pid_t pid) {
  std::ifstream list("/proc/" + std::to_string(pid) + "/task/" + std::to_string(pid) + "/children");
  std::vector<pid_t> children;
  for (pid_t child = 0; list >> child;) children.push_back(child);
  return children;
}

}  // namespace

PostgresServer* PostgresServer::shared() {
  static const std::unique_ptr<PostgresServer> server = []() -> std::unique_ptr<PostgresServer> {
    const std::string programs = folder_of_programs();
    if (!programs.empty()) return std::unique_ptr<PostgresServer>(new PostgresServer(programs));
    std::fputs("there is no PostgreSQL (package postgresql): its tests are skipped\n", stderr);
    return nullptr;
  }();
  return server.get();
}

std::unique_ptr<PostgresServer> PostgresServer::with_logins(const std::string& rules) {
  const std::string programs = folder_of_programs();
  if (programs.empty()) return shared(), nullptr;
  return std::unique_ptr<PostgresServer>(new PostgresServer(programs, &rules));
}

PostgresServer::PostgresServer(std::string programs, const std::string* rules)
    : programs_(std::move(programs)) {
  const std::string data = folder_ / "data";
  fs::create_directory(data);
  if (const passwd* user = owner()) {
    if (::chown(data.c_str(), user->pw_uid, user->pw_gid) != 0 ||
        ::chown(folder_.str().c_str(), user->pw_uid, user->pw_gid) != 0)
      throw std::runtime_error("cannot give " + data + " to " + user->pw_name);
  }
  must(as_owner({programs_ + "/initdb", "--no-sync", "--auth=trust", "--username=postgres",
                 "--encoding=UTF8", "--locale=C", "-D", data}));
  if (rules != nullptr) open_network(*rules);
  start();
}

// The key must be the server's own, and nobody else's to read.
void PostgresServer::open_network(const std::string& rules) {
  port_ = free_port();
  folder_.write_file("data/pg_hba.conf", "local all all trust\n" + rules);
  must(as_owner({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                 "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                 "-addext", "subjectAltName=DNS:localhost", "-keyout", folder_ / "server.key",
                 "-out", certificate()}));
  for (const std::string& option :
       {std::string("listen_addresses=127.0.0.1"), "port=" + std::to_string(port_),
        std::string("ssl=on"), "ssl_cert_file=" + certificate(),
        "ssl_key_file=" + folder_ / "server.key", std::string("password_encryption=scram-sha-256")})
    options_.insert(options_.end(), {"-c", option});
}

PostgresServer::~PostgresServer() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGINT);  // ends its connections
  ::waitpid(pid_, nullptr, 0);
}

std::vector<std::string> PostgresServer::as_owner(std::vector<std::string> command) const {
  std::vector<std::string> whole = {"setpriv", "--pdeathsig", "QUIT"};
  if (const passwd* user = owner()) {
    const std::string group = "--regid=" + std::to_string(user->pw_gid);
    whole.insert(whole.end(), {"--reuid=" + std::to_string(user->pw_uid), group, "--clear-groups"});
  }
  whole.insert(whole.end(), command.begin(), command.end());
  return whole;
}

void PostgresServer::start() {
  std::vector<std::string> program = {
      programs_ + "/postgres", "-D", folder_ / "data", "-k", folder_.str(),        "-c",
      "listen_addresses=",     "-c", "fsync=off",      "-c", "max_connections=40", "-c",
      "logging_collector=off"};
  program.insert(program.end(), options_.begin(), options_.end());
  const std::vector<std::string> command = as_owner(program);
  // What was killed may still hold the shared memory for a moment.
  for (int tries = 0; tries < 600; ++tries) {
    int status = 0;
    if (pid_ <= 0 || ::waitpid(pid_, &status, WNOHANG) == pid_) {
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
    }
    if (run({programs_ + "/pg_isready", "-q", "-d", owner_url()}).exit_code == 0) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  throw std::runtime_error("PostgreSQL does not start: " + folder_.read_file("log"));
}

void PostgresServer::kill() {
  const std::vector<pid_t> children = children_of(pid_);
  ::kill(pid_, SIGKILL);
  for (const pid_t child : children) ::kill(child, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

std::string PostgresServer::owner_url() const {
  return "postgresql://postgres@/postgres?host=" + folder_.str() +
         (port_ == 0 ? "" : "&port=" + std::to_string(port_));
}

std::string PostgresServer::new_database() {
  const std::string name = "test" + std::to_string(++databases_);
  must({programs_ + "/createdb", "-h", folder_.str(), "-U", "postgres", name});
  return "postgresql://postgres@/" + name + "?host=" + folder_.str();
}

std::string PostgresServer::url_of_stranger(const std::string& url) {
  sql(url, "DROP ROLE IF EXISTS stranger; CREATE ROLE stranger LOGIN");
  std::string other = url;
  other.replace(other.find("postgres@"), 8, "stranger");
  return other;
}

std::string PostgresServer::sql(const std::string& url, const std::string& script) const {
  return must({programs_ + "/psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", url,
               "-c", script})
      .out;
}

}  // namespace keyhound::testing
