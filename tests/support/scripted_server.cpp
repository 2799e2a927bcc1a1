// SPDX-License-Identifier: Apache-2.0
#include "tests/support/scripted_server.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

namespace keyhound::testing {

bool ScriptedServer::Peer::send(std::string_view bytes) const {
  while (!bytes.empty() && !is_over_) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
      continue;
    }
    if (errno != EAGAIN) return false;
    pollfd one{socket_, POLLOUT, 0};
    ::poll(&one, 1, 50);
  }
  return bytes.empty();
}

bool ScriptedServer::Peer::wait_readable() const {
  while (!is_over_) {
    pollfd one{socket_, POLLIN, 0};
    if (::poll(&one, 1, 50) > 0) return true;
  }
  return false;
}

std::string ScriptedServer::Peer::receive(std::size_t count) const {
  std::string bytes;
  while (bytes.size() < count && wait_readable()) {
    char buffer[4096];
    const ssize_t got = ::recv(socket_, buffer, std::min(sizeof(buffer), count - bytes.size()), 0);
    if (got <= 0) break;
    bytes.append(buffer, static_cast<std::size_t>(got));
  }
  return bytes;
}

std::string ScriptedServer::Peer::receive_until(std::string_view end) const {
  std::string bytes;
  for (std::string one = receive(1); !one.empty(); one = receive(1)) {
    bytes += one;
    if (bytes.ends_with(end)) break;
  }
  return bytes;
}

void ScriptedServer::Peer::wait() const {
  char buffer[4096];
  while (wait_readable() && ::recv(socket_, buffer, sizeof(buffer), 0) > 0) {
  }
}

void ScriptedServer::Peer::reset() const {
  const linger none{1, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &none, sizeof(none));
}

ScriptedServer::ScriptedServer(std::function<void(const Peer&)> script)
    : script_(std::move(script)) {
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof(address);
  auto* const plain = reinterpret_cast<sockaddr*>(&address);
  if (::bind(socket_, plain, length) != 0 || ::listen(socket_, 16) != 0 ||
      ::getsockname(socket_, plain, &length) != 0)
    throw std::runtime_error("a server for a test cannot listen");
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

ScriptedServer::~ScriptedServer() {
  is_over_ = true;
  thread_.join();
  ::close(socket_);
}

void ScriptedServer::serve() {
  while (!is_over_) {
    pollfd one{socket_, POLLIN, 0};
    if (::poll(&one, 1, 50) <= 0) continue;
    const int connection = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) continue;
    ++connections_;
    script_(Peer(connection, is_over_));
    ::close(connection);
  }
}

}  // namespace keyhound::testing
