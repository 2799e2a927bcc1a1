// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace keyhound::testing {

// A program that serves on a port of 127.0.0.1, until the end of the object; run by root, it runs
// as nobody. What it prints goes to `log`. Throws when it does not begin to listen.
class LocalServer {
 public:
  LocalServer(std::vector<std::string> command, int port, std::string log);
  ~LocalServer();
  LocalServer(const LocalServer&) = delete;
  LocalServer& operator=(const LocalServer&) = delete;

 private:
  pid_t pid_ = -1;
};

// The user that it runs as, and a file given to him.
std::string local_server_user();
void give_to_local_server(const std::string& path);

}  // namespace keyhound::testing
