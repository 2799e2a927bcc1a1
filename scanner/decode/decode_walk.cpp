// SPDX-License-Identifier: Apache-2.0
#include "scanner/decode/decode_walk.h"

#include <algorithm>

#include "scanner/decode/text_encoding.h"

namespace keyhound {
namespace {

// Bytes of the encoded text's line that are shown with the decoded one; below kRegionMargin.
constexpr std::size_t kShownBefore = 60;
constexpr std::size_t kShownBehind = 48;

// Each layer of base64 is three quarters of the one around it; the rest is for runs that are cut in
// two ways, and for texts with escapes of several kinds.
constexpr std::size_t kMostExpansion = 8;
constexpr std::size_t kLeastBudget = 4096;

std::string_view line_before(std::string_view text, std::size_t place) {
  const std::size_t least = place > kShownBefore ? place - kShownBefore : 0;
  std::size_t begin = place;
  while (begin > least && text[begin - 1] != '\n' && text[begin - 1] != '\r') --begin;
  return text.substr(begin, place - begin);
}

// What is shown before a stretch that is not the whole run: `0x` is no part of it, and other
// letters are another word.
std::string shown_before(std::string_view text, std::size_t place) {
  std::string before(line_before(text, place));
  if (before.ends_with("0x") || before.ends_with("0X")) before.resize(before.size() - 2);
  if (!before.empty() && is_in_run(before.back())) before += ' ';
  return before;
}

std::string_view line_behind(std::string_view text, std::size_t place) {
  const std::string_view rest = text.substr(place, kShownBehind);
  return rest.substr(0, rest.find_first_of("\r\n"));
}

std::string_view name_of(TextEncoding encoding) {
  switch (encoding) {
    case TextEncoding::kUtf16Le:
      return ", utf-16le";
    case TextEncoding::kUtf16Be:
      return ", utf-16be";
    case TextEncoding::kUtf32Le:
      return ", utf-32le";
    case TextEncoding::kUtf32Be:
      return ", utf-32be";
    case TextEncoding::kBytes:
      break;
  }
  return {};
}

}  // namespace

bool DecodedText::is_changed(std::size_t from, std::size_t to) const {
  if (to < begin || from > end) return false;
  if (piece->origin.empty()) return true;
  return piece->is_changed(std::max(from, begin) - begin, std::min(to, end) - begin);
}

class DecodeWalk::Step final : public PieceVisitor {
 public:
  Step(DecodeWalk& walk, std::size_t layer, std::string_view text, const Decoder& decoder)
      : walk_(walk), layer_(layer), text_(text), decoder_(decoder) {}
  void on_piece(DecodedPiece& /*piece*/) override { walk_.take(layer_, text_, decoder_); }

 private:
  DecodeWalk& walk_;
  std::size_t layer_;
  std::string_view text_;
  const Decoder& decoder_;
};

bool DecodeWalk::walk(std::string_view text, const EncodedRegion& region,
                      DecodedTextVisitor& visitor) {
  visitor_ = &visitor;
  budget_ = kLeastBudget + kMostExpansion * (region.end - region.begin);
  is_whole_ = true;
  expand(0, text, region);
  return is_whole_;
}

void DecodeWalk::expand(std::size_t layer, std::string_view text, const EncodedRegion& region) {
  for (const Decoder* decoder : decoders()) {
    if (decoder->kind != region.kind) continue;
    Step step(*this, layer, text, *decoder);
    decode_region(*decoder, text, region, layers_[layer].piece, step);
  }
}

void DecodeWalk::take(std::size_t layer, std::string_view text, const Decoder& decoder) {
  Layer& own = layers_[layer];
  DecodedPiece& piece = own.piece;
  const std::size_t size = piece.bytes.size();
  const bool has_budget = size <= budget_;
  is_whole_ = is_whole_ && has_budget;
  if (!has_budget) return;
  budget_ -= size;
  own.encoding = layer > 0 ? layers_[layer - 1].encoding + ", " : std::string();
  own.encoding += decoder.name;
  if (decoder.kind != RegionKind::kToken) {
    if (const TextEncoding wide = detect_encoding(piece.bytes); wide != TextEncoding::kBytes) {
      piece.bytes = transcode_to_utf8(piece.bytes, wide);
      own.encoding += name_of(wide);
    }
    if (!holds_text(piece.bytes)) return;
  }
  show(layer, text);
  if (layer + 1 == kMostLayers) return;
  own.regions.clear();
  RegionFinder(piece.bytes).find(0, piece.bytes.size(), own.regions);
  for (const EncodedRegion& region : own.regions) {
    const bool is_new = piece.origin.empty() || piece.is_changed(region.begin, region.end);
    if (is_new) expand(layer + 1, piece.bytes, region);
  }
}

void DecodeWalk::show(std::size_t layer, std::string_view text) {
  Layer& own = layers_[layer];
  const DecodedPiece& piece = own.piece;
  DecodedText shown;
  shown.is_printable = is_printable_text(piece.bytes);
  shown.text = piece.bytes;
  shown.end = piece.bytes.size();
  if (shown.is_printable) {
    own.shown = shown_before(text, piece.begin);
    shown.begin = own.shown.size();
    own.shown += piece.bytes;
    shown.end = own.shown.size();
    own.shown += line_behind(text, piece.end);
    shown.text = own.shown;
  }
  shown.piece = &piece;
  shown.encoding = own.encoding;
  const Place place = place_of(layer, 0, piece.bytes.size());
  shown.place_begin = place.begin;
  shown.place_end = place.end;
  layer_ = layer;
  visitor_->on_text(shown);
}

DecodeWalk::Place DecodeWalk::place_of(std::size_t layer, std::size_t from, std::size_t to) const {
  const DecodedPiece& piece = layers_[layer].piece;
  Place place{piece.begin, piece.end};
  if (!piece.origin.empty()) {
    place = {piece.begin + piece.origin[from], piece.begin + piece.origin[to]};
  }
  return layer > 0 ? place_of(layer - 1, place.begin, place.end) : place;
}

}  // namespace keyhound
