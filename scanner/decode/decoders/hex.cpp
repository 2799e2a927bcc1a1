// SPDX-License-Identifier: Apache-2.0
// Hex digits in a row, in either case. Separated ones (`\x41\x42`, `%41%42`) are escapes.
#include "scanner/base/hex_digits.h"
#include "scanner/decode/run_text.h"

namespace keyhound {
namespace {

constexpr int kLeastRow = static_cast<int>(kShortestRun) / 2;

// Whether as many bytes in a row are ASCII as the shortest run has: else there is no text, nor
// UTF-16.
bool may_hold_ascii(std::string_view digits) {
  int in_row = 0;
  for (std::size_t i = 0; i + 2 <= digits.size(); i += 2) {
    in_row = digits[i] < '8' ? in_row + 1 : 0;
    if (in_row == kLeastRow) return true;
  }
  return false;
}

void decode(std::string_view text, const EncodedRegion& region, DecodedPiece& scratch,
            PieceVisitor& visitor) {
  const RunText run(text, region);
  const auto is_digit = [](char c) { return hex_value(c) >= 0; };
  run.for_each_stretch(is_digit, [&](std::size_t begin, std::size_t end) {
    const std::string_view digits = run.characters().substr(begin, end - begin);
    if (!may_hold_ascii(digits)) return;
    scratch.bytes.clear();
    for (std::size_t i = 0; i + 2 <= digits.size(); i += 2)
      scratch.bytes += static_cast<char>(hex_value(digits[i]) * 16 + hex_value(digits[i + 1]));
    run.locate(begin, end, scratch);
    visitor.on_piece(scratch);
  });
}

}  // namespace

extern const Decoder kHexDecoder;
const Decoder kHexDecoder = {"hex", RegionKind::kRun, decode};

}  // namespace keyhound
