// SPDX-License-Identifier: Apache-2.0
// Draws a text that derives from another, with the list of what it took over.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/copied_range.h"
#include "tests/scanner/engine/random_regex.h"

namespace keyhound::testing {

// A text as pieces that are either copied from the base or new.
class EditedText {
 public:
  explicit EditedText(std::string_view base) : base_(base) {
    if (!base.empty()) pieces_.push_back({true, 0, base.size(), {}});
    size_ = base.size();
  }

  [[nodiscard]] std::size_t size() const { return size_; }

  // All three take places of the text as it is now, and clamp them.
  void erase(std::size_t at, std::size_t count) {
    const std::size_t first = split(at);
    const std::size_t last = split(std::min(size_, at + count));
    if (first >= last) return;
    for (std::size_t i = first; i < last; ++i) size_ -= pieces_[i].size;
    pieces_.erase(pieces_.begin() + offset(first), pieces_.begin() + offset(last));
  }
  void insert(std::size_t at, std::string bytes) {
    if (bytes.empty()) return;
    const std::size_t size = bytes.size();
    put(at, {false, 0, size, std::move(bytes)});
  }
  // Copies bytes of the base once more.
  void insert_copy(std::size_t at, std::size_t base_begin, std::size_t count) {
    if (base_begin >= base_.size() || count == 0) return;
    put(at, {true, base_begin, std::min(count, base_.size() - base_begin), {}});
  }

  [[nodiscard]] std::string text() const {
    std::string text;
    for (const Piece& piece : pieces_) {
      text += piece.is_copy ? base_.substr(piece.base_begin, piece.size) : piece.bytes;
    }
    return text;
  }

  [[nodiscard]] std::vector<CopiedRange> copied() const {
    std::vector<CopiedRange> ranges;
    std::size_t begin = 0;
    for (const Piece& piece : pieces_) {
      if (piece.is_copy) {
        const bool goes_on = !ranges.empty() && ranges.back().end() == begin &&
                             ranges.back().base_end() == piece.base_begin;
        if (goes_on) {
          ranges.back().size += piece.size;
        } else {
          ranges.push_back({begin, piece.base_begin, piece.size});
        }
      }
      begin += piece.size;
    }
    return ranges;
  }

 private:
  struct Piece {
    bool is_copy = false;
    std::size_t base_begin = 0;
    std::size_t size = 0;
    std::string bytes;
  };

  static std::ptrdiff_t offset(std::size_t i) { return static_cast<std::ptrdiff_t>(i); }

  void put(std::size_t at, Piece piece) {
    size_ += piece.size;
    const std::size_t i = split(std::min(at, size_ - piece.size));
    pieces_.insert(pieces_.begin() + offset(i), std::move(piece));
  }

  // The number of the piece that begins at `at`, where a piece is cut if need be.
  std::size_t split(std::size_t at) {
    std::size_t i = 0;
    while (i < pieces_.size() && at >= pieces_[i].size) at -= pieces_[i++].size;
    if (i == pieces_.size() || at == 0) return i;
    Piece tail = pieces_[i];
    tail.size -= at;
    tail.base_begin += at;
    if (!tail.is_copy) tail.bytes.erase(0, at);
    pieces_[i].size = at;
    pieces_[i].bytes.resize(std::min(at, pieces_[i].bytes.size()));
    pieces_.insert(pieces_.begin() + offset(i) + 1, std::move(tail));
    return i + 1;
  }

  std::string_view base_;
  std::vector<Piece> pieces_;
  std::size_t size_ = 0;
};

// Where edits are wanted: anchors of the base, and the distances at which seams matter.
struct EditPlaces {
  std::vector<std::size_t> anchors;
  std::vector<std::size_t> distances;

  std::size_t draw(Random& random, std::size_t size) const {
    if (random.chance(8)) return random.chance(2) ? 0 : size;
    std::size_t place = random.below(size + 1);
    if (anchors.empty() || random.chance(4)) return place;
    place = random.pick(anchors);
    if (random.chance(2)) {
      const std::size_t distance = random.pick(distances);
      place = random.chance(2) ? place + distance : place - std::min(place, distance);
    }
    place += random.below(5);
    return std::min(size, place - std::min<std::size_t>(place, 2));
  }
};

// One to five edits. `draw_bytes` answers what is written anew.
template <class DrawBytes>
EditedText random_edit(std::string_view base, const EditPlaces& places, Random& random,
                       const DrawBytes& draw_bytes) {
  EditedText text(base);
  if (random.chance(60)) text.erase(0, base.size());
  for (std::size_t count = random.below(5); count > 0; --count) {
    const std::size_t at = places.draw(random, text.size());
    const std::size_t few = 1 + random.below(random.chance(3) ? 200 : 3);
    switch (random.below(6)) {
      case 0:
        text.erase(at, few);
        break;
      case 1:
        text.insert(at, draw_bytes());
        break;
      case 2: {  // a byte or two are replaced
        text.erase(at, 1 + random.below(2));
        text.insert(at, draw_bytes().substr(0, 1 + random.below(2)));
        break;
      }
      case 3:  // a range stands twice, or moves
        text.insert_copy(at, places.draw(random, base.size()), few * (1 + random.below(8)));
        break;
      case 4: {
        const std::size_t from = places.draw(random, base.size());
        text.erase(from, few * 4);
        text.insert_copy(at, from, few * 4);
        break;
      }
      default:
        if (random.chance(2)) text.erase(0, few);
        if (random.chance(2)) text.erase(text.size() - std::min(text.size(), few), few);
        break;
    }
  }
  return text;
}

}  // namespace keyhound::testing
