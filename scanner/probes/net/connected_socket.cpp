// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/net/connected_socket.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "scanner/probes/net/host_address.h"

namespace keyhound {
namespace {

bool is_ready(int descriptor, short events, const Deadline& deadline) {
  pollfd one{descriptor, events, 0};
  int ready = -1;
  do {
    const int left = deadline.left();
    if (left == 0) return false;
    ready = ::poll(&one, 1, left);
  } while (ready < 0 && errno == EINTR);
  return ready > 0;
}

// The descriptor, or -1.
int connect_to(const HostAddress& address, const Deadline& deadline) {
  const int descriptor =
      ::socket(address.socket_address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (descriptor < 0) return -1;
  const auto* const plain = reinterpret_cast<const sockaddr*>(&address.socket_address);
  int error = ::connect(descriptor, plain, address.length) == 0 ? 0 : errno;
  if (error == EINPROGRESS && is_ready(descriptor, POLLOUT, deadline)) {
    socklen_t length = sizeof(error);
    ::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &length);
  }
  if (error == 0) return descriptor;
  ::close(descriptor);
  return -1;
}

}  // namespace

Result<ConnectedSocket> ConnectedSocket::connect(const std::string& host, const std::string& port,
                                                 bool refuses_internal, const Deadline& deadline) {
  KEYHOUND_TRY(const auto addresses, addresses_of(host, port, refuses_internal));
  for (const HostAddress& address : addresses) {
    const int descriptor = connect_to(address, deadline);
    if (descriptor >= 0) return ConnectedSocket(descriptor, address.is_public);
  }
  return fail(ErrorKind::kUnreadable,
              deadline.left() == 0 ? "cannot connect in time" : "cannot connect");
}

ConnectedSocket::ConnectedSocket(ConnectedSocket&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), is_public_(other.is_public_) {}

ConnectedSocket& ConnectedSocket::operator=(ConnectedSocket&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(is_public_, other.is_public_);
  return *this;
}

ConnectedSocket::~ConnectedSocket() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

int ConnectedSocket::release() { return std::exchange(descriptor_, -1); }

bool ConnectedSocket::wait(short events, const Deadline& deadline) const {
  return is_ready(descriptor_, events, deadline);
}

}  // namespace keyhound
