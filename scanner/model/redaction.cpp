// SPDX-License-Identifier: Apache-2.0
#include "scanner/model/redaction.h"

#include <fmt/format.h>

#include <algorithm>

namespace keyhound {
namespace {

constexpr std::size_t kLongestPrefix = 12;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

// Whether a part of a prefix reads like "ghp", "api03" or "SG": letters of one case, and at most
// two digits. The groups of a UUID and pieces of random text hardly ever do.
bool is_prefix_word(std::string_view word) {
  const auto digits = std::count_if(word.begin(), word.end(), is_digit);
  const auto lower = std::count_if(word.begin(), word.end(), is_lower);
  const auto upper = std::count_if(word.begin(), word.end(), is_upper);
  return digits <= 2 && (lower == 0 || upper == 0) &&
         static_cast<std::size_t>(digits + lower + upper) == word.size();
}

// The literal that a provider puts in front of its tokens: words, each with a separator behind it.
std::string_view public_prefix(std::string_view secret) {
  const std::string_view reach = secret.substr(0, std::min(kLongestPrefix, secret.size() / 4));
  std::size_t length = 0;
  while (true) {
    const std::size_t separator = reach.find_first_of("_-.", length);
    if (separator == std::string_view::npos) break;
    const std::string_view word = reach.substr(length, separator - length);
    const bool is_first = length == 0;
    if (!is_prefix_word(word) || (is_first && (word.empty() || is_digit(word.front())))) break;
    length = separator + 1;
  }
  return secret.substr(0, length);
}

// Whether `label` is that of a private key block: "RSA PRIVATE KEY", "PGP PRIVATE KEY BLOCK".
bool is_key_label(std::string_view label) {
  return label.size() <= 40 && label.find("PRIVATE KEY") != std::string_view::npos &&
         std::all_of(label.begin(), label.end(),
                     [](char c) { return c == ' ' || is_upper(c) || is_digit(c); });
}

}  // namespace

std::string redact(std::string_view secret) {
  if (secret.starts_with("-----BEGIN ")) {
    const std::size_t end = secret.find("-----", 11);
    const auto label = secret.substr(11, end == std::string_view::npos ? 0 : end - 11);
    if (is_key_label(label) && label.size() <= secret.size() / 4)
      return fmt::format("{}…({})", label, secret.size());
  }
  return fmt::format("{}…({})", public_prefix(secret), secret.size());
}

}  // namespace keyhound
