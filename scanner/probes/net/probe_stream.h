// SPDX-License-Identifier: Apache-2.0
// Private to scanner/probes/: bytes to and from a server, over TCP or TLS, within one time. The
// message of every error is a reason for a report. Used by one thread.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/probes/net/host_port.h"
#include "scanner/probes/probe.h"

namespace keyhound {

class ProbeStream {
 public:
  // Its time begins here. The host is looked at as ProbeSettings tells.
  static Result<ProbeStream> connect(const HostPort& place, const ProbeSettings& settings);
  ProbeStream(ProbeStream&&) noexcept;
  ProbeStream& operator=(ProbeStream&&) noexcept;
  ~ProbeStream();

  enum class Trust {
    kVerified,  // the certificate must be the host's, of an authority that is trusted
    kAny,       // to look at the certificate, and to send nothing
  };
  // Goes on over TLS (1.2 at least) from here.
  Status start_tls(Trust trust);
  // The same in a protocol that has a handshake in messages of its own, and no more of them behind
  // it (TLS 1.2 then, which ends as both sides know). `wrap` makes a message of bytes; `unwrap`
  // reads the next one from the stream that it is given, and returns its bytes.
  struct TlsEnvelope {
    std::function<std::string(std::string_view)> wrap;
    std::function<Result<std::string>(ProbeStream&)> unwrap;
  };
  Status start_tls(Trust trust, const TlsEnvelope& envelope);
  // In DER; empty: no TLS, or none was shown.
  [[nodiscard]] const std::string& peer_certificate() const;
  // The address that answered is of the public internet.
  [[nodiscard]] bool is_public() const;

  Status write(std::string_view bytes);
  // At least one byte, and at most that many.
  Result<std::string> read(std::size_t most);
  // That many.
  Result<std::string> read_exactly(std::size_t count);

 private:
  struct State;
  explicit ProbeStream(std::unique_ptr<State> state);
  Status prepare_tls(Trust trust, bool is_wrapped);
  Status end_handshake(Trust trust, int made);
  std::unique_ptr<State> state_;
};

}  // namespace keyhound
