// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/support/temp_dir.h"

namespace keyhound::testing {

// A PostgreSQL of this test program alone: a cluster in a temporary directory, a socket in it and
// no network, started when it is first asked for and stopped at the end. Run by root, it runs as
// the user postgres or nobody.
class PostgresServer {
 public:
  // nullptr where no PostgreSQL is installed (Debian's `postgresql`); says so once on standard
  // error.
  static PostgresServer* shared();

  // One of its own that also listens on 127.0.0.1, with TLS (a certificate of its own for
  // localhost), and lets in by these rules of pg_hba.conf behind that of its socket. nullptr as
  // above.
  static std::unique_ptr<PostgresServer> with_logins(const std::string& rules);

  ~PostgresServer();
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  // Of the network; 0: there is none.
  int port() const { return port_; }
  // Of its certificate, which signs itself.
  std::string certificate() const { return folder_ / "server.crt"; }
  // The URL of what any cluster has, for the owner of all.
  std::string owner_url() const;
  // The URL of a new, empty database.
  std::string new_database();
  // The same database, as another user without any right, who is made where he is missing.
  std::string url_of_stranger(const std::string& url);
  // Ends all processes of the server with SIGKILL.
  void kill();
  // Starts it after kill(), and waits until it answers.
  void start();
  // Runs a script by psql and returns what it prints, without heads.
  std::string sql(const std::string& url, const std::string& script) const;

 private:
  explicit PostgresServer(std::string programs, const std::string* rules = nullptr);
  void open_network(const std::string& rules);
  std::vector<std::string> as_owner(std::vector<std::string> command) const;

  std::string programs_;  // folder of them
  TempDir folder_;
  pid_t pid_ = -1;
  int databases_ = 0;
  int port_ = 0;
  std::vector<std::string> options_;
};

}  // namespace keyhound::testing
