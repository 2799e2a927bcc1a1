// SPDX-License-Identifier: Apache-2.0
// A SQL Server as its specification has it, since no Debian package is one
// (https://learn.microsoft.com/openspecs/windows_protocols/ms-tds/, section 4 shows its messages).
#pragma once

#include <openssl/ssl.h>

#include <string>
#include <string_view>

#include "scanner/probes/net/little_endian.h"
#include "scanner/probes/sqlserver/tds_packet.h"
#include "tests/support/scripted_server.h"
#include "tests/support/tls_host.h"

namespace keyhound::testing {

// Tokens of the answer to a login.
inline std::string tds_token(char kind, const std::string& content) {
  return kind + little_endian(content.size(), 2) + content;
}
inline std::string tds_error(int number) {
  // State, class, an empty text, server and procedure, line.
  return tds_token('\xaa', little_endian(static_cast<std::uint32_t>(number), 4) + "\1\x0e" +
                               std::string(8, '\0'));
}
inline std::string tds_let_in() { return tds_token('\xad', "\1\x74" + std::string(12, '\0')); }
inline std::string tds_done() { return "\xfd" + std::string(12, '\0'); }

// One message of the server.
inline std::string tds_answer(std::string_view body) { return tds_message(TdsKind::kAnswer, body); }

// One that agrees to TLS and answers each login with these tokens.
class FakeSqlserver {
 public:
  explicit FakeSqlserver(std::string tokens, char encryption = 1)
      : tokens_(std::move(tokens)),
        encryption_(encryption),
        server_([this](const ScriptedServer::Peer& peer) { serve(peer); }) {}
  [[nodiscard]] int port() const { return server_.port(); }
  [[nodiscard]] int connections() const { return server_.connections(); }
  [[nodiscard]] const TlsHost& host() const { return host_; }
  [[nodiscard]] const std::string& plain() const { return plain_; }  // without TLS
  [[nodiscard]] const std::string& login() const { return login_; }  // the packet

 private:
  using Tls = CHandle<SSL, SSL_free>;

  // The body of the next packet.
  std::string receive(const ScriptedServer::Peer& peer) {
    const std::string head = peer.receive(kTdsHead);
    if (head.size() != kTdsHead) return "";
    std::string body = peer.receive((static_cast<unsigned char>(head[2]) * 256U) +
                                    static_cast<unsigned char>(head[3]) - kTdsHead);
    plain_ += head + body;
    return body;
  }

  void serve(const ScriptedServer::Peer& peer) {
    if (receive(peer).empty()) return;
    peer.send(tds_answer(std::string("\1\0\6\0\1\xff", 6) + encryption_));
    const Tls tls(SSL_new(host_.context()));
    SSL_set_max_proto_version(tls.get(), TLS1_2_VERSION);  // as far as version 7.4 goes
    BIO* const in = BIO_new(BIO_s_mem());
    BIO* const out = BIO_new(BIO_s_mem());
    SSL_set_bio(tls.get(), in, out);
    int done = 0;
    while (done != 1) {
      done = SSL_accept(tls.get());
      const bool wants_more = SSL_get_error(tls.get(), done) == SSL_ERROR_WANT_READ;
      std::string bytes(BIO_ctrl_pending(out), '\0');
      if (!bytes.empty()) {
        BIO_read(out, bytes.data(), static_cast<int>(bytes.size()));
        peer.send(tds_message(TdsKind::kPrelogin, bytes));
      }
      if (done == 1) break;
      const std::string next = wants_more ? receive(peer) : "";
      if (next.empty()) return;
      BIO_write(in, next.data(), static_cast<int>(next.size()));
    }
    SSL_set_fd(tls.get(), peer.descriptor());
    char buffer[4096];
    const int got = SSL_read(tls.get(), buffer, sizeof buffer);
    if (got <= 0) return;
    login_.assign(buffer, static_cast<std::size_t>(got));
    const std::string answer = tokens_.starts_with('\4') ? tokens_ : tds_answer(tokens_);
    SSL_write(tls.get(), answer.data(), static_cast<int>(answer.size()));
    SSL_read(tls.get(), buffer, sizeof buffer);
  }

  TlsHost host_;
  std::string tokens_;
  char encryption_;
  std::string plain_;
  std::string login_;
  ScriptedServer server_;
};

}  // namespace keyhound::testing
