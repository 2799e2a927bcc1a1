// SPDX-License-Identifier: Apache-2.0
#include "tests/support/tls_server.h"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <utility>

#include "tests/support/certificate_authority.h"
#include "tests/support/loopback_listener.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tls_stream.h"

namespace keyhound::testing {
namespace {

constexpr std::uint64_t kTenGigabytes = 10'000'000'000;

using Bio = CHandle<BIO, BIO_free>;

TlsContext context_with(const CertificateAuthority::Issued& issued) {
  TlsContext context(SSL_CTX_new(TLS_server_method()));
  const Bio certificate(BIO_new_mem_buf(issued.certificate_pem.data(), -1));
  const Bio key(BIO_new_mem_buf(issued.key_pem.data(), -1));
  const CHandle<X509, X509_free> x509(
      PEM_read_bio_X509(certificate.get(), nullptr, nullptr, nullptr));
  const CHandle<EVP_PKEY, EVP_PKEY_free> pkey(
      PEM_read_bio_PrivateKey(key.get(), nullptr, nullptr, nullptr));
  if (SSL_CTX_use_certificate(context.get(), x509.get()) != 1 ||
      SSL_CTX_use_PrivateKey(context.get(), pkey.get()) != 1) {
    throw std::runtime_error("no TLS for a test");
  }
  return context;
}

// A certificate for each name, issued when it is first asked for.
class CertificateBook {
 public:
  using Choice = std::function<TlsCertificate(const std::string& host)>;
  explicit CertificateBook(Choice choice) : choice_(std::move(choice)) {
    default_context_ = context_of("");
    SSL_CTX_callback_ctrl(default_context_, SSL_CTRL_SET_TLSEXT_SERVERNAME_CB,
                          reinterpret_cast<void (*)()>(choose));
    SSL_CTX_set_tlsext_servername_arg(default_context_, this);
  }
  SSL_CTX* default_context() const { return default_context_; }
  const CertificateAuthority& authority() const { return authority_; }

 private:
  static int choose(SSL* tls, int*, void* user) {
    const char* const name = SSL_get_servername(tls, TLSEXT_NAMETYPE_host_name);
    if (name != nullptr) {
      SSL_set_SSL_CTX(tls, static_cast<CertificateBook*>(user)->context_of(name));
    }
    return SSL_TLSEXT_ERR_OK;
  }

  SSL_CTX* context_of(const std::string& host) {
    const std::lock_guard lock(mutex_);
    TlsContext& context = contexts_[host];
    if (context == nullptr) context = context_with(issue(host));
    return context.get();
  }

  CertificateAuthority::Issued issue(const std::string& host) const {
    CertificateAuthority::Wanted wanted;
    wanted.names = {host};
    if (host.empty()) wanted.names = {"localhost", "127.0.0.1", "::1"};
    switch (choice_ ? choice_(host) : TlsCertificate::kRight) {
      case TlsCertificate::kRight:
        break;
      case TlsCertificate::kOfOtherHost:
        wanted.names = {"other-host.invalid"};
        break;
      case TlsCertificate::kExpired:
        wanted.ends = -60;
        break;
      case TlsCertificate::kNotYetValid:
        wanted.begins = 7200;
        break;
      case TlsCertificate::kOfOtherAuthority:
        return CertificateAuthority().issue(wanted);
    }
    return authority_.issue(wanted);
  }

