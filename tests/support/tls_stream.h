// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/ssl.h>

#include <cstddef>
#include <string>
#include <string_view>

#include "scanner/base/c_handle.h"

namespace keyhound::testing {

using TlsContext = CHandle<SSL_CTX, SSL_CTX_free>;

// The server's end of a connection, over TLS or plain. The socket stays the caller's. Blocking; one
// thread.
class TlsStream {
 public:
  explicit TlsStream(int socket) : socket_(socket) {}
  ~TlsStream();
  TlsStream(const TlsStream&) = delete;
  TlsStream& operator=(const TlsStream&) = delete;

  // False: the client left, or does not like the certificate.
  bool shake_hands(SSL_CTX* context);
  // What the handshake asked for; empty: nothing, or there was none.
  std::string asked_name() const;
  // False: the client left.
  bool send(std::string_view bytes);
  bool receive(std::string& bytes);
  // The client sees a reset instead of an end.
  void reset();
  void wait_until_client_leaves();

 private:
  int socket_;
  CHandle<SSL, SSL_free> tls_;
  bool is_reset_ = false;
};

}  // namespace keyhound::testing
