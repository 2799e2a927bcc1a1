// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/text_stream.h"

#include <algorithm>

#include "scanner/base/utf8.h"
#include "scanner/decode/encoded_region.h"
#include "scanner/filters/inline_comment.h"
#include "scanner/model/rule.h"

namespace keyhound {
namespace {

constexpr std::size_t kLeastContext = 8192;  // also covers the line that an allowlist looks at
// Beyond a match: keywords, and other secrets beside the same comment.
constexpr std::size_t kReach = std::max<std::size_t>(kKeywordReach, 2 * kCommentReach);

// The length of the beginning of `text` that cuts neither a unit nor a surrogate pair.
std::size_t whole_units(std::string_view text, TextEncoding encoding) {
  const std::size_t unit = unit_size(encoding);
  const std::size_t length = text.size() / unit * unit;
  if (unit != 2 || length == 0) return length;
  const std::size_t high_byte = encoding == TextEncoding::kUtf16Le ? length - 1 : length - 2;
  const bool is_high_surrogate = (static_cast<unsigned char>(text[high_byte]) & 0xFCU) == 0xD8U;
  return is_high_surrogate ? length - 2 : length;
}

}  // namespace

TextStream::TextStream(TextScanner& scanner, TextOrigin origin)
    : scanner_(&scanner),
      origin_(origin),
      context_(std::max(kLeastContext, scanner.context().engine().bounded_context() + kReach)) {}

TextStream::TextStream(TextScanner& scanner, TextOrigin origin, TextEncoding encoding)
    : TextStream(scanner, origin) {
  is_detected_ = true;
  encoding_ = encoding;
}

Status TextStream::feed(std::string_view piece, std::vector<TextHit>& hits) {
  while (!piece.empty()) {
    const std::string_view part = piece.substr(0, kWholeText);
    piece.remove_prefix(part.size());
    KEYHOUND_TRY_STATUS(feed_part(part, hits));
  }
  return {};
}

Status TextStream::feed_part(std::string_view part, std::vector<TextHit>& hits) {
  const std::string sample = is_detected_ ? std::string() : undecoded_;
  append_decoded(part, false);
  if (encoding_ != TextEncoding::kBytes) {
    if (!as_bytes_) {
      as_bytes_.reset(new TextStream(*scanner_, origin_, TextEncoding::kBytes));
      KEYHOUND_TRY_STATUS(as_bytes_->feed_part(sample, hits_as_bytes_));
    }
    KEYHOUND_TRY_STATUS(as_bytes_->feed_part(part, hits_as_bytes_));
  }
  if (buffer_.size() < core_begin_ + kWholeText) return {};
  return scan_buffer(false, hits);
}

Status TextStream::finish(std::vector<TextHit>& hits) {
  const std::string sample = is_detected_ ? std::string() : undecoded_;
  append_decoded({}, true);
  KEYHOUND_TRY_STATUS(scan_buffer(true, hits));
  if (encoding_ == TextEncoding::kBytes) return {};
  if (!as_bytes_) {
    as_bytes_.reset(new TextStream(*scanner_, origin_, TextEncoding::kBytes));
    KEYHOUND_TRY_STATUS(as_bytes_->feed_part(sample, hits_as_bytes_));
  }
  KEYHOUND_TRY_STATUS(as_bytes_->finish(hits_as_bytes_));
  for (TextHit& hit : hits_as_bytes_) {
    const bool is_known = std::any_of(hits.begin(), hits.end(), [&hit](const TextHit& known) {
      return known.rule == hit.rule && known.path == hit.path &&
             known.fingerprint.mac == hit.fingerprint.mac;
    });
    if (!is_known) hits.push_back(std::move(hit));
  }
  return {};
}

void TextStream::append_decoded(std::string_view piece, bool is_last) {
  if (is_detected_ && encoding_ == TextEncoding::kBytes) {
    buffer_ += piece;
    return;
  }
  undecoded_ += piece;
  if (!is_detected_) {
    if (!is_last && undecoded_.size() < kEncodingSample) return;
    encoding_ = detect_encoding(undecoded_);
    is_detected_ = true;
  }
  const std::size_t ready = is_last ? undecoded_.size() : whole_units(undecoded_, encoding_);
  const std::string_view decodable = std::string_view(undecoded_).substr(0, ready);
  if (encoding_ == TextEncoding::kBytes) {
    buffer_ += decodable;
  } else {
    buffer_ += transcode_to_utf8(decodable, encoding_, part_);
  }
  if (ready > 0) part_ = TextPart::kContinuation;
  undecoded_.erase(0, ready);
}

Status TextStream::scan_buffer(bool is_last, std::vector<TextHit>& hits) {
  const std::string_view text = buffer_;
  const std::size_t held_back = std::min(context_, text.size());
  std::size_t core_end = is_last ? text.size() : std::max(core_begin_, text.size() - held_back);
  // Encoded text is decoded as a whole.
  if (!is_last) core_end = std::max(core_begin_, std::min(core_end, open_region_begin(text)));
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
  if (encoding == TextEncoding::kBytes && text.size() <= kWholeText)
    return scanner.scan(text, origin, hits);
  TextStream stream(scanner, origin);
  KEYHOUND_TRY_STATUS(stream.feed(text, hits));
  return stream.finish(hits);
}

}  // namespace keyhound
