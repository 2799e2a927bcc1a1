// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <set>
#include <thread>

namespace keyhound::testing {

// A TCP port of 127.0.0.1 that the system chooses, with one thread a connection, until stop(),
// which shuts all connections down and waits for their threads. Makes SIGPIPE ignored.
class LoopbackListener {
 public:
  // Called in the thread of a connection; the listener closes the socket afterwards.
  using Serve = std::function<void(int socket)>;
  LoopbackListener();
  ~LoopbackListener();
  LoopbackListener(const LoopbackListener&) = delete;
  LoopbackListener& operator=(const LoopbackListener&) = delete;

  int port() const { return port_; }
  void start(Serve serve);
  void stop();
  // For `serve`: false where stop() came in between.
  bool sleep(std::chrono::milliseconds time);

 private:
  void accept_all();
  void serve_one(int socket);

  Serve serve_;
  int socket_ = -1;
  int port_ = 0;
  std::thread acceptor_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_over_ = false;
  std::set<int> open_;  // each has a thread
};

}  // namespace keyhound::testing
