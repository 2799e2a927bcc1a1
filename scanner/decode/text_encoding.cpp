// SPDX-License-Identifier: Apache-2.0
#include "scanner/decode/text_encoding.h"

#include <algorithm>
#include <array>

#include "scanner/base/utf8.h"

namespace keyhound {
namespace {

constexpr std::size_t kLeastSample = 8;

char32_t byte_at(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

char32_t unit16(std::string_view text, std::size_t i, bool little) {
  return little ? byte_at(text, i) | (byte_at(text, i + 1) << 8U)
                : (byte_at(text, i) << 8U) | byte_at(text, i + 1);
}

char32_t unit32(std::string_view text, std::size_t i, bool little) {
  return little ? unit16(text, i, true) | (unit16(text, i + 2, true) << 16U)
                : (unit16(text, i, false) << 16U) | unit16(text, i + 2, false);
}

// The share of zero bytes at each position modulo 4, in percent.
std::array<std::size_t, 4> zero_shares(std::string_view sample) {
  std::array<std::size_t, 4> zeros{};
  for (std::size_t i = 0; i < sample.size(); ++i) zeros[i % 4] += sample[i] == '\0' ? 1U : 0U;
  const std::size_t units = sample.size() / 4;
  for (std::size_t& count : zeros) count = count * 100 / units;
  return zeros;
}

// Latin text has its zero bytes at fixed places and hardly any elsewhere; a quarter of other
// characters (accents in names, symbols) does not change that.
TextEncoding detect_by_zeros(std::string_view sample) {
  const auto zeros = zero_shares(sample);
  const auto many = [](std::size_t share) { return share >= 75; };
  const auto few = [](std::size_t share) { return share <= 5; };
  if (few(zeros[0]) && many(zeros[1]) && many(zeros[2]) && many(zeros[3]))
    return TextEncoding::kUtf32Le;
  if (many(zeros[0]) && many(zeros[1]) && many(zeros[2]) && few(zeros[3]))
    return TextEncoding::kUtf32Be;
  if (few(zeros[0]) && many(zeros[1]) && few(zeros[2]) && many(zeros[3]))
    return TextEncoding::kUtf16Le;
  if (many(zeros[0]) && few(zeros[1]) && many(zeros[2]) && few(zeros[3]))
    return TextEncoding::kUtf16Be;
  return TextEncoding::kBytes;
}

}  // namespace

std::size_t unit_size(TextEncoding encoding) {
  switch (encoding) {
    case TextEncoding::kUtf16Le:
    case TextEncoding::kUtf16Be:
      return 2;
    case TextEncoding::kUtf32Le:
    case TextEncoding::kUtf32Be:
      return 4;
    case TextEncoding::kBytes:
      break;
  }
  return 1;
}

TextEncoding detect_encoding(std::string_view beginning) {
  using namespace std::string_view_literals;
  if (beginning.starts_with("\xFF\xFE\0\0"sv)) return TextEncoding::kUtf32Le;
  if (beginning.starts_with("\0\0\xFE\xFF"sv)) return TextEncoding::kUtf32Be;
  if (beginning.starts_with("\xFF\xFE"sv)) return TextEncoding::kUtf16Le;
  if (beginning.starts_with("\xFE\xFF"sv)) return TextEncoding::kUtf16Be;
  const std::size_t length = std::min(beginning.size(), kEncodingSample) / 4 * 4;
  if (length < kLeastSample) return TextEncoding::kBytes;
  if (beginning.substr(0, length).find('\0') == std::string_view::npos) return TextEncoding::kBytes;
  return detect_by_zeros(beginning.substr(0, length));
}

std::string transcode_to_utf8(std::string_view text, TextEncoding encoding, TextPart part) {
  const bool little = encoding == TextEncoding::kUtf16Le || encoding == TextEncoding::kUtf32Le;
  const std::size_t size = unit_size(encoding);
  std::string out;
  out.reserve(text.size() / size + 16);
  for (std::size_t i = 0; i + size <= text.size(); i += size) {
    char32_t c = size == 2 ? unit16(text, i, little) : unit32(text, i, little);
    if (size == 2 && c >= 0xD800 && c <= 0xDBFF && i + 4 <= text.size()) {
      const char32_t low = unit16(text, i + 2, little);
      if (low >= 0xDC00 && low <= 0xDFFF) {
        c = 0x10000 + ((c - 0xD800) << 10U) + (low - 0xDC00);
        i += 2;
      }
    }
    if (i == 0 && c == 0xFEFF && part == TextPart::kBeginning) continue;
    append_utf8(out, c);
  }
  return out;
}

}  // namespace keyhound
