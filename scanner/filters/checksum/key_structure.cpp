// SPDX-License-Identifier: Apache-2.0
// Private keys and passwords that must parse, and the checksums that key formats have of their own.
#include <algorithm>
#include <array>
#include <charconv>

#include "scanner/base/text_decode.h"
#include "scanner/base/text_encode.h"
#include "scanner/decode/private_key.h"
#include "scanner/filters/checksum/checksum_kind.h"

namespace keyhound {
namespace {

// CRC of `width` bits, the most significant bit first.
std::uint32_t crc_of(std::string_view bytes, unsigned width, std::uint32_t polynomial,
                     std::uint32_t start) {
  const std::uint32_t top = 1U << (width - 1);
  std::uint32_t crc = start;
  for (const char c : bytes) {
    crc ^= static_cast<std::uint32_t>(static_cast<std::uint8_t>(c)) << (width - 8);
    for (int bit = 0; bit < 8; ++bit) crc = (crc & top) != 0 ? (crc << 1U) ^ polynomial : crc << 1U;
  }
  return crc & ((top << 1U) - 1);
}

std::uint32_t crc16_xmodem(std::string_view bytes) { return crc_of(bytes, 16, 0x1021, 0); }
std::uint32_t crc24_openpgp(std::string_view bytes) {
  return crc_of(bytes, 24, 0x864CFB,
                0xB704CE);  // https://www.rfc-editor.org/rfc/rfc9580#section-6.1
}

// --- NATS seeds: prefix, 32 bytes, CRC-16 in little endian (https://github.com/nats-io/nkeys) ---

constexpr std::size_t kSeedSize = 34;  // without the CRC
constexpr unsigned kSeedPrefix = 18;   // the upper five bits: 'S'

std::string little_endian16(std::uint32_t value) {
  return {static_cast<char>(value & 0xFFU), static_cast<char>((value >> 8U) & 0xFFU)};
}

std::optional<bool> is_nkey(std::string_view secret) {
  const auto bytes = from_base32(secret);
  if (!bytes || bytes->size() != kSeedSize + 2) return false;
  if (static_cast<std::uint8_t>(bytes->front()) >> 3U != kSeedPrefix) return false;
  const std::string_view seed = std::string_view(*bytes).substr(0, kSeedSize);
  return bytes->substr(kSeedSize) == little_endian16(crc16_xmodem(seed));
}

// Behind "SU", a user's.
std::string make_nkey(const Draw& draw) {
  std::string bytes = std::string("\x95\x00", 2) + draw_bytes(draw, 32);
  bytes += little_endian16(crc16_xmodem(bytes));
  std::string text = to_base32({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text.substr(2);
}

// --- OpenPGP armor ---

// `text` with the escapes of string literals for line ends replaced.
std::string with_line_ends(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    const bool is_escape = text[i] == '\\' && (next == 'n' || next == 'r');
    out += is_escape ? '\n' : text[i];
    if (is_escape) ++i;
  }
  return out;
}

std::string_view trimmed(std::string_view line) {
  constexpr std::string_view kAround = " \t\r\"',+";
  const std::size_t begin = line.find_first_not_of(kAround);
  if (begin == std::string_view::npos) return {};
  return line.substr(begin, line.find_last_not_of(" \t\r\"',") + 1 - begin);
}

// The line with the CRC is not required any more, and a quoted block may hide the lines.
std::optional<bool> is_armor_right(std::string_view secret) {
  const std::string text = with_line_ends(secret);
  std::string_view rest = text;
  std::string body;
  std::string_view check;
  while (!rest.empty() && check.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = trimmed(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.size() == 5 && line.front() == '=') {
      check = line.substr(1);
    } else if (line.find_first_of(":-") == std::string_view::npos) {
      body += line;  // neither a header nor a line of dashes
    }
  }
  const auto bytes = from_base64(body);
  const auto expected = from_base64(check);
  if (check.empty() || !bytes || !expected) return std::nullopt;
  const std::uint32_t crc = crc24_openpgp(*bytes);
  return *expected == std::string{static_cast<char>(crc >> 16U),
                                  static_cast<char>((crc >> 8U) & 0xFFU),
                                  static_cast<char>(crc & 0xFFU)};
}

// Between the lines of dashes.
std::string make_armor(const Draw& draw) {
  const std::string bytes = '\x95' + draw_bytes(draw, 179);
  const std::uint32_t crc = crc24_openpgp(bytes);
  const std::string check = {static_cast<char>(crc >> 16U), static_cast<char>((crc >> 8U) & 0xFFU),
                             static_cast<char>(crc & 0xFFU)};
  std::string text = "\n\n";
  const std::string body = to_base64(bytes);
  for (std::size_t i = 0; i < body.size(); i += 64) text += body.substr(i, 64) + "\n";
  return text + "=" + to_base64(check) + "\n";
}

// --- Private keys ---

// Between the lines of dashes: SEC1, P-256, without the public half
// (https://www.rfc-editor.org/rfc/rfc5915#section-3).
std::string make_private_key(const Draw& draw) {
  constexpr std::string_view kBefore = "\x30\x31\x02\x01\x01\x04\x20";
  constexpr std::string_view kBehind = "\xA0\x0A\x06\x08\x2A\x86\x48\xCE\x3D\x03\x01\x07";
  // Below the order of the curve, whose first four bytes are all ones.
  const std::string number = '\x5A' + draw_bytes(draw, 31);
  std::string text = "\n";
  const std::string body = to_base64(std::string(kBefore) + number + std::string(kBehind));
  for (std::size_t i = 0; i < body.size(); i += 64) text += body.substr(i, 64) + "\n";
  return text;
}

// --- Numbers ---

// Above zero and below the order of secp256k1 (https://www.secg.org/sec2-v2.pdf), as almost every
// number is: that proves nothing, only the contrary does.
std::optional<bool> is_ethereum_key(std::string_view secret) {
  constexpr std::string_view kOrder =
      "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";
  if (secret.starts_with("0x") || secret.starts_with("0X")) secret.remove_prefix(2);
  if (secret.size() != kOrder.size()) return false;
  std::string lower;
  for (const char c : secret) {
    if (std::string_view("0123456789abcdefABCDEF").find(c) == std::string_view::npos) return false;
    lower += c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  if (lower >= kOrder || lower.find_first_not_of('0') == std::string::npos) return false;
  return std::nullopt;
}

std::string make_ethereum_key(const Draw& draw) {
  return "5a" + draw_text(draw, "0123456789abcdef", 62);
}

// Type 7 begins with an offset into its key, 00 to 52 in decimal; a hex pair for each character.
std::optional<bool> is_cisco_type7(std::string_view secret) {
  constexpr unsigned kGreatestOffset = 52;
  if (secret.size() < 4 || secret.size() % 2 != 0) return false;
  if (secret.find_first_not_of("0123456789ABCDEFabcdef") != std::string_view::npos) return false;
  unsigned offset = 0;
  const auto read = std::from_chars(secret.data(), secret.data() + 2, offset);
  return read.ptr == secret.data() + 2 && offset <= kGreatestOffset;
}

std::string make_cisco_type7(const Draw& draw) {
  return "0" + draw_text(draw, kDigitAlphabet, 1) + draw_text(draw, "0123456789ABCDEF", 18);
}

// Blocks of AES-256-CBC, mostly written without padding
// (https://learn.microsoft.com/openspecs/windows_protocols/ms-gppref).
std::optional<bool> is_group_policy_password(std::string_view secret) {
  constexpr std::size_t kBlock = 16;
  const auto bytes = from_base64(secret);
  return bytes && !bytes->empty() && bytes->size() % kBlock == 0;
}

std::string make_group_policy_password(const Draw& draw) {
  return base64_without_padding(draw_bytes(draw, 32), false);
}

}  // namespace

std::vector<ChecksumKind> key_structures() {
  return {
      {"aes-blocks", is_group_policy_password, make_group_policy_password},
      {"cisco-type7", is_cisco_type7, make_cisco_type7},
      {"ethereum-range", is_ethereum_key, make_ethereum_key},
      {"nkey", is_nkey, make_nkey},
      {"pgp-armor", is_armor_right, make_armor},
      {"private-key", is_private_key_sound, make_private_key},
  };
}

}  // namespace keyhound
