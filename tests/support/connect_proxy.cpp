// SPDX-License-Identifier: Apache-2.0
#include "tests/support/connect_proxy.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string_view>
#include <utility>

#include "tests/support/http_server.h"

namespace keyhound::testing {
namespace {

bool send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool pass_on(int from, int to) {
  char buffer[16384];
  const ssize_t count = ::recv(from, buffer, sizeof buffer, 0);
  return count > 0 && send_all(to, std::string_view(buffer, static_cast<std::size_t>(count)));
}

void pass_both_ways(int client, int server) {
  pollfd ends[2] = {{client, POLLIN, 0}, {server, POLLIN, 0}};
  while (::poll(ends, 2, -1) > 0) {
    if (ends[0].revents != 0 && !pass_on(client, server)) return;
    if (ends[1].revents != 0 && !pass_on(server, client)) return;
  }
}

int connect_to_port(int port) {
  const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  if (::connect(server, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return server;
  ::close(server);
  return -1;
}

}  // namespace

ConnectProxy::ConnectProxy(Settings settings) : settings_(std::move(settings)) {
  listener_.start([this](int client) { serve(client); });
}

std::string ConnectProxy::address() const { return fmt::format("127.0.0.1:{}", listener_.port()); }

std::vector<std::string> ConnectProxy::targets() const {
  const std::lock_guard lock(mutex_);
  return targets_;
}

void ConnectProxy::serve(int client) {
  std::string head;
  char byte = 0;
  while (!head.ends_with("\r\n\r\n")) {
    if (::recv(client, &byte, 1, 0) != 1) return;
    head += byte;
  }
  const ServedRequest request =
      parse_served_head(std::string_view(head).substr(0, head.size() - 4));
  {
    const std::lock_guard lock(mutex_);
    targets_.push_back(request.target);
  }
  const auto refuse = [client](int status) {
    send_all(client, fmt::format("HTTP/1.1 {} No\r\nProxy-Authenticate: Basic realm=\"x\"\r\n"
                                 "Content-Length: 0\r\nConnection: close\r\n\r\n",
                                 status));
  };
  if (request.header("proxy-authorization") != settings_.credentials) return refuse(407);
  if (settings_.refuses_with != 0) return refuse(settings_.refuses_with);
  if (request.method != "CONNECT") return refuse(502);
  const int server = connect_to_port(settings_.port);
  if (server < 0) return refuse(504);
  if (send_all(client, "HTTP/1.1 200 Connected\r\n\r\n")) pass_both_ways(client, server);
  ::close(server);
}

}  // namespace keyhound::testing
