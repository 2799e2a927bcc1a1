// SPDX-License-Identifier: Apache-2.0
// Base64 too short for being recognised by itself, as the value of a key: passwords and user names
// in the `data:` of a Kubernetes Secret. It must be what an encoder writes, and all of it text.
#include "scanner/decode/base64_text.h"
#include "scanner/decode/decoder.h"

namespace keyhound {
namespace {

void decode(std::string_view text, const EncodedRegion& region, DecodedPiece& scratch,
            PieceVisitor& visitor) {
  std::string_view value = text.substr(region.begin, region.end - region.begin);
  while (value.ends_with('=')) value.remove_suffix(1);
  if (!is_canonical_base64(value) || !decode_base64(value, scratch.bytes)) return;
  if (!is_printable_text(scratch.bytes)) return;
  scratch.begin = region.begin;
  scratch.end = region.end;
  scratch.origin.clear();
  scratch.changed.clear();
  visitor.on_piece(scratch);
}

}  // namespace

extern const Decoder kBase64ValueDecoder;
const Decoder kBase64ValueDecoder = {"base64", RegionKind::kValue, decode};

}  // namespace keyhound
