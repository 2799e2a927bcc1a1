// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/generic/code_value.h"

#include <algorithm>
#include <array>

#include "scanner/base/ascii.h"
#include "scanner/filters/generic/expression_value.h"
#include "scanner/filters/generic/name_traits.h"

namespace keyhound {
namespace {

constexpr std::ptrdiff_t kFewestSigns = 3;

bool is_chain(std::string_view value) {
  if (value.empty() || is_digit_ascii(value.front())) return false;
  return std::all_of(value.begin(), value.end(),
                     [](char c) { return is_alnum_ascii(c) || c == '_' || c == '.'; });
}

bool is_version(std::string_view value) {
  return value.find('.') != std::string_view::npos &&
         std::all_of(value.begin(), value.end(),
                     [](char c) { return is_digit_ascii(c) || c == '.'; });
}

// /usr/src:/usr/src; base64 may begin with a slash, but has upper-case letters.
bool is_unix_path(std::string_view value) {
  return value.front() == '/' && std::count(value.begin(), value.end(), '/') > 1 &&
         std::none_of(value.begin(), value.end(),
                      [](char c) { return is_upper_ascii(c) || c == '+' || c == '='; });
}

// How somebody authenticates: auth = "NTLM", Authorization: Negotiate.
bool is_scheme(std::string_view value) {
  constexpr std::string_view kSchemes[] = {
      "ntlm",   "ntlm_wb",  "basic",     "digest",   "bearer",       "negotiate",   "kerberos",
      "gssapi", "plain",    "login",     "cram-md5", "digest-md5",   "external",    "anonymous",
      "oauth",  "oauth2",   "xoauth2",   "spnego",   "aws_sigv4",    "scram-sha-1", "apikey",
      "hawk",   "password", "publickey", "none",     "scram-sha-256"};
  std::array<char, 32> letters{};
  if (value.size() > letters.size()) return false;
  std::transform(value.begin(), value.end(), letters.begin(),
                 [](char c) { return to_lower_ascii(c); });
  const std::string_view lower(letters.data(), value.size());
  return lower.ends_with("-hmac-sha256") || lower.ends_with("-hmac-sha1") ||
         std::find(std::begin(kSchemes), std::end(kSchemes), lower) != std::end(kSchemes);
}

std::string_view extension_of(std::string_view word) {
  const std::size_t dot = word.rfind('.');
  return dot == std::string_view::npos || word.size() - dot > 5 ? std::string_view()
                                                                : word.substr(dot);
}

// What a regex took for a value: the rest of an URL, an option, a list of files (`KEYPASSWD.3
// OTHER.3`), a program and its version (`HTTP/1.1`), the number of a constant.
bool is_other_word(std::string_view text, const Assignment& assignment) {
  const std::size_t begin = assignment.value_begin;
  const std::string_view value = text.substr(begin, assignment.value_end - begin);
  if (value.starts_with("//") || value.starts_with("--")) return true;
  const std::size_t slash = value.find('/');
  if (slash != std::string_view::npos && slash > 0 && is_version(value.substr(slash + 1)) &&
      std::none_of(value.begin(), value.begin() + static_cast<std::ptrdiff_t>(slash),
                   is_digit_ascii))
    return true;
  constexpr std::size_t kLongestName = 80;
  const std::size_t least = begin > kLongestName ? begin - kLongestName : 0;
  const std::string_view front = text.substr(least, begin - least);
  const std::size_t word_end = front.find_last_not_of(' ') + 1;
  const std::size_t word = front.substr(0, word_end).find_last_of(" \t\n") + 1;
  const std::string_view last = front.substr(word, word_end - word);
  // "basic authentication": a word of a sentence, and no token.
  const bool is_lower = std::all_of(value.begin(), value.end(), is_lower_ascii);
  if (is_lower && (is_scheme(last) || last == "token" || last == "Token")) return true;
  const std::string_view extension = extension_of(value);
  if (!extension.empty() && extension == extension_of(last)) return true;
  const std::size_t line = front.rfind('\n');
  return front.substr(line == std::string_view::npos ? 0 : line + 1).starts_with("#define ") &&
         std::all_of(value.begin(), value.end(), is_digit_ascii);
}

// A pin is a number of 4 to 8 digits, or it is one of a plug.
bool is_pin_of_a_plug(std::string_view name, std::string_view value) {
  const bool is_pin = name.ends_with("pin") || name.ends_with("Pin") || name.ends_with("PIN");
  if (!is_pin) return false;
  constexpr std::size_t kFewest = 4;
  constexpr std::size_t kMost = 8;
  return value.size() < kFewest || value.size() > kMost ||
         !std::all_of(value.begin(), value.end(), is_digit_ascii);
}

// Compressed and compiled bytes hold anything; names and values are looked for in text only.
bool is_binary_near(std::string_view text, const Assignment& assignment) {
  constexpr std::size_t kNear = 64;
  const std::size_t begin = assignment.value_begin > kNear ? assignment.value_begin - kNear : 0;
  const std::string_view near = text.substr(begin, assignment.value_end + kNear - begin);
  return std::any_of(near.begin(), near.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x08 || (byte > 0x0D && byte < 0x20 && byte != 0x1B);
  });
}

// A statement: a blank before the value and a semicolon behind it. In a list of pairs (`Pwd=x;`)
// there is no blank.
bool is_statement(std::string_view text, const Assignment& assignment) {
  const std::size_t begin = assignment.value_begin;
  const std::size_t end = assignment.value_end;
  return begin > 0 && text[begin - 1] == ' ' && end < text.size() && text[end] == ';';
}

}  // namespace

bool is_code_or_nothing(std::string_view text, const Assignment& assignment) {
  const std::string_view value =
      text.substr(assignment.value_begin, assignment.value_end - assignment.value_begin);
  if (value.empty() || std::count_if(value.begin(), value.end(), is_alnum_ascii) < kFewestSigns)
    return true;
  if (is_version(value) || is_binary_near(text, assignment)) return true;
  if (is_scheme(value.substr(0, value.find_first_of("@;,")))) return true;
  // `<password>, and so on` of a manual.
  constexpr std::string_view kSentence = ",.;:) ";
  if (assignment.op == Operator::kElement &&
      kSentence.find(value.front()) != std::string_view::npos)
    return true;
  if (assignment.op == Operator::kGroup) return is_other_word(text, assignment);
  const std::string_view name =
      text.substr(assignment.name_begin, assignment.name_end - assignment.name_begin);
  if (read_name(name).kind == NameKind::kNone) return true;
  if (is_expression(text, assignment) || is_pin_of_a_plug(name, value)) return true;
  if (assignment.quoting != Quoting::kNone) return false;
  if (value.find("->") != std::string_view::npos || value.find("::") != std::string_view::npos)
    return true;
  const std::string_view target = value.substr(
      value.find_first_not_of("*&!-") == std::string_view::npos ? 0
                                                                : value.find_first_not_of("*&!-"));
  return is_unix_path(value) || (is_chain(target) && is_statement(text, assignment));
}

}  // namespace keyhound
