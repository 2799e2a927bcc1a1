// SPDX-License-Identifier: Apache-2.0
// Decoder: turns encoded text back into bytes. One file a decoder in decode/decoders/; the build
// collects them by file name (decoders/base64.cpp defines kBase64Decoder).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/decode/encoded_region.h"

namespace keyhound {

// The bytes that a stretch of a region stands for.
struct DecodedPiece {
  std::string bytes;
  std::size_t begin = 0;  // of the stretch, in the text
  std::size_t end = 0;
  // Of escapes alone: where each byte comes from, as a distance from `begin`, and a last one for
  // the end; and which bytes are not the text's own, ascending.
  std::vector<std::uint32_t> origin;
  std::vector<std::uint32_t> changed;

  // Whether the bytes [from, to), or one next to them, are not the text's own.
  [[nodiscard]] bool is_changed(std::size_t from, std::size_t to) const;
};

class PieceVisitor {
 public:
  virtual ~PieceVisitor() = default;
  // May change `piece`; it is the decoder's scratch.
  virtual void on_piece(DecodedPiece& piece) = 0;
};

struct Decoder {
  std::string_view name;  // "base64", as findings show it
  RegionKind kind;        // of the regions that it is asked about

  // Shows each stretch of the region that may be text of this encoding. Uses `scratch`. nullptr for
  // decoders of tokens.
  void (*decode)(std::string_view text, const EncodedRegion& region, DecodedPiece& scratch,
                 PieceVisitor& visitor);

  // Of decoders of tokens alone: the byte that an escape begins with, and the reader of one. It
  // appends what the escape at the front of `text` stands for and returns its length; 0: it is
  // none.
  char introducer = '\0';
  std::size_t (*read_escape)(std::string_view text, std::string& out) = nullptr;
};

// Every decoder, by name of its file. Immutable, thread-safe.
std::span<const Decoder* const> decoders();

// Shows what the region holds in the encoding of `decoder`. REQUIRES: the region is of its kind.
void decode_region(const Decoder& decoder, std::string_view text, const EncodedRegion& region,
                   DecodedPiece& scratch, PieceVisitor& visitor);

// Whether an escape that `decoder` reads stands at the front and is one for the sake of hiding or
// transport: it stands for ASCII text. Escapes of other characters are ordinary text of other
// languages.
bool is_ascii_escape(const Decoder& decoder, std::string_view text);

// All ASCII characters that are text, valid UTF-8 beside them.
bool is_printable_text(std::string_view bytes);

// Whether there is text among the bytes: so many printable ASCII characters in a row, or all of
// them. No known token is shorter than 20.
bool holds_text(std::string_view bytes, std::size_t least_row = 16);

}  // namespace keyhound
