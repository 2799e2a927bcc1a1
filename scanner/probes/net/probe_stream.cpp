// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/net/probe_stream.h"

#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "scanner/base/c_handle.h"
#include "scanner/base/lazy_library.h"
#include "scanner/base/network_address.h"
#include "scanner/probes/net/connected_socket.h"
#include "scanner/probes/net/peer_certificate.h"

// Defined where the program loads libssl late (cmake/LazyLibrary.cmake); its address is null else.
// libssl brings libcrypto then, beside the hashes of it that the program holds: nothing that one of
// them made is given to the other.
extern "C" [[gnu::weak]] const keyhound::LazyLibrary keyhound_lazy_ssl;

namespace keyhound {
namespace {

using TlsContext = CHandle<SSL_CTX, SSL_CTX_free>;
using Tls = CHandle<SSL, SSL_free>;

constexpr int kHandshakeMessage = 22;
// Peers that keep a connection busy with what is no data.
constexpr int kMostSteps = 10'000;

void keep_certificate(int is_sent, int version, int type, const void* bytes, std::size_t size, SSL*,
                      void* kept) {
  if (is_sent != 0 || type != kHandshakeMessage) return;
  const std::string_view message(static_cast<const char*>(bytes), size);
  const std::string_view der = certificate_of_message(message, version >= TLS1_3_VERSION);
  if (!der.empty()) *static_cast<std::string*>(kept) = der;
}

// Two ends of a connection within the process, neither of which blocks.
class SocketPair {
 public:
  SocketPair() {
    constexpr int kKind = SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK;
    if (::socketpair(AF_UNIX, kKind, 0, ends_.data()) != 0) ends_ = {-1, -1};
  }
  ~SocketPair() {
    for (const int end : ends_) {
      if (end >= 0) ::close(end);
    }
  }
  SocketPair(const SocketPair&) = delete;
  SocketPair& operator=(const SocketPair&) = delete;

  [[nodiscard]] int inner() const { return ends_[0]; }
  // All that was written at the inner end.
  [[nodiscard]] std::string take() const {
    std::string bytes;
    std::array<char, 4096> piece{};
    for (;;) {
      const ssize_t got = ::recv(ends_[1], piece.data(), piece.size(), 0);
      if (got <= 0) return bytes;
      bytes.append(piece.data(), static_cast<std::size_t>(got));
    }
  }
  // False: there is no room for it.
  [[nodiscard]] bool give(std::string_view bytes) const {
    return ::send(ends_[1], bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
           static_cast<ssize_t>(bytes.size());
  }

 private:
  std::array<int, 2> ends_{-1, -1};
};

// libssl speaks at one end of the pair; at the other messages of the protocol go in and out. 1 or
// more: it is done.
Result<int> shake_hands_in(SSL* tls, const SocketPair& pair, ProbeStream& stream,
                           const ProbeStream::TlsEnvelope& envelope) {
  if (SSL_set_fd(tls, pair.inner()) != 1) return 0;
  for (int steps = 0; steps < kMostSteps; ++steps) {
    const int answer = SSL_connect(tls);
    const int wanted = SSL_get_error(tls, answer);
    if (const std::string bytes = pair.take(); !bytes.empty())
      KEYHOUND_TRY_STATUS(stream.write(envelope.wrap(bytes)));
    if (answer == 1) return answer;
    if (wanted == SSL_ERROR_WANT_WRITE) continue;
    if (wanted != SSL_ERROR_WANT_READ) return answer;
    KEYHOUND_TRY(const std::string next, envelope.unwrap(stream));
    if (!pair.give(next)) return 0;
  }
  return 0;
}

}  // namespace

struct ProbeStream::State {
  ConnectedSocket socket;
  std::string host;
  std::string ca_file;
  Deadline deadline;
  TlsContext context = nullptr;
  Tls handshake = nullptr;  // until it is done
  Tls tls = nullptr;        // what is written and read goes over
  std::string certificate = {};

  // Calls a function of libssl until it has an answer (1 or more).
  template <class Step>
  int until_done(SSL* over, Step step) {
    for (int steps = 0; steps < kMostSteps; ++steps) {
      const int answer = step();
      if (answer > 0) return answer;
      const int wanted = SSL_get_error(over, answer);
      if (wanted != SSL_ERROR_WANT_READ && wanted != SSL_ERROR_WANT_WRITE) return answer;
      const short events = wanted == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT;
      if (!socket.wait(events, deadline)) return answer;
    }
    return -1;
  }

