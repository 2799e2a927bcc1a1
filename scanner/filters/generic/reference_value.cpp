// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/generic/reference_value.h"

#include <algorithm>
#include <array>
#include <string>

#include "scanner/base/ascii.h"
#include "scanner/filters/placeholder_value.h"

namespace keyhound {
namespace {

constexpr std::size_t kShortestSealed = 80;  // bytes of what kubeseal encrypts

// What a value begins with when it is a template, a variable, a look-up or ciphertext.
constexpr std::string_view kBeginnings[] = {"${",
                                            "$(",
                                            "$[",
                                            "$<",
                                            "{{",
                                            "#{",
                                            "%{",
                                            "@{",
                                            "<%",
                                            "%(",
                                            "(%",
                                            "{%",
                                            "[[",
                                            "$env:",
                                            "$Env:",
                                            "!vault",
                                            "!Ref",
                                            "!Sub",
                                            "!ImportValue",
                                            "!GetAtt",
                                            "!reference",
                                            "arn:",
                                            "/run/secrets/",
                                            "vault:",
                                            "op://",
                                            "ref+",
                                            "secretKeyRef",
                                            "ENC[",
                                            "ENC(",
                                            "{cipher}",
                                            "$ANSIBLE_VAULT",
                                            "secure:",
                                            "{AQAAABAAAA",
                                            "awssm://",
                                            "gcpsm://",
                                            "azurekv://",
                                            "ssm:/",
                                            "keyvault:",
                                            "-----BEGIN PUBLIC",
                                            "-----BEGIN CERTIFICATE",
                                            "resolve:",
                                            "sha256//",
                                            "sha256:",
                                            "SHA256:",
                                            "{{resolve",
                                            "env(",
                                            "file(",
                                            "ssh-rsa ",  // Password hashes and public keys.
                                            "$1$",
                                            "$2a$",
                                            "$2b$",
                                            "$2y$",
                                            "$5$",
                                            "$6$",
                                            "$argon2",
                                            "$pbkdf2",
                                            "$scrypt$",
                                            "$apr1$",
                                            "pbkdf2_",
                                            "pbkdf2:",
                                            "{SSHA",
                                            "{CRYPT}",
                                            "{SHA",
                                            "{MD5}",
                                            "{PBKDF2",
                                            "{bcrypt}",
                                            "SCRAM-SHA-",
                                            "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A",
                                            "MIGfMA0GCSqGSIb3DQEBAQUAA4GN",
                                            "MFkwEwYHKoZIzj0",
                                            "MIGbMBAGByqGSM49",
                                            "MCowBQYDK2Vw",
                                            "ssh-ed25519 ",
                                            "ssh-dss "};

// Calls and look-ups that may stand anywhere in it.
constexpr std::string_view kParts[] = {
    "${",          "{{",         "#{",      "<%=",      "os.environ",      "getenv(",
    "process.env", "System.get", "ENV[",    "env[",     "_ENV[",           "secrets.",
    "environ.get", "data.aws_",  "config(", "Deno.env", "import.meta.env", "ConfigurationManager"};

bool is_variable_byte(char c) { return is_alnum_ascii(c) || c == '_'; }

// $name, $NAME, $1; but $ecret1 with a lower-case letter and digits may be a password in quotes.
bool is_variable(std::string_view value, bool is_quoted) {
  if (value.size() < 2 || value.front() != '$') return false;
  const std::string_view name = value.substr(1);
  const std::size_t end = static_cast<std::size_t>(
      std::find_if_not(name.begin(), name.end(), is_variable_byte) - name.begin());
  if (end == 0) return false;
  const bool goes_on = end < name.size();
  if (goes_on)
    return name.substr(end).starts_with("->") || name.substr(end).starts_with("-&gt") ||
           name[end] == '[' || name[end] == '.' || name[end] == ':';
  if (!is_quoted) return true;
  const bool has_lower = std::any_of(name.begin(), name.end(), is_lower_ascii);
  const bool has_digit = std::any_of(name.begin(), name.end(), is_digit_ascii);
  const bool has_upper = std::any_of(name.begin(), name.end(), is_upper_ascii);
  return !(has_digit && has_lower) && !(has_upper && has_digit && has_lower);
}

bool is_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_digit_ascii(c) || (to_lower_ascii(c) >= 'a' && to_lower_ascii(c) <= 'f');
  });
}

bool is_base64(std::string_view text) {
  return text.size() >= 24 && text.size() % 4 == 0 &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return is_alnum_ascii(c) || c == '+' || c == '/' || c == '='; });
}

