// SPDX-License-Identifier: Apache-2.0
// Where a text may hold encoded text. What a region is depends on its own bytes and on a few next
// to it alone, so that texts that share bytes share regions. Pure functions, thread-safe. See
// encoded_region.cpp.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace keyhound {

enum class RegionKind : std::uint8_t {
  kRun,    // letters and digits in a row, as base64 and hex have them; may go on over lines
  kToken,  // no blank and no quote, and an escape in it
  kValue,  // a short value behind a key, as a Kubernetes Secret has them
};

struct EncodedRegion {
  std::size_t begin = 0;
  std::size_t end = 0;
  RegionKind kind = RegionKind::kRun;
  bool is_cut = false;  // goes on behind `end`, which is as far as it is looked at
  auto operator<=>(const EncodedRegion&) const = default;
};

// Bytes on either side of a region that can decide where it ends, or what it is decoded beside.
inline constexpr std::size_t kRegionMargin = 64;
inline constexpr std::size_t kLongestRegion = std::size_t{4} << 20U;
inline constexpr std::size_t kShortestRun = 24;

// Letters, digits and + / - _.
inline bool is_in_run(char c) {
  static constexpr auto kTable = [] {
    std::array<bool, 256> table{};
    for (const char in_run :
         std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_"))
      table[static_cast<unsigned char>(in_run)] = true;
    return table;
  }();
  return kTable[static_cast<unsigned char>(c)];
}

// Finds the regions of one text, part by part.
class RegionFinder {
 public:
  explicit RegionFinder(std::string_view text) : text_(text) {}

  // Appends every region that has bytes in [begin, end), in no order. A region that has bytes in
  // several parts may be appended again. REQUIRES: parts come in ascending order.
  void find(std::size_t begin, std::size_t end, std::vector<EncodedRegion>& regions);

 private:
  void search(std::size_t begin, std::size_t end, std::vector<EncodedRegion>& regions);
  void take_run(std::size_t place, std::vector<EncodedRegion>& regions);
  void take_seed(std::size_t place, std::vector<EncodedRegion>& regions);
  void take_token(std::size_t place, std::vector<EncodedRegion>& regions);
  void take_value(std::size_t colon, std::vector<EncodedRegion>& regions);

  std::string_view text_;
  std::size_t runs_done_ = 0;    // no run that begins before is of interest any more
  std::size_t tokens_done_ = 0;  // the same of tokens with an escape
  std::size_t walked_ = 0;       // tokens before were looked at
};

// All regions of a text, sorted.
std::vector<EncodedRegion> find_regions(std::string_view text);

// The place before which a text that goes on behind its end may be cut without cutting a region of
// at most kLongestRegion bytes: where the region that reaches its end begins. The end of the text
// when that region is longer by now.
std::size_t open_region_begin(std::string_view text);

}  // namespace keyhound
