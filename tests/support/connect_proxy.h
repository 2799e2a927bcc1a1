// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "tests/support/loopback_listener.h"

namespace keyhound::testing {

// A proxy of HTTP on 127.0.0.1 that knows CONNECT, and takes every target for one port of this
// machine. What is asked without CONNECT is answered by the proxy itself.
class ConnectProxy {
 public:
  struct Settings {
    int port = 0;             // where all tunnels end
    std::string credentials;  // "Basic ..." that it wants; empty: none
    int refuses_with = 0;     // the status that answers every CONNECT; 0: a tunnel
  };
  explicit ConnectProxy(Settings settings);

  // "127.0.0.1:PORT"
  std::string address() const;
  // "host:port" of each CONNECT, or the URL of what was asked without it.
  std::vector<std::string> targets() const;

 private:
  void serve(int client);

  const Settings settings_;
  mutable std::mutex mutex_;
  std::vector<std::string> targets_;
  LoopbackListener listener_;  // ends first
};

}  // namespace keyhound::testing
