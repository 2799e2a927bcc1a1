// SPDX-License-Identifier: Apache-2.0
// DecodeWalk: shows every text that stands encoded in a region, and what stands encoded in that, to
// kMostLayers. Work is bounded for each region, so that the answer depends on the region alone. One
// per thread.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/decode/decoder.h"

namespace keyhound {

inline constexpr std::size_t kMostLayers = 4;

// A decoded text. Views are valid during the call that shows it.
struct DecodedText {
  // The decoded bytes stand in [begin, end), in the surroundings of the encoded text on its line: a
  // key in front of a value is what some rules ask for.
  std::string_view text;
  std::size_t begin = 0;
  std::size_t end = 0;
  bool is_printable = false;  // all of it is text
  const DecodedPiece* piece = nullptr;
  std::string_view encoding;  // "base64, utf-16le": from the outside to the inside
  // Where it stands in the text that the region is of. Of escapes this is exact for each byte.
  std::size_t place_begin = 0;
  std::size_t place_end = 0;

  // Whether the bytes [from, to) of `text` are not the same as without decoding.
  [[nodiscard]] bool is_changed(std::size_t from, std::size_t to) const;
};

class DecodedTextVisitor {
 public:
  virtual ~DecodedTextVisitor() = default;
  virtual void on_text(const DecodedText& text) = 0;
};

class DecodeWalk {
 public:
  struct Place {
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  // Shows what is in a region of `text`. False: it holds more than is looked at.
  bool walk(std::string_view text, const EncodedRegion& region, DecodedTextVisitor& visitor);

  // During a call of on_text(): where the bytes [from, to) of that text's decoded bytes stand in
  // the text that the region is of.
  [[nodiscard]] Place place_of(std::size_t from, std::size_t to) const {
    return place_of(layer_, from, to);
  }

 private:
  class Step;
  struct Layer {
    DecodedPiece piece;
    std::string shown;     // with its surroundings
    std::string encoding;  // of this layer and those around it
    std::vector<EncodedRegion> regions;
  };

  void expand(std::size_t layer, std::string_view text, const EncodedRegion& region);
  void take(std::size_t layer, std::string_view text, const Decoder& decoder);
  void show(std::size_t layer, std::string_view text);
  [[nodiscard]] Place place_of(std::size_t layer, std::size_t from, std::size_t to) const;

  DecodedTextVisitor* visitor_ = nullptr;
  std::array<Layer, kMostLayers> layers_;
  std::size_t layer_ = 0;   // that is shown
  std::size_t budget_ = 0;  // bytes that may still be decoded
  bool is_whole_ = true;
};

}  // namespace keyhound
