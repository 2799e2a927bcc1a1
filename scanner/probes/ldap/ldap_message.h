// SPDX-License-Identifier: Apache-2.0
// Private to scanner/probes/: the few messages of LDAP 3 that a bind takes (RFC 4511, sections 4.2,
// 4.3 and 4.12; in BER as section 5.1 restricts it). Pure, thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace keyhound {

// Tag and first byte of the length.
inline constexpr std::size_t kLdapHead = 2;
inline constexpr std::size_t kLongestLdapMessage = 64U << 10U;

// How many bytes of length follow the head: 0 to 4; nothing for what is no message.
std::optional<std::size_t> ldap_length_bytes(std::string_view head);
// Of head and length together: how long the rest of the message is. Nothing for more than the
// answer to a bind has.
std::optional<std::size_t> ldap_rest(std::string_view head);

// Asks to go on over TLS (RFC 4511, section 4.14), by the message of that number.
std::string ldap_tls_request(char number);
// A simple bind. Asks to be told why, should the policy of passwords be the reason
// (https://datatracker.ietf.org/doc/html/draft-behera-ldap-password-policy-11, section 6).
std::string ldap_bind_request(char number, std::string_view name, std::string_view password);
std::string ldap_unbind_request(char number);

enum class LdapAnswerKind { kBind, kExtended };

struct LdapAnswer {
  int number = 0;  // of the request
  LdapAnswerKind kind = LdapAnswerKind::kBind;
  int result = 0;                   // resultCode
  std::string_view message;         // diagnosticMessage; borrowed
  std::optional<int> policy_error;  // why by the policy of passwords
};
// `rest`: what follows the length. Nothing where it is damaged, or something else.
std::optional<LdapAnswer> read_ldap_answer(std::string_view rest);

}  // namespace keyhound
