// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <string_view>
#include <thread>

namespace keyhound::testing {

// A server on 127.0.0.1 for protocols that are played by hand: `script` is called with each
// connection, one after the other, in a thread of its own until the end of the object, and may end
// when it likes; the connection is closed then.
class ScriptedServer {
 public:
  class Peer {
   public:
    explicit Peer(int socket, const std::atomic<bool>& is_over)
        : socket_(socket), is_over_(is_over) {}
    // False: the other side is gone.
    bool send(std::string_view bytes) const;
    // Up to `count` bytes; fewer when the other side is gone.
    std::string receive(std::size_t count) const;
    // Until and with `end`.
    std::string receive_until(std::string_view end) const;
    // Says nothing until the other side is gone or the server ends.
    void wait() const;
    void reset() const;                         // by RST
    int descriptor() const { return socket_; }  // stays its own

   private:
    bool wait_readable() const;
    int socket_;
    const std::atomic<bool>& is_over_;
  };

  explicit ScriptedServer(std::function<void(const Peer&)> script);
  ~ScriptedServer();
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  int port() const { return port_; }
  int connections() const { return connections_; }

 private:
  void serve();

  std::function<void(const Peer&)> script_;
  int socket_ = -1;
  int port_ = 0;
  std::atomic<bool> is_over_{false};
  std::atomic<int> connections_{0};
  std::thread thread_;
};

}  // namespace keyhound::testing
