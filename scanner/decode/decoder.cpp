// SPDX-License-Identifier: Apache-2.0
#include "scanner/decode/decoder.h"

#include <algorithm>

#include "scanner/base/text_encode.h"

namespace keyhound {

#define KEYHOUND_DECODER(name) extern const Decoder k##name##Decoder;
#include "decoders.inc"
#undef KEYHOUND_DECODER

namespace {

bool is_text_character(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte >= 0x20 && byte < 0x7F) || c == '\n' || c == '\r' || c == '\t';
}

// Replaces all escapes of one kind.
void decode_escapes(const Decoder& decoder, std::string_view text, const EncodedRegion& region,
                    DecodedPiece& scratch, PieceVisitor& visitor) {
  const std::string_view encoded = text.substr(region.begin, region.end - region.begin);
  scratch.bytes.clear();
  scratch.origin.clear();
  scratch.changed.clear();
  bool has_ascii = false;
  const auto map = [&scratch](std::size_t from) {
    while (scratch.origin.size() < scratch.bytes.size())
      scratch.origin.push_back(static_cast<std::uint32_t>(from));
  };
  for (std::size_t i = 0; i < encoded.size();) {
    if (encoded[i] == decoder.introducer) {
      const std::size_t before = scratch.bytes.size();
      if (const std::size_t length = decoder.read_escape(encoded.substr(i), scratch.bytes)) {
        map(i);
        for (std::size_t at = before; at < scratch.bytes.size(); ++at)
          scratch.changed.push_back(static_cast<std::uint32_t>(at));
        has_ascii = has_ascii ||
                    (scratch.bytes.size() == before + 1 && is_text_character(scratch.bytes.back()));
        i += length;
        continue;
      }
    }
    scratch.bytes += encoded[i];
    scratch.origin.push_back(static_cast<std::uint32_t>(i));
    ++i;
  }
  if (!has_ascii) return;
  scratch.origin.push_back(static_cast<std::uint32_t>(encoded.size()));
  scratch.begin = region.begin;
  scratch.end = region.end;
  visitor.on_piece(scratch);
}

}  // namespace

std::span<const Decoder* const> decoders() {
#define KEYHOUND_DECODER(name) &k##name##Decoder,
  static constexpr const Decoder* kDecoders[] = {
#include "decoders.inc"
  };
#undef KEYHOUND_DECODER
  return kDecoders;
}

void decode_region(const Decoder& decoder, std::string_view text, const EncodedRegion& region,
                   DecodedPiece& scratch, PieceVisitor& visitor) {
  if (decoder.decode != nullptr) return decoder.decode(text, region, scratch, visitor);
  decode_escapes(decoder, text, region, scratch, visitor);
}

bool DecodedPiece::is_changed(std::size_t from, std::size_t to) const {
  const std::size_t least = from > 0 ? from - 1 : 0;
  const auto at = std::lower_bound(changed.begin(), changed.end(), least);
  return at != changed.end() && *at <= to;
}

bool is_ascii_escape(const Decoder& decoder, std::string_view text) {
  std::string out;  // stays within the string itself
  return decoder.read_escape(text, out) > 0 && out.size() == 1 && is_text_character(out[0]);
}

bool is_printable_text(std::string_view bytes) {
  const bool has_control = std::any_of(bytes.begin(), bytes.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x80 && !is_text_character(c);
  });
  return !has_control && is_valid_utf8(bytes);
}

bool holds_text(std::string_view bytes, std::size_t least_row) {
  std::size_t length = 0;
  for (const char c : bytes) {
    length = is_text_character(c) ? length + 1 : 0;
    if (length >= least_row) return true;
  }
  return length == bytes.size() && length > 0;
}

}  // namespace keyhound