  Error lost(std::string_view what) const {
    return {ErrorKind::kUnreadable, std::string(what) + (deadline.left() == 0 ? " in time" : "")};
  }
};

ProbeStream::ProbeStream(std::unique_ptr<State> state) : state_(std::move(state)) {}
ProbeStream::ProbeStream(ProbeStream&&) noexcept = default;
ProbeStream& ProbeStream::operator=(ProbeStream&&) noexcept = default;
ProbeStream::~ProbeStream() = default;

Result<ProbeStream> ProbeStream::connect(const HostPort& place, const ProbeSettings& settings) {
  const Deadline deadline(settings.timeout);
  KEYHOUND_TRY(
      ConnectedSocket socket,
      ConnectedSocket::connect(place.host, place.port, settings.refuses_internal, deadline));
  return ProbeStream(
      std::make_unique<State>(State{std::move(socket), place.host, settings.ca_file, deadline}));
}

const std::string& ProbeStream::peer_certificate() const { return state_->certificate; }

bool ProbeStream::is_public() const { return state_->socket.is_public(); }

Status ProbeStream::prepare_tls(Trust trust, bool is_wrapped) {
  if (!load_lazily(&keyhound_lazy_ssl))
    return fail(ErrorKind::kConfiguration, "libssl cannot be loaded; install the package libssl3");
  State& state = *state_;
  state.context.reset(SSL_CTX_new(TLS_client_method()));
  SSL_CTX* const context = state.context.get();
  if (context == nullptr) return fail(ErrorKind::kInternal, "TLS cannot be begun");
  const bool verifies = trust == Trust::kVerified;
  if (verifies && (state.ca_file.empty() ? SSL_CTX_set_default_verify_paths(context)
                                         : SSL_CTX_load_verify_locations(
                                               context, state.ca_file.c_str(), nullptr)) != 1)
    return fail(ErrorKind::kConfiguration, "the file of trusted certificates cannot be read");
  SSL_CTX_set_verify(context, verifies ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nullptr);
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  if (is_wrapped) SSL_CTX_set_max_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_clear_mode(context, SSL_MODE_AUTO_RETRY);  // the time is looked at after each record

  Tls tls(SSL_new(context));
  if (tls == nullptr || SSL_set1_host(tls.get(), state.host.c_str()) != 1)
    return fail(ErrorKind::kInternal, "TLS cannot be begun");
  if (!is_public_address_text(state.host).has_value())
    SSL_ctrl(tls.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, state.host.data());
  SSL_set_msg_callback(tls.get(), keep_certificate);
  SSL_set_msg_callback_arg(tls.get(), &state.certificate);
  state.handshake = std::move(tls);
  return {};
}

// From here on what is written and read goes over TLS, were it in vain.
Status ProbeStream::end_handshake(Trust trust, int made) {
  State& state = *state_;
  state.tls = std::move(state.handshake);
  SSL* const tls = state.tls.get();
  SSL_set_msg_callback(tls, nullptr);
  if (made == 1) return {};
  if (trust == Trust::kVerified && SSL_get_verify_result(tls) != X509_V_OK)
    return fail(ErrorKind::kUnreadable, "the certificate of the server is not trusted");
  return fail(state.lost("the server makes no TLS connection"));
}

Status ProbeStream::start_tls(Trust trust) {
  KEYHOUND_TRY_STATUS(prepare_tls(trust, false));
  State& state = *state_;
  SSL* const tls = state.handshake.get();
  if (SSL_set_fd(tls, state.socket.descriptor()) != 1)
    return fail(ErrorKind::kInternal, "TLS cannot be begun");
  return end_handshake(trust, state.until_done(tls, [tls] { return SSL_connect(tls); }));
}

Status ProbeStream::start_tls(Trust trust, const TlsEnvelope& envelope) {
  KEYHOUND_TRY_STATUS(prepare_tls(trust, true));
  SSL* const tls = state_->handshake.get();
  const SocketPair pair;
  const auto made = shake_hands_in(tls, pair, *this, envelope);
  // Whatever came of it, the pair is closed now, and its numbers may be given to others.
  const bool is_back = SSL_set_fd(tls, state_->socket.descriptor()) == 1;
  return end_handshake(trust, is_back ? made.value_or(0) : 0);
}

Status ProbeStream::write(std::string_view bytes) {
  State& state = *state_;
  while (!bytes.empty()) {
    ssize_t sent = 0;
    if (state.tls != nullptr) {
      sent = state.until_done(state.tls.get(), [&] {
        return SSL_write(state.tls.get(), bytes.data(), static_cast<int>(bytes.size()));
      });
    } else if (state.socket.wait(POLLOUT, state.deadline)) {
      sent = ::send(state.socket.descriptor(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    }
    if (sent <= 0 && !(sent < 0 && state.tls == nullptr && errno == EAGAIN))
      return fail(state.lost("the server takes nothing more"));
    if (sent > 0) bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return {};
}

Result<std::string> ProbeStream::read(std::size_t most) {
  State& state = *state_;
  std::string bytes(std::min(most, std::size_t{64} << 10U), '\0');
  ssize_t got = 0;
  if (state.tls != nullptr) {
    got = state.until_done(state.tls.get(), [&] {
      return SSL_read(state.tls.get(), bytes.data(), static_cast<int>(bytes.size()));
    });
  } else {
    do {
      if (!state.socket.wait(POLLIN, state.deadline)) break;
      got = ::recv(state.socket.descriptor(), bytes.data(), bytes.size(), 0);
    } while (got < 0 && errno == EAGAIN);
  }
  if (got <= 0) return fail(state.lost("the server does not answer to the end"));
  bytes.resize(static_cast<std::size_t>(got));
  return bytes;
}

Result<std::string> ProbeStream::read_exactly(std::size_t count) {
  std::string bytes;
  while (bytes.size() < count) {
    KEYHOUND_TRY(const std::string more, read(count - bytes.size()));
    bytes += more;
  }
  return bytes;
}

}  // namespace keyhound
