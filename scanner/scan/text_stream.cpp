// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/text_stream.h"

#include <algorithm>

#include "scanner/model/rule.h"

namespace keyhound {
namespace {

constexpr std::size_t kWindow = 8U << 20U;   // bytes scanned at once of a long text
constexpr std::size_t kLeastContext = 8192;  // also covers the line that an allowlist looks at

// The cut at or before `offset` that does not split a UTF-8 sequence.
std::size_t sequence_start(std::string_view text, std::size_t offset) {
  for (int i = 0; i < 3 && offset > 0 && offset < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[offset]) & 0xC0U) != 0x80U) break;
    --offset;
  }
  return offset;
}

}  // namespace

TextStream::TextStream(TextScanner& scanner, TextOrigin origin)
    : scanner_(&scanner),
      origin_(origin),
      context_(
          std::max(kLeastContext, scanner.context().engine().bounded_context() + kKeywordReach)) {}

Status TextStream::feed(std::string_view piece, std::vector<TextHit>& hits) {
  while (!piece.empty()) {
    const std::string_view part = piece.substr(0, kWindow);
    append_decoded(part, false);
    piece.remove_prefix(part.size());
    if (buffer_.size() >= core_begin_ + kWindow) KEYHOUND_TRY_STATUS(scan_buffer(false, hits));
  }
  return {};
}

Status TextStream::finish(std::vector<TextHit>& hits) {
  append_decoded({}, true);
  return scan_buffer(true, hits);
}

void TextStream::append_decoded(std::string_view piece, bool is_last) {
  if (!is_detected_ && !piece.empty()) {
    encoding_ = detect_encoding(piece);
    is_detected_ = true;
  }
  if (encoding_ == TextEncoding::kBytes) {
    buffer_ += piece;
    return;
  }
  undecoded_ += piece;
  // Four bytes are held back, so that neither a unit nor a surrogate pair is cut.
  std::size_t ready = undecoded_.size() / 4 * 4;
  if (!is_last) ready = ready > 4 ? ready - 4 : 0;
  if (is_last) ready = undecoded_.size();
  const std::size_t unit = unit_size(encoding_);
  if (!is_last && unit == 2 && ready >= 2) {
    const auto high = static_cast<unsigned char>(
        undecoded_[encoding_ == TextEncoding::kUtf16Le ? ready - 1 : ready - 2]);
    if (high >= 0xD8 && high <= 0xDB) ready -= 2;
  }
  buffer_ += transcode_to_utf8(std::string_view(undecoded_).substr(0, ready), encoding_);
  undecoded_.erase(0, ready);
}

Status TextStream::scan_buffer(bool is_last, std::vector<TextHit>& hits) {
  const std::string_view text = buffer_;
  const std::size_t held_back = std::min(context_, text.size());
  const std::size_t core_end =
      is_last ? text.size() : std::max(core_begin_, text.size() - held_back);
  KEYHOUND_TRY_STATUS(scanner_->scan_piece(text, core_begin_, core_end, start_, origin_, hits));
  const std::size_t kept_from = sequence_start(text, core_end - std::min(context_, core_end));
  start_ = advance(start_, text.substr(0, kept_from));
  core_begin_ = core_end - kept_from;
  buffer_.erase(0, kept_from);
  return {};
}

Status scan_text(TextScanner& scanner, std::string_view text, const TextOrigin& origin,
                 std::vector<TextHit>& hits) {
  hits.clear();
  const TextEncoding encoding = detect_encoding(text);
  if (encoding == TextEncoding::kBytes && text.size() <= kWindow)
    return scanner.scan(text, origin, hits);
  TextStream stream(scanner, origin);
  KEYHOUND_TRY_STATUS(stream.feed(text, hits));
  return stream.finish(hits);
}

}  // namespace keyhound
