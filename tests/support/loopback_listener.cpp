// SPDX-License-Identifier: Apache-2.0
#include "tests/support/loopback_listener.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>
#include <utility>

namespace keyhound::testing {
namespace {

constexpr int kTick = 20;  // milliseconds

}  // namespace

LoopbackListener::LoopbackListener() {
  ::signal(SIGPIPE, SIG_IGN);
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (socket_ < 0 || ::bind(socket_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      ::listen(socket_, 1024) != 0 ||
      ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error("no server on 127.0.0.1");
  }
  port_ = ntohs(address.sin_port);
}

LoopbackListener::~LoopbackListener() {
  stop();
  ::close(socket_);
}

void LoopbackListener::start(Serve serve) {
  serve_ = std::move(serve);
  acceptor_ = std::thread([this] { accept_all(); });
}

void LoopbackListener::stop() {
  if (!acceptor_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    is_over_ = true;
    for (const int connection : open_) ::shutdown(connection, SHUT_RDWR);
    changed_.notify_all();
  }
  acceptor_.join();
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return open_.empty(); });
}

bool LoopbackListener::sleep(std::chrono::milliseconds time) {
  if (time.count() == 0) return true;
  std::unique_lock lock(mutex_);
  return !changed_.wait_for(lock, time, [this] { return is_over_; });
}

void LoopbackListener::accept_all() {
  while (true) {
    pollfd waiting{socket_, POLLIN, 0};
    const bool is_there = ::poll(&waiting, 1, kTick) > 0;
    const std::lock_guard lock(mutex_);
    if (is_over_) return;
    const int connection = is_there ? ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC) : -1;
    if (connection < 0) continue;
    const int at_once = 1;
    ::setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
    open_.insert(connection);
    std::thread([this, connection] { serve_one(connection); }).detach();
  }
}

void LoopbackListener::serve_one(int connection) {
  serve_(connection);
  const std::lock_guard lock(mutex_);
  ::close(connection);
  open_.erase(connection);
  changed_.notify_all();
}

}  // namespace keyhound::testing