// As SQL Server, MySQL and PostgreSQL write the hash of a password into their statements.
bool is_database_hash(std::string_view value) {
  if (value.starts_with("0x")) return value.size() >= 34 && is_hex(value.substr(2));
  if (value.starts_with("*")) return value.size() == 41 && is_hex(value.substr(1));
  return value.starts_with("md5") && value.size() == 35 && is_hex(value.substr(3));
}

// {name}, {0}, {name:format}: a part that is filled in.
bool has_field(std::string_view value) {
  constexpr std::size_t kLongestField = 40;
  for (std::size_t open = value.find('{'); open != std::string_view::npos;
       open = value.find('{', open + 1)) {
    const std::string_view field = value.substr(open + 1, kLongestField);
    const std::size_t close = field.find('}');
    if (close == std::string_view::npos || close == 0) continue;
    const std::string_view name = field.substr(0, std::min(close, field.find(':')));
    const bool is_name = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
      return is_variable_byte(c) || c == '-' || c == '.';
    });
    if (is_name) return true;
  }
  return false;
}

// "NTLM %s", "%02x%02x", ":%127[^@]": text that printf fills in, or scanf takes apart.
bool has_conversion(std::string_view value) {
  for (std::size_t at = value.find('%'); at != std::string_view::npos;
       at = value.find('%', at + 1)) {
    std::size_t end = at + 1;
    while (end < value.size() &&
           (is_digit_ascii(value[end]) || value[end] == '.' || value[end] == '*'))
      ++end;
    const bool has_width = end > at + 1;
    if (end == value.size()) return false;
    const char c = value[end];
    if (std::string_view("s[@duxvq").find(c) == std::string_view::npos) continue;
    const auto is_letter = [value](std::size_t place) {
      return place < value.size() && is_alnum_ascii(value[place]);
    };
    if (has_width || !is_letter(end + 1) || (c == 's' && (at == 0 || !is_letter(at - 1))))
      return true;
  }
  return false;
}

// The scope of a signature of AWS: key id, date, region, service, and the word aws4_request.
bool is_signing_scope(std::string_view value) {
  return value.ends_with("_request") && std::count(value.begin(), value.end(), '/') == 4;
}

// random_password.cache.result: what other resources give, without quotes.
bool is_attribute(std::string_view value) {
  return std::count(value.begin(), value.end(), '.') > 1 &&
         value.find('_') != std::string_view::npos && is_lower_ascii(value.front()) &&
         std::all_of(value.begin(), value.end(),
                     [](char c) { return is_lower_ascii(c) || c == '_' || c == '.'; });
}

bool is_between(std::string_view value, char open, char close) {
  return value.size() > 2 && value.front() == open && value.back() == close;
}

}  // namespace

bool is_setting_name(std::string_view value) {
  return value.find('_') != std::string_view::npos && is_upper_ascii(value.front()) &&
         std::all_of(value.begin(), value.end(),
                     [](char c) { return is_upper_ascii(c) || is_digit_ascii(c) || c == '_'; });
}

bool is_reference(std::string_view value, bool is_quoted) {
  if (value.empty()) return true;
  for (const std::string_view beginning : kBeginnings) {
    if (value.starts_with(beginning)) return true;
  }
  for (const std::string_view part : kParts) {
    if (value.find(part) != std::string_view::npos) return true;
  }
  if (is_variable(value, is_quoted) || has_field(value)) return true;
  // What kubeseal and Maven encrypt.
  if (value.starts_with("Ag") && value.size() > kShortestSealed) return true;
  if (is_between(value, '{', '}') && is_base64(value.substr(1, value.size() - 2))) return true;
  if (is_database_hash(value) || is_signing_scope(value)) return true;
  const auto is_name = [](char c) {
    return is_variable_byte(c) || c == '-' || c == '.' || c == ' ';
  };
  const std::string_view inner = value.substr(1, value.size() > 2 ? value.size() - 2 : 0);
  const bool is_inner_name = std::all_of(inner.begin(), inner.end(), is_name);
  if (is_inner_name &&
      (is_between(value, '%', '%') || is_between(value, '@', '@') || is_between(value, '<', '>') ||
       is_between(value, '{', '}') || is_between(value, '[', ']') || is_between(value, '(', ')')))
    return true;
  if (value == "?" || value.starts_with("...") || has_conversion(value)) return true;
  if (is_redacted_form(value)) return true;
  if (!is_quoted && is_attribute(value)) return true;
  // A bare value that calls something.
  const std::size_t call = value.find('(');
  return !is_quoted && call != std::string_view::npos && call > 0 &&
         is_variable_byte(value[call - 1]);
}

}  // namespace keyhound
