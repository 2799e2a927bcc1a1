// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/ldap/ldap_probe.h"

#include <charconv>
#include <string>
#include <utility>

#include "scanner/base/signature.h"
#include "scanner/probes/ldap/ldap_message.h"
#include "scanner/probes/login_stream.h"
#include "scanner/probes/password_text.h"

// Three messages: libldap reads ldap.conf, .ldaprc and LDAP... variables, which may turn off that
// certificates are verified, and bounds neither the size of an answer nor the time of a handshake.

namespace keyhound {
namespace {

constexpr std::string_view kName = "ldap";
constexpr std::string_view kSecureScheme = "ldaps";
constexpr std::string_view kSecurePort = "636";

// RFC 4511, section 4.1.9
constexpr int kSuccess = 0;
constexpr int kInvalidCredentials = 49;
// draft-behera-ldap-password-policy-11, section 6.2
constexpr int kPasswordExpired = 0;
constexpr int kAccountLocked = 1;
constexpr int kLogonFailure = 0x52e;  // of Windows

std::string_view port_of(const CredentialParts& parts) {
  const auto scheme = parts.identity.find("scheme");
  return scheme != parts.identity.end() && scheme->second == kSecureScheme ? kSecurePort : "389";
}

ProbeVerdict indeterminate(std::string reason) {
  return {LivenessState::kIndeterminate, std::move(reason)};
}

// The number in "AcceptSecurityContext error, data 52e, v4563", which Active Directory puts behind
// 49: an error of Windows, in hex. 0: there is none.
int windows_error_of(std::string_view message) {
  constexpr std::string_view kBefore = "AcceptSecurityContext error, data ";
  const std::size_t at = message.find(kBefore);
  if (at == std::string_view::npos) return 0;
  const std::string_view rest = message.substr(at + kBefore.size());
  int error = 0;
  std::from_chars(rest.data(), rest.data() + rest.size(), error, 16);
  return error;
}

// https://learn.microsoft.com/windows/win32/debug/system-error-codes--1300-1699-
ProbeVerdict verdict_of_windows(int error) {
  switch (error) {
    case 0x525:
      return {LivenessState::kRevoked, "the directory knows no such user (49, 525)"};
    case kLogonFailure:
      return {LivenessState::kRevoked,
              "the directory refuses this user with this password (49, 52e)"};
    case 0x533:
      return {LivenessState::kRevoked, "the account is disabled (49, 533)"};
    case 0x532:
      return {LivenessState::kExpired, "the password has expired (49, 532)"};
    case 0x701:
      return {LivenessState::kExpired, "the account has expired (49, 701)"};
    case 0x773:
      return {LivenessState::kExpired, "the password is right, and must be changed (49, 773)"};
    case 0x775:  // whatever the password, and most often for half an hour
      return indeterminate("the account is locked for now (49, 775)");
    default:  // hours, machines
      return indeterminate("the directory refuses this user for another reason (49)");
  }
}

// "cn=app,dc=acme": two parts at least, since programs append the rest to a single one.
bool is_distinguished_name(std::string_view name) {
  int parts = 0;
  bool has_value = false;  // the part that is read
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] == '\\') {
      ++i;
    } else if (name[i] == '=' && !has_value) {
      has_value = true;
      ++parts;
    } else if (name[i] == ',') {
      has_value = false;
    }
  }
  return parts > 1;
}

// Of Active Directory also "app@acme.example" and "ACME\app". Directories refuse others, whatever
// the password.
bool is_whole_name(std::string_view name, bool is_windows) {
  return is_distinguished_name(name) || (is_windows && name.find_first_of("@\\") != name.npos);
}

// What 49 shows of a whole name that no policy keeps out.
ProbeVerdict verdict_of_refusal(int windows_error, const std::string& password) {
  ProbeVerdict verdict =
      windows_error != 0 ? verdict_of_windows(windows_error)
                         : ProbeVerdict{LivenessState::kRevoked,
                                        "the directory refuses this user with this password (49)"};
  const bool is_of_password = windows_error == 0 || windows_error == kLogonFailure;
  if (verdict.state == LivenessState::kRevoked && is_of_password && !is_literal(password))
    return indeterminate("the directory refuses it (49); it may be written in another way");
  return verdict;
}

