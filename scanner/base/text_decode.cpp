// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/text_decode.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace keyhound {
namespace {

constexpr std::size_t kLongestBase58 = 256;
constexpr std::uint8_t kNone = 0xFF;

using Digits = std::array<std::uint8_t, 256>;

constexpr Digits digits_of(std::string_view alphabet) {
  Digits digits{};
  for (std::uint8_t& digit : digits) digit = kNone;
  for (std::size_t i = 0; i < alphabet.size(); ++i)
    digits[static_cast<std::uint8_t>(alphabet[i])] = static_cast<std::uint8_t>(i);
  return digits;
}

constexpr Digits base64_digits() {
  Digits digits = digits_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
  digits['-'] = digits['+'];
  digits['_'] = digits['/'];
  return digits;
}

constexpr Digits kBase64 = base64_digits();
constexpr Digits kBase32 = digits_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
constexpr Digits kBase58 = digits_of("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz");

// Each character is `width` bits. Nothing when more than a character's worth of bits is left over.
std::optional<std::string> from_bits(std::string_view text, const Digits& digits, unsigned width) {
  std::string bytes;
  bytes.reserve(text.size() * width / 8);
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (const char c : text) {
    const std::uint8_t digit = digits[static_cast<std::uint8_t>(c)];
    if (digit == kNone) return std::nullopt;
    bits = (bits << width) | digit;
    held += width;
    if (held < 8) continue;
    held -= 8;
    bytes += static_cast<char>((bits >> held) & 0xFFU);
  }
  if (held >= width) return std::nullopt;
  return bytes;
}

}  // namespace

std::optional<std::string> from_base64(std::string_view text) {
  const std::size_t end = text.find_last_not_of('=');
  const std::size_t size = end == std::string_view::npos ? 0 : end + 1;
  const std::size_t padding = text.size() - size;
  if (padding > 0 && (padding > 2 || text.size() % 4 != 0)) return std::nullopt;
  return from_bits(text.substr(0, size), kBase64, 6);
}

std::optional<std::string> from_base32(std::string_view text) {
  return from_bits(text, kBase32, 5);
}

std::optional<std::string> from_base58(std::string_view text) {
  if (text.size() > kLongestBase58) return std::nullopt;
  std::string reversed;  // the number's bytes, the least first
  for (const char c : text) {
    std::uint32_t carry = kBase58[static_cast<std::uint8_t>(c)];
    if (carry == kNone) return std::nullopt;
    for (char& byte : reversed) {
      carry += static_cast<std::uint32_t>(static_cast<std::uint8_t>(byte)) * 58;
      byte = static_cast<char>(carry & 0xFFU);
      carry >>= 8U;
    }
    for (; carry > 0; carry >>= 8U) reversed += static_cast<char>(carry & 0xFFU);
  }
  // A leading zero byte is written as the digit zero.
  for (std::size_t i = 0; i < text.size() && text[i] == '1'; ++i) reversed += '\0';
  std::reverse(reversed.begin(), reversed.end());
  return reversed;
}

}  // namespace keyhound