  CertificateAuthority authority_;
  Choice choice_;
  std::mutex mutex_;
  std::map<std::string, TlsContext> contexts_;
  SSL_CTX* default_context_ = nullptr;
};

TlsRequest read_head(std::string_view head) {
  TlsRequest request{parse_served_head(head), {}, {}, {}, 0};
  request.path = request.target.substr(0, request.target.find('?'));
  const std::string host = request.header("host");
  request.host = host.substr(0, host.starts_with('[') ? host.find(']') + 1 : host.find(':'));
  std::transform(request.host.begin(), request.host.end(), request.host.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return request;
}

// Nothing: the client left. What was read beyond the request stays in `bytes`.
std::optional<TlsRequest> read_request(TlsStream& stream, std::string& bytes) {
  std::size_t head_end = bytes.find("\r\n\r\n");
  while (head_end == std::string::npos) {
    if (!stream.receive(bytes)) return std::nullopt;
    head_end = bytes.find("\r\n\r\n");
  }
  TlsRequest request = read_head(std::string_view(bytes).substr(0, head_end));
  bytes.erase(0, head_end + 4);
  const std::string length = request.header("content-length");
  const std::size_t size = length.empty() ? 0 : std::stoul(length);
  if (size > 0 && request.header("expect") == "100-continue" &&
      !stream.send("HTTP/1.1 100 Continue\r\n\r\n")) {
    return std::nullopt;
  }
  while (bytes.size() < size) {
    if (!stream.receive(bytes)) return std::nullopt;
  }
  request.body = bytes.substr(0, size);
  bytes.erase(0, size);
  return request;
}

bool has_length(const TlsAnswer& answer) {
  return !answer.is_chunked && !answer.is_open_ended && answer.status != 304 &&
         answer.status != 204;
}

std::string head_of(const TlsAnswer& answer) {
  using Fault = TlsAnswer::Fault;
  std::string head = fmt::format("HTTP/1.1 {} Scripted\r\n", answer.status);
  for (const auto& [name, value] : answer.headers) head += name + ": " + value + "\r\n";
  if (answer.is_chunked || answer.fault == Fault::kEndless) {
    head += "Transfer-Encoding: chunked\r\n";
  } else if (answer.fault == Fault::kTenGigabytes) {
    head += fmt::format("Content-Length: {}\r\n", kTenGigabytes);
  } else if (has_length(answer)) {
    head += fmt::format("Content-Length: {}\r\n", answer.body.size());
  }
  return head + "\r\n";
}

std::string chunk_of(std::string_view body) {
  return fmt::format("{:x}\r\n{}\r\n", body.size(), body);
}

void send_for_ever(TlsStream& stream, const TlsAnswer& answer) {
  const std::string block = answer.body.empty() ? std::string(65'536, 'x') : answer.body;
  if (answer.fault == TlsAnswer::Fault::kEndless) {
    const std::string chunk = chunk_of(block);
    while (stream.send(chunk)) continue;
    return;
  }
  for (std::uint64_t sent = 0; sent < kTenGigabytes; sent += block.size()) {
    if (!stream.send(block)) return;
  }
}

// False: the connection ends.
bool send_answer(TlsStream& stream, const TlsRequest& request, const TlsAnswer& answer) {
  using Fault = TlsAnswer::Fault;
  if (!answer.raw.empty()) return stream.send(answer.raw) && false;
  if (answer.says_nothing) return false;
  if (answer.fault == Fault::kNever) stream.wait_until_client_leaves();
  if (answer.fault == Fault::kReset) stream.reset();
  if (answer.fault == Fault::kNever || answer.fault == Fault::kReset) return false;
  std::string bytes = head_of(answer);
  if (answer.fault == Fault::kEndless || answer.fault == Fault::kTenGigabytes) {
    if (stream.send(bytes)) send_for_ever(stream, answer);
    return false;
  }
  const std::string_view body =
      std::string_view(answer.body).substr(0, answer.cut_after.value_or(answer.body.size()));
  if (request.method != "HEAD") {
    if (answer.is_chunked && !body.empty()) bytes += chunk_of(body);
    if (answer.is_chunked && !answer.cut_after) bytes += "0\r\n\r\n";
    if (!answer.is_chunked) bytes += body;
  }
  if (!stream.send(bytes)) return false;
  if (answer.fault == Fault::kNeverOn) stream.wait_until_client_leaves();
  if (answer.fault == Fault::kResetOn) stream.reset();
  return answer.fault == Fault::kNone && !answer.cut_after && !answer.is_open_ended;
}

}  // namespace

TlsAnswer TlsAnswer::with(Fault fault, ServedAnswer answer) {
  TlsAnswer made(std::move(answer));
  made.fault = fault;
  return made;
}

struct TlsServer::State {
  State(Handler given, Settings chosen)
      : handler(std::move(given)),
        is_plain(chosen.is_plain),
        certificates(std::move(chosen.certificate)) {}

  void serve(int socket);
  bool serve_one(TlsStream& stream, std::string& bytes, std::size_t connection);

  const Handler handler;
  const bool is_plain;
  CertificateBook certificates;
  TempDir dir;
  std::string ca_file;
  mutable std::mutex mutex;
  std::vector<TlsRequest> requests;
  std::size_t connections = 0;
  LoopbackListener listener;  // ends first: its threads use all of the above
};

void TlsServer::State::serve(int socket) {
  TlsStream stream(socket);
  if (is_plain || stream.shake_hands(certificates.default_context())) {
    std::size_t connection = 0;
    {
      const std::lock_guard lock(mutex);
      connection = connections++;
    }
    std::string bytes;
    while (serve_one(stream, bytes, connection)) continue;
  }
  ERR_clear_error();
}

bool TlsServer::State::serve_one(TlsStream& stream, std::string& bytes, std::size_t connection) {
  auto request = read_request(stream, bytes);
  if (!request) return false;
  request->asked_name = stream.asked_name();
  request->connection = connection;
  {
    const std::lock_guard lock(mutex);
    requests.push_back(*request);
  }
  const TlsAnswer answer = handler(*request);
  return listener.sleep(answer.delay) && send_answer(stream, *request, answer);
}

TlsServer::TlsServer(Handler handler) : TlsServer(std::move(handler), Settings{}) {}

TlsServer::TlsServer(Handler handler, Settings settings)
    : state_(std::make_unique<State>(std::move(handler), std::move(settings))) {
  state_->ca_file = state_->dir / "ca.pem";
  state_->dir.write_file("ca.pem", state_->certificates.authority().certificate_pem());
  state_->listener.start([state = state_.get()](int socket) { state->serve(socket); });
}

TlsServer::~TlsServer() = default;

int TlsServer::port() const { return state_->listener.port(); }
std::string TlsServer::url() const {
  return fmt::format("{}://127.0.0.1:{}", state_->is_plain ? "http" : "https",
                     state_->listener.port());
}
std::string TlsServer::connect_to() const {
  return fmt::format("::127.0.0.1:{}", state_->listener.port());
}
const std::string& TlsServer::ca_file() const { return state_->ca_file; }

std::vector<TlsRequest> TlsServer::requests() const {
  const std::lock_guard lock(state_->mutex);
  return state_->requests;
}

std::size_t TlsServer::request_count() const {
  const std::lock_guard lock(state_->mutex);
  return state_->requests.size();
}

std::size_t TlsServer::connection_count() const {
  const std::lock_guard lock(state_->mutex);
  return state_->connections;
}

}  // namespace keyhound::testing
