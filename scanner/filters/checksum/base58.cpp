// SPDX-License-Identifier: Apache-2.0
// Base58Check: the last four bytes are the first of the SHA-256 of the SHA-256 of all before
// (https://en.bitcoin.it/wiki/Base58Check_encoding).
#include "scanner/base/hash.h"
#include "scanner/base/text_decode.h"
#include "scanner/filters/checksum/checksum_kind.h"

namespace keyhound {
namespace {

constexpr std::size_t kCheckSize = 4;
constexpr std::size_t kExtendedKeySize = 78;    // https://bips.xyz/32 (serialization format)
constexpr std::size_t kExtendedKeyMarker = 45;  // in front of the 32 bytes of a private key: zero
constexpr std::string_view kAlphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

std::string check_of(std::string_view payload) {
  const Sha256Digest once = sha256(payload);
  const Sha256Digest twice = sha256({reinterpret_cast<const char*>(once.data()), once.size()});
  return {twice.begin(), twice.begin() + kCheckSize};
}

// The bytes in front of a right check.
std::optional<std::string> checked_payload(std::string_view text) {
  auto bytes = from_base58(text);
  if (!bytes || bytes->size() <= kCheckSize) return std::nullopt;
  const std::string check = bytes->substr(bytes->size() - kCheckSize);
  bytes->resize(bytes->size() - kCheckSize);
  if (check_of(*bytes) != check) return std::nullopt;
  return bytes;
}

std::string to_base58(std::string_view bytes) {
  std::string reversed;
  for (const char c : bytes) {
    std::uint32_t carry = static_cast<std::uint8_t>(c);
    for (char& digit : reversed) {
      carry += static_cast<std::uint32_t>(digit) * 256;
      digit = static_cast<char>(carry % 58);
      carry /= 58;
    }
    for (; carry > 0; carry /= 58) reversed += static_cast<char>(carry % 58);
  }
  for (std::size_t i = 0; i < bytes.size() && bytes[i] == '\0'; ++i) reversed += '\0';
  std::string text;
  for (auto digit = reversed.rbegin(); digit != reversed.rend(); ++digit)
    text += kAlphabet[static_cast<std::size_t>(*digit)];
  return text;
}

// Version (of the main or of the test network), key, and a one when its public half is compressed.
bool is_wallet_key(std::string_view payload) {
  if (payload.size() != 33 && (payload.size() != 34 || payload[33] != '\x01')) return false;
  return payload[0] == '\x80' || payload[0] == '\xEF';
}

std::string make_wallet_key(const Draw& draw) {
  const std::string payload = '\x80' + draw_bytes(draw, 32) + '\x01';
  return to_base58(payload + check_of(payload));
}

bool is_extended_key(std::string_view payload) {
  return payload.size() == kExtendedKeySize && payload[kExtendedKeyMarker] == '\0';
}

// Behind "xprv".
std::string make_extended_key(const Draw& draw) {
  constexpr std::string_view kVersion = "\x04\x88\xAD\xE4";
  std::string payload =
      std::string(kVersion) + draw_bytes(draw, kExtendedKeySize - kVersion.size());
  payload[kExtendedKeyMarker] = '\0';
  return to_base58(payload + check_of(payload)).substr(4);
}

ChecksumKind row(std::string_view name, bool (*fits)(std::string_view payload),
                 std::string (*make_body)(const Draw& draw)) {
  return {name,
          [fits](std::string_view secret) {
            const auto payload = checked_payload(secret);
            return payload && fits(*payload);
          },
          make_body};
}

}  // namespace

std::vector<ChecksumKind> base58_checksums() {
  return {
      row("bip32", is_extended_key, make_extended_key),
      row("bitcoin-wif", is_wallet_key, make_wallet_key),
  };
}

}  // namespace keyhound
