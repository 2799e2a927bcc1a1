// SPDX-License-Identifier: Apache-2.0
// TextStream: scans a text that arrives in pieces, so that a file of any length costs bounded
// memory. Pieces overlap by what rules may look at, places count from the beginning of the text,
// and UTF-16 and UTF-32 are transcoded on the way. One per text; uses its thread's scanner.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/decode/text_encoding.h"
#include "scanner/scan/text_scanner.h"

namespace keyhound {

// Bytes of a text that are scanned at once; what is longer comes in overlapping windows.
inline constexpr std::size_t kWholeText = 8U << 20U;

class TextStream {
 public:
  // `scanner` and what `origin` views must outlive the stream.
  TextStream(TextScanner& scanner, TextOrigin origin);

  // Takes the next piece (any size below 1 GiB) and appends the hits that are certain by now.
  Status feed(std::string_view piece, std::vector<TextHit>& hits);
  // Ends the text and appends the last hits.
  Status finish(std::vector<TextHit>& hits);

 private:
  TextStream(TextScanner& scanner, TextOrigin origin, TextEncoding encoding);
  Status feed_part(std::string_view part, std::vector<TextHit>& hits);
  void append_decoded(std::string_view piece, bool is_last);
  Status scan_buffer(bool is_last, std::vector<TextHit>& hits);

  TextScanner* scanner_;
  TextOrigin origin_;
  std::size_t context_;  // bytes that a match may reach to either side of its start
  bool is_detected_ = false;
  TextPart part_ = TextPart::kBeginning;
  TextEncoding encoding_ = TextEncoding::kBytes;
  std::string undecoded_;                 // not yet enough to detect, or a code unit that goes on
  std::string buffer_;                    // decoded text from start_ on
  std::size_t core_begin_ = 0;            // matches before it are already reported
  SourcePosition start_;                  // of buffer_'s first byte
  std::unique_ptr<TextStream> as_bytes_;  // the same text without transcoding
  std::vector<TextHit> hits_as_bytes_;
};

// Scans a whole text, decoding it where it must be; the short form of a stream with one piece.
Status scan_text(TextScanner& scanner, std::string_view text, const TextOrigin& origin,
                 std::vector<TextHit>& hits);

}  // namespace keyhound
