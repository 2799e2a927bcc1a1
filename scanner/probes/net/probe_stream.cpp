// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/net/probe_stream.h"

#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "scanner/base/c_handle.h"
#include "scanner/base/lazy_library.h"
#include "scanner/base/network_address.h"
#include "scanner/probes/net/connected_socket.h"
#include "scanner/probes/net/peer_certificate.h"

// Defined where the program loads libssl late (cmake/LazyLibrary.cmake); its address is null else.
// libssl brings a libcrypto of its own then, beside the one in the program: nothing that one of
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

}  // namespace

struct ProbeStream::State {
  ConnectedSocket socket;
  std::string host;
  std::string ca_file;
  Deadline deadline;
  TlsContext context = nullptr;
  Tls tls = nullptr;
  std::string certificate = {};

  // Calls a function of libssl until it has an answer (1 or more).
  template <class Step>
  int until_done(Step step) {
    for (int steps = 0; steps < kMostSteps; ++steps) {
      const int answer = step();
      if (answer > 0) return answer;
      const int wanted = SSL_get_error(tls.get(), answer);
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

Status ProbeStream::start_tls(Trust trust) {
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
  SSL_CTX_clear_mode(context, SSL_MODE_AUTO_RETRY);  // the time is looked at after each record

  state.tls.reset(SSL_new(context));
  SSL* const tls = state.tls.get();
  if (tls == nullptr || SSL_set_fd(tls, state.socket.descriptor()) != 1 ||
      SSL_set1_host(tls, state.host.c_str()) != 1)
    return fail(ErrorKind::kInternal, "TLS cannot be begun");
  if (!is_public_address_text(state.host).has_value())
    SSL_ctrl(tls, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, state.host.data());
  SSL_set_msg_callback(tls, keep_certificate);
  SSL_set_msg_callback_arg(tls, &state.certificate);
  const int made = state.until_done([tls] { return SSL_connect(tls); });
  SSL_set_msg_callback(tls, nullptr);
  if (made == 1) return {};
  if (verifies && SSL_get_verify_result(tls) != X509_V_OK)
    return fail(ErrorKind::kUnreadable, "the certificate of the server is not trusted");
  return fail(state.lost("the server makes no TLS connection"));
}

Status ProbeStream::write(std::string_view bytes) {
  State& state = *state_;
  while (!bytes.empty()) {
    ssize_t sent = 0;
    if (state.tls != nullptr) {
      sent = state.until_done(
          [&] { return SSL_write(state.tls.get(), bytes.data(), static_cast<int>(bytes.size())); });
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
    got = state.until_done(
        [&] { return SSL_read(state.tls.get(), bytes.data(), static_cast<int>(bytes.size())); });
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