ProbeVerdict verdict_of(const LdapAnswer& answer, const DatabaseLogin& login) {
  if (answer.result == kSuccess) return {LivenessState::kActive, "the directory lets the user in"};
  if (answer.result != kInvalidCredentials)
    return indeterminate("the directory ends the login for another reason (" +
                         std::to_string(answer.result) + ")");
  const int windows_error = windows_error_of(answer.message);
  if (!is_whole_name(login.user, windows_error != 0))
    return indeterminate("the directory refuses this user, whose name may lack a part (49)");
  if (answer.policy_error == kPasswordExpired)
    return {LivenessState::kExpired, "the password has expired (49)"};
  if (answer.policy_error == kAccountLocked)
    return indeterminate("the account is locked for now (49)");
  return verdict_of_refusal(windows_error, login.password);
}

// The answer to the request of that number, which `bytes` holds.
Result<LdapAnswer> read_answer(ProbeStream& stream, char number, LdapAnswerKind kind,
                               std::string& bytes) {
  const auto wrong = fail(ErrorKind::kCorrupt, "the server does not answer as LDAP has it");
  KEYHOUND_TRY(std::string head, stream.read_exactly(kLdapHead));
  const auto more = ldap_length_bytes(head);
  if (!more) return wrong;
  if (*more > 0) {
    KEYHOUND_TRY(const std::string length, stream.read_exactly(*more));
    head += length;
  }
  const auto size = ldap_rest(head);
  if (!size) return wrong;
  KEYHOUND_TRY(bytes, stream.read_exactly(*size));
  const auto answer = read_ldap_answer(bytes);
  if (!answer || answer->number != number || answer->kind != kind) return wrong;
  return *answer;
}

// A bind tells the password itself: there is none but over TLS that is verified.
Status start_tls(ProbeStream& stream) {
  constexpr char kNumber = 1;
  KEYHOUND_TRY_STATUS(stream.write(ldap_tls_request(kNumber)));
  std::string bytes;
  KEYHOUND_TRY(const LdapAnswer answer,
               read_answer(stream, kNumber, LdapAnswerKind::kExtended, bytes));
  if (answer.result != kSuccess)
    return fail(ErrorKind::kUnreadable, "nothing was sent: the directory begins no TLS (" +
                                            std::to_string(answer.result) + ")");
  return stream.start_tls(ProbeStream::Trust::kVerified);
}

Result<ProbeVerdict> ask(const DatabaseLogin& login, const ProbeSettings& settings) {
  KEYHOUND_TRY(ProbeStream stream, ProbeStream::connect(login.place, settings));
  const bool is_secure = login.scheme == kSecureScheme || login.place.port == kSecurePort;
  KEYHOUND_TRY_STATUS(is_secure ? stream.start_tls(ProbeStream::Trust::kVerified)
                                : start_tls(stream));
  constexpr char kNumber = 2;
  std::string request = ldap_bind_request(kNumber, login.user, login.password);
  const Status sent = stream.write(request);
  wipe(request);
  KEYHOUND_TRY_STATUS(sent);
  std::string bytes;
  KEYHOUND_TRY(const LdapAnswer answer, read_answer(stream, kNumber, LdapAnswerKind::kBind, bytes));
  const Status left = stream.write(ldap_unbind_request(kNumber + 1));
  (void)left;  // it may be gone
  return verdict_of(answer, login);
}

Result<ProbeTarget> target(const CredentialParts& parts, const ProbeSettings&) {
  KEYHOUND_TRY(const DatabaseLogin login, database_login(parts, port_of(parts)));
  // With no name servers take any password, for nobody's.
  if (login.user.empty()) return fail(ErrorKind::kUnreadable, "nothing says whose password it is");
  return ProbeTarget{login.place.label(), "log in to the directory by a bind, and ask nothing"};
}

Liveness check(const CredentialParts& parts, const ProbeSettings& settings) {
  const auto place = target(parts, settings);
  if (!place)
    return probe_answer(kName, "", {LivenessState::kIndeterminate, place.error().message});
  return check_login(kName, port_of(parts), parts, settings, ask);
}

}  // namespace

const Probe kLdapProbe = {kName, {"url-credentials-ldap"}, target, check};

}  // namespace keyhound
