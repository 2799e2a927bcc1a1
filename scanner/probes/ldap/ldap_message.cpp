// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/ldap/ldap_message.h"

#include <cstdint>

#include "scanner/base/signature.h"

namespace keyhound {
namespace {

constexpr char kInteger = 0x02;
constexpr char kOctets = 0x04;
constexpr char kEnumerated = 0x0a;
constexpr char kSequence = 0x30;
constexpr char kBindRequest = 0x60;
constexpr char kBindResponse = 0x61;
constexpr char kUnbindRequest = 0x42;
constexpr char kExtendedRequest = 0x77;
constexpr char kExtendedResponse = 0x78;
constexpr char kRequestName = '\x80';
constexpr char kSimple = '\x80';
constexpr char kControls = '\xa0';
constexpr char kPolicyError = '\x81';
constexpr char kVersion = 3;
constexpr std::uint8_t kLongLength = 0x80;
constexpr std::string_view kStartTls = "1.3.6.1.4.1.1466.20037";
constexpr std::string_view kPasswordPolicy = "1.3.6.1.4.1.42.2.27.8.5.1";

std::uint64_t number_of(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char c : bytes) number = (number << 8U) | static_cast<std::uint8_t>(c);
  return number;
}

// One element; its bytes are wiped, since a password may be among them.
std::string element(char tag, std::string content) {
  std::string whole;
  whole.reserve(content.size() + 6);  // no copy is left behind
  whole += tag;
  if (content.size() < kLongLength) {
    whole += static_cast<char>(content.size());
  } else {
    whole += static_cast<char>(kLongLength | 4U);
    for (unsigned shift = 32; shift > 0; shift -= 8)
      whole += static_cast<char>((content.size() >> (shift - 8)) & 0xffU);
  }
  whole += content;
  wipe(content);
  return whole;
}

std::string message(char number, std::string operation, const std::string& controls = {}) {
  std::string content = element(kInteger, std::string(1, number));
  content.reserve(content.size() + operation.size() + controls.size());
  content += operation;
  content += controls;
  wipe(operation);
  return element(kSequence, std::move(content));
}

struct Element {
  char tag = 0;
  std::string_view content;
};

// Cuts an element off the front. Nothing where it is not all there.
std::optional<Element> take(std::string_view& bytes) {
  if (bytes.size() < kLdapHead) return std::nullopt;
  const auto more = ldap_length_bytes(std::string(1, kSequence) + bytes[1]);
  if (!more || bytes.size() < kLdapHead + *more) return std::nullopt;
  const std::uint64_t size =
      *more == 0 ? number_of(bytes.substr(1, 1)) : number_of(bytes.substr(kLdapHead, *more));
  const std::string_view rest = bytes.substr(kLdapHead + *more);
  if (size > rest.size()) return std::nullopt;
  const Element taken{bytes[0], rest.substr(0, size)};
  bytes = rest.substr(size);
  return taken;
}

std::optional<std::string_view> take(std::string_view& bytes, char tag) {
  const auto taken = take(bytes);
  if (!taken || taken->tag != tag) return std::nullopt;
  return taken->content;
}

// One that is not negative, of up to four bytes.
std::optional<int> take_number(std::string_view& bytes, char tag) {
  const auto content = take(bytes, tag);
  if (!content || content->empty() || content->size() > 4 || (content->front() & 0x80) != 0)
    return std::nullopt;
  return static_cast<int>(number_of(*content));
}

std::optional<int> policy_error_of(std::string_view value) {
  auto response = take(value, kSequence);
  while (response && !response->empty()) {
    const auto member = take(*response);
    if (!member) return std::nullopt;
    if (member->tag == kPolicyError && member->content.size() == 1)
      return static_cast<std::uint8_t>(member->content.front());
  }
  return std::nullopt;
}

std::optional<int> policy_error_of_controls(std::string_view controls) {
  while (!controls.empty()) {
    auto control = take(controls, kSequence);
    if (!control) return std::nullopt;
    const auto name = take(*control, kOctets);
    if (name != kPasswordPolicy) continue;
    auto value = take(*control);
    if (value && value->tag != kOctets) value = take(*control);  // behind its criticality
    if (value && value->tag == kOctets) return policy_error_of(value->content);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::size_t> ldap_length_bytes(std::string_view head) {
  if (head.size() != kLdapHead || head[0] != kSequence) return std::nullopt;
  const auto first = static_cast<std::uint8_t>(head[1]);
  if (first < kLongLength) return 0;
  const std::size_t more = first - kLongLength;
  if (more == 0 || more > 4) return std::nullopt;
  return more;
}

std::optional<std::size_t> ldap_rest(std::string_view head) {
  const auto more = ldap_length_bytes(head.substr(0, kLdapHead));
  if (!more || head.size() != kLdapHead + *more) return std::nullopt;
  const std::uint64_t size = number_of(head.substr(*more == 0 ? 1 : kLdapHead));
  if (size == 0 || size > kLongestLdapMessage) return std::nullopt;
  return size;
}

std::string ldap_tls_request(char number) {
  return message(number, element(kExtendedRequest, element(kRequestName, std::string(kStartTls))));
}

std::string ldap_bind_request(char number, std::string_view name, std::string_view password) {
  std::string secret = element(kSimple, std::string(password));
  std::string bind =
      element(kInteger, std::string(1, kVersion)) + element(kOctets, std::string(name));
  bind.reserve(bind.size() + secret.size());
  bind += secret;
  wipe(secret);
  const std::string policy = element(kSequence, element(kOctets, std::string(kPasswordPolicy)));
  return message(number, element(kBindRequest, std::move(bind)), element(kControls, policy));
}

std::string ldap_unbind_request(char number) {
  return message(number, element(kUnbindRequest, ""));
}

std::optional<LdapAnswer> read_ldap_answer(std::string_view rest) {
  LdapAnswer answer;
  const auto number = take_number(rest, kInteger);
  auto operation = take(rest);
  if (!number || !operation) return std::nullopt;
  if (operation->tag != kBindResponse && operation->tag != kExtendedResponse) return std::nullopt;
  answer.number = *number;
  answer.kind = operation->tag == kBindResponse ? LdapAnswerKind::kBind : LdapAnswerKind::kExtended;
  const auto result = take_number(operation->content, kEnumerated);
  const auto matched = take(operation->content, kOctets);
  const auto text = take(operation->content, kOctets);
  if (!result || !matched || !text) return std::nullopt;
  answer.result = *result;
  answer.message = *text;
  if (const auto controls = take(rest, kControls))
    answer.policy_error = policy_error_of_controls(*controls);
  return answer;
}

}  // namespace keyhound
