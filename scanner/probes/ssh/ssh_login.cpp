// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/ssh/ssh_login.h"

#include <libssh/libssh.h>
#include <poll.h>

#include <optional>
#include <string_view>
#include <utility>

#include "scanner/base/ascii.h"
#include "scanner/base/c_handle.h"
#include "scanner/base/lazy_library.h"
#include "scanner/base/signature.h"
#include "scanner/base/text_encode.h"
#include "scanner/probes/keys/private_key_pem.h"
#include "scanner/probes/net/connected_socket.h"

// Defined where the program loads libssh late (cmake/LazyLibrary.cmake); its address is null else.
extern "C" [[gnu::weak]] const keyhound::LazyLibrary keyhound_lazy_ssh;

namespace keyhound {
namespace {

using Session = CHandle<ssh_session_struct, ssh_free>;
using Key = CHandle<ssh_key_struct, ssh_key_free>;

constexpr const char* kNoFile = "/dev/null";
// A login takes about twenty; a server that never comes to an end sends more.
constexpr int kMostSteps = 1000;
constexpr int kSmallestRsa = 1024;  // bits; OpenSSH's own limit

ProbeVerdict indeterminate(std::string reason) {
  return {LivenessState::kIndeterminate, std::move(reason)};
}

// Calls `step` until it is no longer `again`, or the time is over.
template <class Step>
int until_done(ssh_session session, int again, const Deadline& deadline, Step step) {
  int answer = step();
  for (int steps = 0; answer == again && steps < kMostSteps; ++steps) {
    const int flags = ssh_get_poll_flags(session);
    pollfd socket{ssh_get_fd(session),
                  static_cast<short>((flags & SSH_WRITE_PENDING) != 0 ? POLLIN | POLLOUT : POLLIN),
                  0};
    const int left = deadline.left();
    if (left == 0 || ::poll(&socket, 1, left) <= 0) return again;
    answer = step();
  }
  return answer;
}

// Nothing of the user's configuration decides where the key goes, and no agent is asked.
bool set_options(ssh_session session, const KeyHost& host, const ProbeSettings& settings,
                 int descriptor) {
  const bool no_configuration = false;
  const auto set = [session](ssh_options_e option, const void* value) {
    return ssh_options_set(session, option, value) == SSH_OK;
  };
  const bool is_set = set(SSH_OPTIONS_PROCESS_CONFIG, &no_configuration) &&
                      set(SSH_OPTIONS_HOST, host.place.host.c_str()) &&
                      set(SSH_OPTIONS_PORT_STR, host.place.port.c_str()) &&
                      set(SSH_OPTIONS_USER, host.user.c_str()) &&
                      set(SSH_OPTIONS_RSA_MIN_SIZE, &kSmallestRsa) &&
                      set(SSH_OPTIONS_FD, &descriptor);
  if (!is_set || settings.known_hosts.empty()) return is_set;
  return set(SSH_OPTIONS_KNOWNHOSTS, settings.known_hosts.c_str()) &&
         set(SSH_OPTIONS_GLOBAL_KNOWNHOSTS, kNoFile);
}

// Empty: the server's key is the known one.
std::string doubt_of_server(ssh_session session) {
  switch (ssh_session_is_known_server(session)) {
    case SSH_KNOWN_HOSTS_OK:
      return {};
    case SSH_KNOWN_HOSTS_CHANGED:
    case SSH_KNOWN_HOSTS_OTHER:
      return "the host has another key than the known one; nothing was offered";
    default:
      return "the key of the host is not known; add it to known_hosts (ssh-keyscan, once you have "
             "made sure of it) or name its file with --known-hosts";
  }
}

Key public_half(const Key& key) {
  ssh_key half = nullptr;
  return Key(ssh_pki_export_privkey_to_pubkey(key.get(), &half) == SSH_OK ? half : nullptr);
}

// libssh says "denied", too, when it offers nothing itself, since the type or the size of the key
// is one that it does not use.
bool was_refused_by_server(ssh_session session) {
  return std::string_view(ssh_get_error(session)).starts_with("Access denied");
}

ProbeVerdict sign_in(ssh_session session, const Key& key, const Deadline& deadline) {
  const int answer = until_done(session, SSH_AUTH_AGAIN, deadline, [&] {
    return ssh_userauth_publickey(session, nullptr, key.get());
  });
  switch (answer) {
    case SSH_AUTH_SUCCESS:
      return {LivenessState::kActive, "the server lets the key in"};
    case SSH_AUTH_PARTIAL:
      return {LivenessState::kActive, "the server takes the key, and asks for a second proof"};
    case SSH_AUTH_DENIED:
      return indeterminate("the server takes the key, and not its signature");
    default:
      return indeterminate("the server takes the key, and ends no login");
  }
}

ProbeVerdict offer(ssh_session session, const Key& key, const Deadline& deadline) {
  const int without = until_done(session, SSH_AUTH_AGAIN, deadline,
                                 [&] { return ssh_userauth_none(session, nullptr); });
  if (without == SSH_AUTH_SUCCESS) return indeterminate("the server lets everybody in");
  if (without != SSH_AUTH_DENIED) return indeterminate("the server answers no login");
  if ((ssh_userauth_list(session, nullptr) & int{SSH_AUTH_METHOD_PUBLICKEY}) == 0)
    return indeterminate("the server takes no keys from this user");

  const Key half = public_half(key);
  if (half == nullptr) return indeterminate("the key has no public half");
  const int answer = until_done(session, SSH_AUTH_AGAIN, deadline, [&] {
    return ssh_userauth_try_publickey(session, nullptr, half.get());
  });
  if (answer == SSH_AUTH_SUCCESS) return sign_in(session, key, deadline);
  if (answer != SSH_AUTH_DENIED) return indeterminate("the server answers no key");
  if (!was_refused_by_server(session))
    return indeterminate("a key of this type and size is offered to no server of today");
  return {LivenessState::kRevoked, "the server does not take this key for this user"};
}

ProbeVerdict log_in(ssh_session session, const Key& key, const Deadline& deadline) {
  ssh_set_blocking(session, 0);
  if (until_done(session, SSH_AGAIN, deadline, [&] { return ssh_connect(session); }) != SSH_OK)
    return indeterminate("the server does not speak SSH to the end");
  const std::string doubt = doubt_of_server(session);
  if (!doubt.empty()) return indeterminate(doubt);
  ProbeVerdict verdict = offer(session, key, deadline);
  ssh_disconnect(session);
  return verdict;
}

Result<KeyHost> ssh_host(const std::string& text) {
  KEYHOUND_TRY(KeyHost host, parse_key_host(text, "22"));
  if (host.user.empty())
    return fail(ErrorKind::kUsage,
                "\"" + escape_for_terminal(text) + "\": a host for SSH keys is USER@HOST[:PORT]");
  return host;
}

// Whether the credential itself says that the key was let in there.
bool belongs_to(const CredentialParts& parts, const KeyHost& host) {
  const auto said = parts.identity.find("ssh_host");
  if (said == parts.identity.end()) return false;
  const auto home = ssh_host(said->second);
  return home && home->user == host.user && home->place.port == host.place.port &&
         to_lower_ascii(home->place.host) == to_lower_ascii(host.place.host);
}

// Any host refuses a key that never was its own.
ProbeVerdict does_not_accept(const KeyHost& host) {
  return indeterminate(escape_for_terminal(host.user) + "@" + host.place.label() +
                       " does not accept it");
}

// Of more hosts than one: active, then one that gave no answer, then a refusal where the key
// belongs, then any other.
int rank_of(const ProbeVerdict& verdict, bool is_refused) {
  if (verdict.state == LivenessState::kActive) return 3;
  if (!is_refused) return 2;
  return verdict.state == LivenessState::kRevoked ? 1 : 0;
}

}  // namespace

ProbeVerdict ssh_login(const std::string& pem, const KeyHost& host, const ProbeSettings& settings) {
  if (!load_lazily(&keyhound_lazy_ssh)) return lacks_library("libssh", "libssh-4");
  ssh_key read = nullptr;
  const int is_read = ssh_pki_import_privkey_base64(pem.c_str(), "", nullptr, nullptr, &read);
  const Key key(read);
  if (is_read != SSH_OK || key == nullptr) return indeterminate("the key cannot be read");
  const Deadline deadline(settings.timeout);
  auto socket = ConnectedSocket::connect(host.place.host, host.place.port,
                                         settings.refuses_internal, deadline);
  if (!socket) return indeterminate(socket.error().message);
  const Session session(ssh_new());
  if (session == nullptr || !set_options(session.get(), host, settings, socket->release()))
    return indeterminate("libssh takes no such host");
  return log_in(session.get(), key, deadline);
}

Result<ProbeTarget> ssh_target(const ProbeSettings& settings) {
  ProbeTarget target;
  for (const std::string& text : settings.ssh_hosts) {
    KEYHOUND_TRY(const KeyHost host, ssh_host(text));
    if (target.host.empty()) target.host = host.place.label();
    target.request += (target.request.empty() ? "offer the public key over SSH to " : ", ") +
                      escape_for_terminal(host.user) + "@" + host.place.label();
  }
  target.request += "; sign in where it is taken, and run nothing";
  return target;
}

Liveness try_ssh_hosts(std::string_view probe, const CredentialParts& parts,
                       const ProbeSettings& settings) {
  std::string label;
  auto pem = private_key_pem(parts.secret);
  if (!pem) return probe_answer(probe, label, indeterminate(pem.error().message));
  std::optional<ProbeVerdict> whole;
  int whole_rank = 0;
  for (const std::string& text : settings.ssh_hosts) {
    const auto host = ssh_host(text);
    ProbeVerdict one =
        host ? ssh_login(*pem, *host, settings) : indeterminate(host.error().message);
    const bool is_refused = one.state == LivenessState::kRevoked;
    if (is_refused && !belongs_to(parts, *host)) one = does_not_accept(*host);
    const int rank = rank_of(one, is_refused);
    if (whole && rank <= whole_rank) continue;
    whole = std::move(one);
    whole_rank = rank;
    label = host ? host->place.label() : "";
    if (whole->state == LivenessState::kActive) break;
  }
  wipe(*pem);
  return probe_answer(probe, label, std::move(*whole));
}

}  // namespace keyhound
