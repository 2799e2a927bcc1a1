// SPDX-License-Identifier: Apache-2.0
// Base64 in the standard and the URL alphabet (RFC 4648), on one line or wrapped.
//
// A run may begin with what does not belong to it: `host/path/<base64>`, `--name-<base64>`. The
// characters of the other alphabet are where to look for its beginning, so both ways of cutting
// the run are tried; most runs have none of them and are decoded once.
#include <algorithm>

#include "scanner/decode/base64_text.h"
#include "scanner/decode/run_text.h"

namespace keyhound {
namespace {

bool is_special(char c) { return c == '+' || c == '/' || c == '-' || c == '_'; }

void decode(std::string_view text, const EncodedRegion& region, DecodedPiece& scratch,
            PieceVisitor& visitor) {
  const RunText run(text, region);
  const auto take = [&](std::size_t begin, std::size_t end) {
    const std::string_view stretch = run.characters().substr(begin, end - begin);
    if (!may_hold_ascii(stretch) || !decode_base64(stretch, scratch.bytes)) return;
    run.locate(begin, end, scratch);
    visitor.on_piece(scratch);
  };
  run.for_each_stretch([](char c) { return c != '-' && c != '_'; }, take);
  const std::string_view every = run.characters();
  if (std::none_of(every.begin(), every.end(), is_special)) return;
  run.for_each_stretch([](char c) { return c != '+' && c != '/'; },
                       [&](std::size_t begin, std::size_t end) {
                         const std::string_view all = run.characters();
                         const std::string_view stretch = all.substr(begin, end - begin);
                         // Seen before unless it has a character of this alphabet, or is cut by one
                         // of the other.
                         const bool is_cut = begin > 0 || end < all.size();
                         if (is_cut || stretch.find_first_of("-_") != std::string_view::npos)
                           take(begin, end);
                       });
}

}  // namespace

extern const Decoder kBase64Decoder;
const Decoder kBase64Decoder = {"base64", RegionKind::kRun, decode};

}  // namespace keyhound
