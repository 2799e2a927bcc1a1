// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/sqlserver/sqlserver_probe.h"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <utility>

#include "scanner/base/ascii.h"
#include "scanner/base/signature.h"
#include "scanner/probes/login_stream.h"
#include "scanner/probes/password_text.h"
#include "scanner/probes/sqlserver/tds_packet.h"

// Three messages: FreeTDS looks names up by itself, and verifies a certificate only where a file of
// its own says so.

namespace keyhound {
namespace {

constexpr std::string_view kName = "sqlserver";
constexpr std::string_view kPort = "1433";
constexpr std::size_t kLongestAnswer = 64U << 10U;
constexpr int kMostPackets = 64;

// https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors
constexpr int kLoginFailed = 18456;
constexpr int kDisabled = 18470;
constexpr int kLocked = 18486;
constexpr int kExpired = 18487;
constexpr int kMustChange = 18488;

ProbeVerdict indeterminate(std::string reason) {
  return {LivenessState::kIndeterminate, std::move(reason)};
}

Error wrong_answer() {
  return {ErrorKind::kCorrupt, "the server does not answer as SQL Server does"};
}

struct Packet {
  TdsHead head;
  std::string body;
};

Result<Packet> read_packet(ProbeStream& stream) {
  KEYHOUND_TRY(const std::string bytes, stream.read_exactly(kTdsHead));
  const auto head = read_tds_head(bytes);
  if (!head) return fail(wrong_answer());
  KEYHOUND_TRY(std::string body, stream.read_exactly(head->rest));
  return Packet{*head, std::move(body)};
}

Result<std::string> read_message(ProbeStream& stream) {
  std::string message;
  for (int packets = 0; packets < kMostPackets; ++packets) {
    KEYHOUND_TRY(const Packet packet, read_packet(stream));
    if (packet.head.kind != TdsKind::kAnswer) return fail(wrong_answer());
    message += packet.body;
    if (message.size() > kLongestAnswer) break;
    if (packet.head.is_last) return message;
  }
  return fail(wrong_answer());
}

// The password is hardly hidden in a login: there is none but over TLS that is verified, whatever
// the string says of "Encrypt" and "TrustServerCertificate".
Status start_tls(ProbeStream& stream) {
  KEYHOUND_TRY_STATUS(stream.write(tds_message(TdsKind::kPrelogin, tds_prelogin())));
  KEYHOUND_TRY(const std::string answer, read_message(stream));
  const auto takes_tls = takes_tds_tls(answer);
  if (!takes_tls) return fail(wrong_answer());
  if (!*takes_tls) return fail(ErrorKind::kUnreadable, "nothing was sent: the server has no TLS");
  const ProbeStream::TlsEnvelope envelope{
      [](std::string_view bytes) { return tds_message(TdsKind::kPrelogin, bytes); },
      [](ProbeStream& from) -> Result<std::string> {
        KEYHOUND_TRY(Packet packet, read_packet(from));
        return std::move(packet.body);
      }};
  return stream.start_tls(ProbeStream::Trust::kVerified, envelope);
}

// A user of one database (a contained one) is refused like a wrong password where that is not
// named.
ProbeVerdict verdict_of_refusal(const DatabaseLogin& login) {
  const std::string named = " (" + std::to_string(kLoginFailed) + ")";
  if (login.database.empty())
    return indeterminate("the server refuses it" + named +
                         "; nothing says which database knows the user");
  if (!is_literal(login.password))
    return indeterminate("the server refuses it" + named + "; it may be written in another way");
  return {LivenessState::kRevoked, "the server refuses this user with this password" + named};
}

ProbeVerdict verdict_of(const TdsAnswer& answer, const DatabaseLogin& login) {
  if (answer.is_let_in && answer.is_sent_on)
    return indeterminate("the server sends the login on to another one");
  if (answer.is_let_in && answer.errors.empty())
    return {LivenessState::kActive, "the server lets the user in"};
  if (answer.errors.empty()) return indeterminate("the server ends the login without a reason");
  // Beside another one "login failed" is that one's consequence: no such database, a firewall.
  const auto other = std::find_if(answer.errors.begin(), answer.errors.end(),
                                  [](int one) { return one != kLoginFailed; });
  const int error = other == answer.errors.end() ? kLoginFailed : *other;
  const std::string named = " (" + std::to_string(error) + ")";
  if (answer.is_let_in || answer.errors.size() > 1)
    return indeterminate("the server ends the login for another reason" + named);
  switch (error) {
    case kLoginFailed:
      return verdict_of_refusal(login);
    case kDisabled:
      return {LivenessState::kRevoked, "the account is disabled" + named};
    case kExpired:
      return {LivenessState::kExpired, "the password has expired" + named};
    case kMustChange:
      return {LivenessState::kExpired, "the password is right, and must be changed" + named};
    case kLocked:
      return indeterminate("the account is locked for now" + named);
    default:
      return indeterminate("the server ends the login for another reason" + named);
  }
}

Result<ProbeVerdict> ask(const DatabaseLogin& login, const ProbeSettings& settings) {
  auto body = tds_login({login.user, login.password, login.place.host, login.database});
  if (!body) return fail(ErrorKind::kUnreadable, "a part of it is too long, or no text");
  KEYHOUND_TRY(ProbeStream stream, ProbeStream::connect(login.place, settings));
  KEYHOUND_TRY_STATUS(start_tls(stream));
  std::string message = tds_message(TdsKind::kLogin, *body);
  const Status sent = stream.write(message);
  wipe(message);
  wipe(*body);
  KEYHOUND_TRY_STATUS(sent);
  KEYHOUND_TRY(const std::string tokens, read_message(stream));
  const auto answer = read_tds_answer(tokens);
  if (!answer) return fail(wrong_answer());
  return verdict_of(*answer, login);
}

std::string trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return std::string(text);
}

// "tcp:db.acme.example\\INSTANCE,1433" and the like, as host and port. An instance without a port
// is one whose port SQL Browser would have to be asked for.
Result<std::string> host_of(std::string_view server, bool has_port) {
  constexpr std::string_view kTcp = "tcp:";
  if (to_lower_ascii(server.substr(0, kTcp.size())) == kTcp) server.remove_prefix(kTcp.size());
  const std::string kind = to_lower_ascii(server.substr(0, server.find(':')));
  if (kind == "np" || kind == "lpc")
    return fail(ErrorKind::kUnreadable, "its server is reached by a pipe, and not over TCP");
  if (server == "." || server.starts_with('('))
    return fail(ErrorKind::kUnreadable, "its server is the machine that uses it");
  const std::size_t instance = server.find('\\');
  if (instance == std::string_view::npos) return std::string(server);
  const std::size_t port = server.find_first_of(",:", instance);
  if (port == std::string_view::npos && !has_port)
    return fail(ErrorKind::kUnreadable, "it names an instance of the server, and not its port");
  const std::string host(server.substr(0, instance));
  return port == std::string_view::npos ? host : host + std::string(server.substr(port));
}

// The value that the identity has under the first of these names.
std::string value_of(const CredentialParts& parts, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    const auto found = parts.identity.find(name);
    if (found != parts.identity.end() && !found->second.empty()) return found->second;
  }
  return {};
}

