// SPDX-License-Identifier: Apache-2.0
// The row of a checksum, and the families that have tables of them. A new checksum is a row of its
// family's table; a new family is declared here and added in checksum.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace keyhound {

// Answers a random number below its argument.
using Draw = std::function<std::uint32_t(std::uint32_t)>;

struct ChecksumKind {
  std::string_view name;
  // Nothing where this secret has no such checksum: neither right nor wrong.
  std::function<std::optional<bool>(std::string_view secret)> is_right;
  // A random body with its right checksum, as it stands behind the token's literal prefix.
  std::function<std::string(const Draw& draw)> make_body;
};

std::vector<ChecksumKind> base58_checksums();            // bitcoin-wif, bip32
std::vector<ChecksumKind> bech32_checksums();            // age, nostr
std::vector<ChecksumKind> crc_checksums();               // CRC-32 at the end of a token
std::vector<ChecksumKind> identifiable_key_checksums();  // Microsoft's keys, Marvin32
std::vector<ChecksumKind> json_structures();             // JSON inside a token
std::vector<ChecksumKind> key_structures();              // private keys and numbers
std::vector<ChecksumKind> text_structures();             // encoded text of a known form

inline constexpr std::string_view kBase64Alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
inline constexpr std::string_view kBase64UrlAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
inline constexpr std::string_view kBase62Alphabet =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
inline constexpr std::string_view kBase36Alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";
inline constexpr std::string_view kDigitAlphabet = "0123456789";

std::string draw_text(const Draw& draw, std::string_view alphabet, std::size_t length);
std::string draw_bytes(const Draw& draw, std::size_t length);

// The behind of `text` after the first `prefix` in it; all of it when there is none.
std::string_view behind(std::string_view text, std::string_view prefix);

// Base64 without padding, in the URL-safe alphabet when `for_url`.
std::string base64_without_padding(std::string_view bytes, bool for_url);

}  // namespace keyhound
