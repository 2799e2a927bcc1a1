// SPDX-License-Identifier: Apache-2.0
#include "tests/support/tls_stream.h"

#include <sys/socket.h>

#include <algorithm>

namespace keyhound::testing {

TlsStream::~TlsStream() {
  if (is_reset_) {
    const linger at_once{1, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  } else if (tls_ != nullptr && SSL_is_init_finished(tls_.get()) != 0) {
    SSL_shutdown(tls_.get());
  }
}

bool TlsStream::shake_hands(SSL_CTX* context) {
  tls_.reset(SSL_new(context));
  SSL_set_fd(tls_.get(), socket_);
  return SSL_accept(tls_.get()) == 1;
}

std::string TlsStream::asked_name() const {
  const char* const name =
      tls_ == nullptr ? nullptr : SSL_get_servername(tls_.get(), TLSEXT_NAMETYPE_host_name);
  return name == nullptr ? "" : name;
}

bool TlsStream::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const int most = static_cast<int>(std::min<std::size_t>(bytes.size(), 1U << 20U));
    const ssize_t sent = tls_ != nullptr ? SSL_write(tls_.get(), bytes.data(), most)
                                         : ::send(socket_, bytes.data(),
                                                  static_cast<std::size_t>(most), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool TlsStream::receive(std::string& bytes) {
  char buffer[16384];
  const ssize_t count = tls_ != nullptr ? SSL_read(tls_.get(), buffer, sizeof buffer)
                                        : ::recv(socket_, buffer, sizeof buffer, 0);
  if (count <= 0) return false;
  bytes.append(buffer, static_cast<std::size_t>(count));
  return true;
}

void TlsStream::reset() { is_reset_ = true; }

void TlsStream::wait_until_client_leaves() {
  std::string ignored;
  while (receive(ignored)) ignored.clear();
}

}  // namespace keyhound::testing
