// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/support/local_server.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {

// An sshd of this test alone, on 127.0.0.1, which lets one user in with some keys. Ends with the
// object.
class SshServer {
 public:
  // nullptr where no sshd is installed (Debian's `openssh-server`); says so once on standard error.
  // `settings`: lines of sshd_config in front of its own.
  static std::unique_ptr<SshServer> start(const std::string& settings = "");

  // A new key pair by ssh-keygen: the private key as text. `is_let_in`: the server takes it.
  std::string new_key(const std::vector<std::string>& options, bool is_let_in);
  // "nobody@127.0.0.1:PORT"
  std::string host() const;
  int port() const { return port_; }
  // The file of known hosts that knows this server.
  std::string known_hosts() const { return folder_ / "known_hosts"; }
  std::string log() const { return folder_.read_file("log"); }

 private:
  explicit SshServer(const std::string& settings);

  TempDir folder_;
  int port_ = 0;
  int keys_ = 0;
  std::unique_ptr<LocalServer> server_;
};

}  // namespace keyhound::testing
