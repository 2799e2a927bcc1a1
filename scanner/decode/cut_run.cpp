// SPDX-License-Identifier: Apache-2.0
#include "scanner/decode/cut_run.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "scanner/base/hex_digits.h"
#include "scanner/decode/base64_text.h"
#include "scanner/decode/decoder.h"

namespace keyhound {
namespace {

constexpr std::size_t kChunk = std::size_t{64} << 10U;
constexpr std::size_t kOverlap = 256;  // characters that two chunks share
// Printable characters in a row. Megabytes of random bytes have rows of 16 by chance.
constexpr std::size_t kLeastRow = 24;

bool holds_base64_text(std::string_view characters) {
  std::string bytes;
  for (std::size_t shift = 0; shift < 4 && shift < characters.size(); ++shift) {
    const std::string_view shifted = characters.substr(shift);
    if (!may_hold_ascii(shifted, kLeastRow)) continue;
    decode_base64(shifted, bytes);
    if (holds_text(bytes, kLeastRow)) return true;
  }
  return false;
}

// Behind a character that is repeated very often: that is no text of anything.
std::size_t skip_repeated(std::string_view text, std::size_t at) {
  constexpr std::size_t kStep = 64;
  while (at > 0 && at + kStep <= text.size() &&
         std::memcmp(text.data() + at - 1, text.data() + at, kStep) == 0)
    at += kStep;
  return at;
}

bool holds_hex_text(std::string_view characters) {
  const auto digits =
      std::count_if(characters.begin(), characters.end(), [](char c) { return hex_value(c) >= 0; });
  if (static_cast<std::size_t>(digits) < characters.size() / 2) return false;
  std::string bytes;
  for (std::size_t shift = 0; shift < 2; ++shift) {
    bytes.clear();
    for (std::size_t i = shift; i + 2 <= characters.size(); i += 2) {
      const int high = hex_value(characters[i]);
      const int low = hex_value(characters[i + 1]);
      bytes += high < 0 || low < 0 ? '\0' : static_cast<char>(high * 16 + low);
    }
    if (holds_text(bytes, kLeastRow)) return true;
  }
  return false;
}

}  // namespace

bool holds_text_behind(std::string_view text, const EncodedRegion& region) {
  std::string chunk;
  chunk.reserve(kChunk);
  bool is_indent = false;
  const std::size_t overlap = std::min(kOverlap, region.end - region.begin);
  for (std::size_t at = region.begin == 0 ? 0 : region.end - overlap;; ++at) {
    at = skip_repeated(text, at);
    const char c = at < text.size() ? text[at] : '\0';
    const bool is_line_break = c == '\n' || c == '\r';
    if (is_in_run(c)) {
      chunk += c;
      is_indent = false;
    } else if (is_line_break) {
      is_indent = true;
    }
    const bool is_over = !is_in_run(c) && !is_line_break && !(is_indent && (c == ' ' || c == '\t'));
    if (!is_over && chunk.size() < kChunk) continue;
    if (holds_base64_text(chunk) || holds_hex_text(chunk)) return true;
    if (is_over) return false;
    chunk.erase(0, kChunk - kOverlap);
  }
}

}  // namespace keyhound
