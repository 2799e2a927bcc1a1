// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/mysql/mysql_probe.h"

#include <string>
#include <utility>

#include "scanner/base/signature.h"
#include "scanner/probes/login_stream.h"
#include "scanner/probes/mysql/mysql_packet.h"

// The login is made here and not by libmariadb: that one looks names up by itself, reads option
// files and plugins, and gives the password in clear text to a server whose certificate it was not
// asked to verify.

namespace keyhound {
namespace {

constexpr std::string_view kName = "mysql";
constexpr std::string_view kPort = "3306";
constexpr std::string_view kNative = "mysql_native_password";
constexpr std::string_view kSha2 = "caching_sha2_password";
constexpr int kMostAnswers = 8;

// https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html,
// https://mariadb.com/kb/en/mariadb-error-code-reference/
constexpr int kAccessDenied = 1045;
constexpr int kMustChangePassword = 1862;
constexpr int kAccountLocked = 3118;
constexpr int kAccountLockedMariadb = 4151;

ProbeVerdict indeterminate(std::string reason) {
  return {LivenessState::kIndeterminate, std::move(reason)};
}

ProbeVerdict verdict_of_error(int error, bool is_verified) {
  const std::string named = " (" + std::to_string(error) + ")";
  // Also said to a user who may not come from this address.
  if (error == kAccessDenied)
    return indeterminate("the server refuses this user, this password or this address" + named);
  const bool is_locked = error == kAccountLocked || error == kAccountLockedMariadb;
  if (!is_locked && error != kMustChangePassword)
    return indeterminate("the server ends the login for another reason" + named);
  if (!is_verified)
    return indeterminate("a server that nobody vouches for refused it" + named +
                         "; --ca-file names who does");
  if (is_locked) return {LivenessState::kRevoked, "the account is locked" + named};
  return {LivenessState::kExpired, "the password is right, and has expired" + named};
}

// The packets of a login, in both directions.
class MysqlDialogue {
 public:
  MysqlDialogue(ProbeStream& stream, bool is_verified)
      : stream_(stream), is_verified_(is_verified) {}

  Result<std::string> receive() {
    KEYHOUND_TRY(const std::string head, stream_.read_exactly(kMysqlPacketHead));
    const auto size = mysql_packet_size(head);
    if (!size) return fail(ErrorKind::kCorrupt, "the server does not answer as MySQL does");
    number_ = static_cast<std::uint8_t>(head[3]);
    return stream_.read_exactly(*size);
  }
  Status send(std::string body) {
    std::string packet = mysql_packet(body, ++number_);
    const Status sent = stream_.write(packet);
    wipe(packet);
    wipe(body);
    return sent;
  }
  Status start_tls() {
    KEYHOUND_TRY_STATUS(send(mysql_tls_request()));
    return stream_.start_tls(is_verified_ ? ProbeStream::Trust::kVerified
                                          : ProbeStream::Trust::kAny);
  }
  [[nodiscard]] bool is_verified() const { return is_verified_; }

 private:
  ProbeStream& stream_;
  bool is_verified_;  // the other end of TLS is the host: a password may be sent
  std::uint8_t number_ = 0;
};

// Answers until the server says yes or no.
Result<ProbeVerdict> end_of_login(MysqlDialogue& dialogue, const DatabaseLogin& login) {
  for (int i = 0; i < kMostAnswers; ++i) {
    KEYHOUND_TRY(const std::string body, dialogue.receive());
    const MysqlAnswer answer = read_mysql_answer(body);
    if (answer.kind == MysqlAnswer::Kind::kOk)
      return ProbeVerdict{LivenessState::kActive, "the server lets the user in"};
    if (answer.kind == MysqlAnswer::Kind::kError)
      return verdict_of_error(answer.error, dialogue.is_verified());
    if (answer.kind == MysqlAnswer::Kind::kSwitch) {
      auto proof = mysql_proof(answer.plugin, login.password, answer.data);
      if (!proof) return indeterminate("this user logs in in another way than by a hash");
      KEYHOUND_TRY_STATUS(dialogue.send(std::move(*proof)));
    } else if (answer.kind == MysqlAnswer::Kind::kMore && answer.data == "\x04") {
      // The server does not remember the hash, and wants the password itself.
      if (!dialogue.is_verified())
        return indeterminate(
            "the server wants the password itself, and its certificate is not trusted");
      KEYHOUND_TRY_STATUS(dialogue.send(login.password + '\0'));
    } else if (answer.kind != MysqlAnswer::Kind::kMore || answer.data != "\x03") {
      return fail(ErrorKind::kCorrupt, "the server does not answer as MySQL does");
    }
  }
  return indeterminate("the server ends no login");
}

Result<ProbeVerdict> log_in(const DatabaseLogin& login, const ProbeSettings& settings,
                            bool is_verified) {
  KEYHOUND_TRY(ProbeStream stream, ProbeStream::connect(login.place, settings));
  MysqlDialogue dialogue(stream, is_verified);
  KEYHOUND_TRY(const std::string first, dialogue.receive());
  const MysqlAnswer refusal = read_mysql_answer(first);
  if (refusal.kind == MysqlAnswer::Kind::kError)
    return indeterminate("the server takes no login from here (" + std::to_string(refusal.error) +
                         ")");
  const auto greeting = read_mysql_greeting(first);
  if (!greeting) return fail(ErrorKind::kCorrupt, "the server does not answer as MySQL does");
  if (!greeting->has_tls && (is_verified || stream.is_public()))
    return fail(ErrorKind::kUnreadable, "the server has no TLS");
  // A false server could pass a hash on to the true one, and say anything of it.
  if (!is_verified && stream.is_public())
    return indeterminate("the certificate of the server is not trusted; --ca-file names who does");
  if (greeting->has_tls) KEYHOUND_TRY_STATUS(dialogue.start_tls());
  const std::string_view plugin = greeting->plugin == kSha2 ? kSha2 : kNative;
  const auto proof = mysql_proof(plugin, login.password, greeting->nonce);
  KEYHOUND_TRY_STATUS(dialogue.send(mysql_login(login.user, *proof, plugin, greeting->has_tls)));
  return end_of_login(dialogue, login);
}

// Servers make certificates for themselves where they are given none: without trust only hashes
// are sent, and to internal hosts alone.
Result<ProbeVerdict> ask(const DatabaseLogin& login, const ProbeSettings& settings) {
  auto verified = log_in(login, settings, true);
  return verified ? verified : log_in(login, settings, false);
}

Result<ProbeTarget> target(const CredentialParts& parts, const ProbeSettings&) {
  KEYHOUND_TRY(const DatabaseLogin login, database_login(parts, kPort));
  return ProbeTarget{login.place.label(), "log in to MySQL or MariaDB, and ask nothing"};
}

Liveness check(const CredentialParts& parts, const ProbeSettings& settings) {
  ProbeSettings half = settings;  // for each of two logins
  half.timeout /= 2;
  return check_login(kName, kPort, parts, half, ask);
}

}  // namespace

const Probe kMysqlProbe = {kName, {"database-url-mysql"}, target, check};

}  // namespace keyhound
