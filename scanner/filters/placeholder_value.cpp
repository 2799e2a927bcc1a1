// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/placeholder_value.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <string>

#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

constexpr std::size_t kFewDistinct = 4;    // a token with fewer distinct characters is a filler
constexpr std::size_t kLongSequence = 12;  // abcdefghijkl, 012345678901: nobody's random bytes

constexpr std::array<std::string_view, 8> kFillerWords = {
    "example", "placeholder", "redacted", "changeme", "xxxxxx", "your_", "your-", "dummytoken"};

constexpr std::array<std::string_view, 22> kFieldNames = {
    "password", "passwd",   "pass",       "pwd",     "secret",   "token",       "user", "username",
    "pw",       "passw0rd", "yourpass",   "example", "changeme", "foo",         "bar",  "pass_word",
    "key",      "apikey",   "mypassword", "xxx",     "***",      "yourpassword"};

std::size_t distinct_characters(std::string_view text) {
  std::bitset<256> seen;
  for (const char c : text) seen.set(static_cast<unsigned char>(c));
  return seen.count();
}

// The length of the longest run in which each character follows the one before, as in 3456 or cdef
// (from 9 it may go on with 0).
std::size_t longest_sequence(std::string_view text) {
  std::size_t longest = 0;
  std::size_t run = 1;
  for (std::size_t i = 1; i < text.size(); ++i) {
    const bool follows = text[i] == text[i - 1] + 1 || (text[i - 1] == '9' && text[i] == '0');
    run = follows ? run + 1 : 1;
    longest = std::max(longest, run);
  }
  return longest;
}

// Names of variables are of one case; $ecret123 is somebody's password.
bool is_variable_name(std::string_view name) {
  const auto is_upper = [](char c) {
    return c == '_' || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  const auto is_lower = [](char c) { return c == '_' || (c >= 'a' && c <= 'z'); };
  return std::all_of(name.begin(), name.end(), is_upper) ||
         std::all_of(name.begin(), name.end(), is_lower);
}

}  // namespace

bool is_redacted_form(std::string_view value) {
  constexpr std::string_view kMark = "\xE2\x80\xA6(";  // an ellipsis; what stands before is public
  constexpr std::size_t kLongestPrefix = 12;
  const std::size_t mark = value.find(kMark);
  if (mark == std::string_view::npos || mark > kLongestPrefix || !value.ends_with(')'))
    return false;
  const std::size_t digits = mark + kMark.size();
  return digits + 1 < value.size() &&
         value.substr(digits, value.size() - digits - 1).find_first_not_of("0123456789") ==
             std::string_view::npos;
}

bool is_filler_token(std::string_view token) {
  if (is_redacted_form(token)) return true;
  // The first quarter may be the provider's prefix, which has distinct characters of its own.
  const std::string_view body = token.substr(token.size() / 4);
  if (distinct_characters(body) < kFewDistinct || longest_sequence(token) >= kLongSequence)
    return true;
  const std::string lower = to_lower_ascii(token);
  return std::any_of(kFillerWords.begin(), kFillerWords.end(), [&lower](std::string_view word) {
    return lower.find(word) != std::string::npos;
  });
}

bool is_password_reference(std::string_view value) {
  if (value.empty() || distinct_characters(value) == 1 || is_redacted_form(value)) return true;
  constexpr std::array<std::string_view, 7> kOpeners = {"${", "$(", "{{", "%(", "#{", "@{", "%{"};
  for (const std::string_view opener : kOpeners) {
    if (value.starts_with(opener)) return true;
  }
  if (value.find("${") != std::string_view::npos || value.find("{{") != std::string_view::npos)
    return true;
  if (value.front() == '<' && value.find('>') != std::string_view::npos) return true;
  if (value.front() == '{' && value.back() == '}') return true;
  if (value.front() == '[' && value.back() == ']') return true;
  if (value.size() > 2 && value.front() == '%' && value.back() == '%') return true;
  if (value == "%s" || value == "%v" || value == "%d" || value == "..." || value.starts_with("..."))
    return true;
  const bool is_variable =
      value.size() > 1 && value.front() == '$' && is_variable_name(value.substr(1));
  if (is_variable) return true;
  const std::string lower = to_lower_ascii(value);
  return std::find(kFieldNames.begin(), kFieldNames.end(), lower) != kFieldNames.end();
}

}  // namespace keyhound
