// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/http_server.h"

namespace keyhound::testing {

struct TlsRequest : ServedRequest {
  std::string host;            // of the Host header, without a port, in lower case
  std::string path;            // the target without its query
  std::string asked_name;      // of the handshake (SNI); empty for an address
  std::size_t connection = 0;  // counts from 0
};

// Of the members of ServedAnswer all count; the connection is kept after what ends by itself.
struct TlsAnswer : ServedAnswer {
  enum class Fault {
    kNone,
    kNever,        // no answer; the connection is held until the client leaves
    kNeverOn,      // the head and `cut_after` bytes of the body, then as kNever
    kReset,        // the connection is reset in place of an answer
    kResetOn,      // the head and `cut_after` bytes of the body, then as kReset
    kEndless,      // chunks of `body` without an end
    kTenGigabytes  // announced by Content-Length, and sent
  };
  Fault fault = Fault::kNone;
  std::string raw;  // not empty: these bytes in place of an answer; then the connection is closed

  TlsAnswer() = default;
  TlsAnswer(ServedAnswer answer) : ServedAnswer(std::move(answer)) {}  // NOLINT: meant to convert
  static TlsAnswer with(Fault fault, ServedAnswer answer = {});
};

enum class TlsCertificate {
  kRight,
  kOfOtherHost,
  kExpired,
  kNotYetValid,
  kOfOtherAuthority,  // one that nobody trusts
};

// An HTTPS server (HTTP/1.1 with keep-alive) on 127.0.0.1 for any host name: each is shown a
// certificate of its own, of an authority that is made for the server. One thread a connection,
// until the end of the object, which waits for none of its clients. Makes SIGPIPE ignored.
class TlsServer {
 public:
  // Called by the threads of all connections at once.
  using Handler = std::function<TlsAnswer(const TlsRequest& request)>;
  struct Settings {
    // By the name that the handshake asks for ("" for an address); null: all are right.
    std::function<TlsCertificate(const std::string& host)> certificate;
    bool is_plain = false;  // HTTP without TLS
  };
  explicit TlsServer(Handler handler);
  TlsServer(Handler handler, Settings settings);
  ~TlsServer();
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  int port() const;
  // "https://127.0.0.1:PORT"
  std::string url() const;
  // "::127.0.0.1:PORT": for HttpOptions::connect_to and --connect-to, so that all hosts are this
  // one.
  std::string connect_to() const;
  // PEM file for HttpOptions::ca_file and --ca-file; removed at the end of the object.
  const std::string& ca_file() const;
  // What was asked until now, in order of arrival.
  std::vector<TlsRequest> requests() const;
  std::size_t request_count() const;
  // Connections that were accepted (with `is_plain`: all; else those that ended their handshake).
  std::size_t connection_count() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace keyhound::testing
