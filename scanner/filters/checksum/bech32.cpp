// SPDX-License-Identifier: Apache-2.0
// Bech32 (https://bips.xyz/173): a human-readable part, '1', data of five bits a character, of
// which the last six are a BCH checksum over both. Upper and lower case may not be mixed.
#include <algorithm>

#include "scanner/base/ascii.h"
#include "scanner/filters/checksum/checksum_kind.h"

namespace keyhound {
namespace {

constexpr std::string_view kAlphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr std::size_t kCheckLength = 6;
constexpr std::size_t kKeyLength = 52;  // characters of 32 bytes

std::uint32_t step(std::uint32_t check, std::uint32_t value) {
  constexpr std::uint32_t kGenerator[] = {0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD,
                                          0x2A1462B3};
  const std::uint32_t top = check >> 25U;
  check = ((check & 0x1FFFFFFU) << 5U) ^ value;
  for (unsigned i = 0; i < 5; ++i) {
    if (((top >> i) & 1U) != 0) check ^= kGenerator[i];
  }
  return check;
}

std::uint32_t check_of_prefix(std::string_view prefix) {
  std::uint32_t check = 1;
  for (const char c : prefix) check = step(check, static_cast<std::uint8_t>(c) >> 5U);
  check = step(check, 0);
  for (const char c : prefix) check = step(check, static_cast<std::uint8_t>(c) & 31U);
  return check;
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

bool is_right(std::string_view secret) {
  if (std::any_of(secret.begin(), secret.end(), is_upper) &&
      std::any_of(secret.begin(), secret.end(), is_lower)) {
    return false;
  }
  const std::string lower = to_lower_ascii(secret);
  const std::string_view text = lower;
  const std::size_t separator = text.rfind('1');
  if (separator == std::string_view::npos || separator == 0) return false;
  if (text.size() - separator <= kCheckLength) return false;
  std::uint32_t check = check_of_prefix(text.substr(0, separator));
  for (const char c : text.substr(separator + 1)) {
    const std::size_t value = kAlphabet.find(c);
    if (value == std::string_view::npos) return false;
    check = step(check, static_cast<std::uint32_t>(value));
  }
  return check == 1;
}

// Behind the separator, in the case of `prefix`.
std::string make_body(std::string_view prefix, const Draw& draw) {
  std::uint32_t check = check_of_prefix(to_lower_ascii(prefix));
  std::string body;
  for (std::size_t i = 0; i < kKeyLength; ++i) {
    // The last character of 32 bytes has four bits of padding.
    const std::uint32_t value = i + 1 == kKeyLength ? draw(2) * 16 : draw(32);
    check = step(check, value);
    body += kAlphabet[value];
  }
  for (std::size_t i = 0; i < kCheckLength; ++i) check = step(check, 0);
  check ^= 1U;
  for (std::size_t i = 0; i < kCheckLength; ++i)
    body += kAlphabet[(check >> (5 * (kCheckLength - 1 - i))) & 31U];
  if (is_upper(prefix.front())) {
    for (char& c : body) c = is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return body;
}

ChecksumKind row(std::string_view name, std::string_view prefix) {
  return {name, is_right, [prefix](const Draw& draw) { return make_body(prefix, draw); }};
}

}  // namespace

std::vector<ChecksumKind> bech32_checksums() {
  return {row("bech32-age", "AGE-SECRET-KEY-"), row("bech32-nsec", "nsec")};
}

}  // namespace keyhound