// The parts as other databases have them. Users and databases may stand behind the password, too.
Result<CredentialParts> plain_parts(const CredentialParts& parts) {
  const std::string port = value_of(parts, {"port"});
  const std::string server = value_of(parts, {"host", "server"});
  KEYHOUND_TRY(const std::string host, host_of(trimmed(server), !port.empty()));
  CredentialParts plain;
  plain.secret = trimmed(parts.secret);
  plain.identity["host"] = host;
  plain.identity["port"] = port;
  plain.identity["user"] = trimmed(value_of(parts, {"user", "login"}));
  plain.identity["database"] = trimmed(value_of(parts, {"catalog", "database"}));
  if (plain.identity["user"].empty())
    return fail(ErrorKind::kUnreadable, "nothing says whose password it is");
  return plain;
}

template <LoginForm form>
Result<ProbeTarget> target(const CredentialParts& parts, const ProbeSettings&) {
  KEYHOUND_TRY(CredentialParts plain, plain_parts(parts));
  const auto login = database_login(plain, kPort, form);
  wipe(plain.secret);
  if (!login) return fail(login.error());
  return ProbeTarget{login->place.label(), "log in to SQL Server, and ask nothing"};
}

template <LoginForm form>
Liveness check(const CredentialParts& parts, const ProbeSettings& settings) {
  auto plain = plain_parts(parts);
  if (!plain)
    return probe_answer(kName, "", {LivenessState::kIndeterminate, plain.error().message});
  Liveness liveness = check_login(kName, kPort, *plain, settings, ask, form);
  wipe(plain->secret);
  return unless_cut(parts, std::move(liveness));
}

}  // namespace

const Probe kSqlserverProbe = {
    kName, {"sqlserver-connection-string"}, target<LoginForm::kPlain>, check<LoginForm::kPlain>};

const Probe kSqlserverUrlProbe = {
    "sqlserver-url", {"database-url-sqlserver"}, target<LoginForm::kUrl>, check<LoginForm::kUrl>};

}  // namespace keyhound
