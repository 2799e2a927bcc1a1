// SPDX-License-Identifier: Apache-2.0
// Where regions are.
//
// A run is a longest stretch of letters, digits and + / - _ of at least kShortestRun bytes. A
// stretch of kFullLine bytes or more that ends its line is joined to the one that begins the next
// line, when that is as long or ends its line, too: base64 comes in lines of 64 or 76 characters. A
// token is a longest stretch without blanks, quotes and angle brackets that has an escape of
// printable ASCII in it. A value is a stretch below kShortestRun that could be base64, behind `key:
// ` or `"key":"`.
//
// So whether a stretch of bytes is a region is decided by these bytes and by less than
// kRegionMargin on either side: a separator of lines (14 bytes) and kFullLine bytes beyond it.
//
// Speed. Source code is words, of which few are as long as kShortestRun, and few escapes. Block
// masks show both, and only what they show is looked at byte by byte.
#include "scanner/decode/encoded_region.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "scanner/decode/block_masks.h"
#include "scanner/decode/decoder.h"

namespace keyhound {
namespace {

constexpr std::size_t kFullLine = 48;
constexpr std::size_t kMaxIndent = 12;
constexpr std::size_t kSeedReach = 64;  // what touches a part shows itself within so many bytes
constexpr std::size_t kShortestValue = 8;

bool is_delimiter(char c) {
  return static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '\'' || c == '<' || c == '>' ||
         c == '`';
}

// The end of the stretch of run characters from `place` on.
std::size_t stretch_end(std::string_view text, std::size_t place) {
  constexpr std::size_t kLong = 256;
  const std::size_t near = std::min(text.size(), place + kLong);
  while (place < near && is_in_run(text[place])) ++place;
  if (place < near || place == text.size()) return place;
  while (place < text.size() && is_in_run(text[place])) {
    ++place;
    // One character repeated is the likeliest of very long stretches.
    while (place + 8 <= text.size() &&
           std::memcmp(text.data() + place - 1, text.data() + place, 8) == 0)
      place += 8;
  }
  return place;
}

// The begin of the stretch of run characters before `place`, not before `least`.
std::size_t stretch_begin(std::string_view text, std::size_t place, std::size_t least) {
  while (place > least && is_in_run(text[place - 1])) --place;
  return place;
}

bool is_line_end(std::string_view text, std::size_t place) {
  if (place == text.size()) return true;
  constexpr std::string_view kEnds = "\r\n=\"'<\\";
  return kEnds.find(text[place]) != std::string_view::npos;
}

// Where the line behind a line break and its indent begins; `place` when there is none.
std::size_t next_line(std::string_view text, std::size_t place) {
  std::size_t at = place;
  if (at < text.size() && text[at] == '\r') ++at;
  if (at == text.size() || text[at] != '\n') return place;
  ++at;
  std::size_t indent = 0;
  while (at < text.size() && indent < kMaxIndent && (text[at] == ' ' || text[at] == '\t'))
    ++at, ++indent;
  return at < text.size() && is_in_run(text[at]) ? at : place;
}

// The end of the line before, of which `place` is the indented beginning of the next; `place` when
// there is none.
std::size_t line_before(std::string_view text, std::size_t place) {
  std::size_t at = place;
  std::size_t indent = 0;
  while (at > 0 && indent < kMaxIndent && (text[at - 1] == ' ' || text[at - 1] == '\t'))
    --at, ++indent;
  if (at == 0 || text[at - 1] != '\n') return place;
  --at;
  if (at > 0 && text[at - 1] == '\r') --at;
  return at > 0 && is_in_run(text[at - 1]) ? at : place;
}

bool is_joined(std::string_view text, std::size_t begin, std::size_t end) {
  return end - begin >= kFullLine || is_line_end(text, end);
}

// Lines of run characters that belong together.
struct Chain {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// The chain around the stretch [begin, end), of which nothing before `least` is of interest.
Chain chain_around(std::string_view text, std::size_t begin, std::size_t end, std::size_t least) {
  Chain chain{begin, end};
  std::size_t line_end = end;
  for (std::size_t line = begin; line > least;) {
    const std::size_t before = line_before(text, line);
    if (before == line || !is_joined(text, line, line_end)) break;
    const std::size_t first = stretch_begin(text, before, least);
    if (before - first < kFullLine) break;
    chain.begin = line = first;
    line_end = before;
  }
  std::size_t line = begin;
  while (chain.end - line >= kFullLine) {
    const std::size_t next = next_line(text, chain.end);
    if (next == chain.end) break;
    const std::size_t next_end = stretch_end(text, next);
    if (!is_joined(text, next, next_end)) break;
    line = next;
    chain.end = next_end;
  }
  return chain;
}

// Bits from which on `Length` bits are set.
std::uint64_t rows_of_shortest_run(std::uint64_t mask) {
  static_assert(kShortestRun == 24);
  mask &= mask >> 1U;
  mask &= mask >> 2U;
  mask &= mask >> 4U;
  mask &= mask >> 8U;
  return mask & (mask >> 8U);
}

EncodedRegion region_of(std::size_t begin, std::size_t end, RegionKind kind) {
  const bool is_cut = end - begin > kLongestRegion;
  return {begin, is_cut ? begin + kLongestRegion : end, kind, is_cut};
}

bool is_token_seed(std::string_view at) {
  const auto all = decoders();
  return std::any_of(all.begin(), all.end(), [at](const Decoder* decoder) {
    return decoder->kind == RegionKind::kToken && decoder->introducer == at.front() &&
           is_ascii_escape(*decoder, at);
  });
}

std::size_t before(std::size_t place, std::size_t distance) {
  return place > distance ? place - distance : 0;
}

}  // namespace

void RegionFinder::find(std::size_t begin, std::size_t end, std::vector<EncodedRegion>& regions) {
  // An escape decides on its whole token, which may reach into the part from far away.
  const std::size_t least = std::max(walked_, before(begin, kLongestRegion));
  std::size_t first = begin;
  while (first > least && !is_delimiter(text_[first - 1])) --first;
  const std::size_t most = std::min(text_.size(), end + kLongestRegion);
  std::size_t last = std::max(end, walked_);
  while (last < most && !is_delimiter(text_[last])) ++last;
  walked_ = std::max(walked_, last);
  first = std::min(first, before(begin, kSeedReach));
  last = std::max(last, std::min(text_.size(), end + kSeedReach));
  search(first, last, regions);
}

void RegionFinder::search(std::size_t begin, std::size_t end, std::vector<EncodedRegion>& regions) {
  constexpr std::size_t kBatch = 32;
  std::array<BlockMask, kBatch> masks;
  std::array<char, kBlockSize + 1> tail;
  std::uint64_t previous = 0;
  for (std::size_t at = begin; at < end;) {
    const std::size_t left = text_.size() - at;
    std::size_t count = std::min(kBatch, (end - at + kBlockSize - 1) / kBlockSize);
    if (const std::size_t readable = (left - 1) / kBlockSize; readable == 0) {
      tail.fill(' ');
      std::memcpy(tail.data(), text_.data() + at, std::min(left, tail.size()));
      count = 1;
      mask_blocks(tail.data(), 1, masks.data());
    } else {
      count = std::min(count, readable);
      mask_blocks(text_.data() + at, count, masks.data());
    }
    for (std::size_t i = 0; i < count; ++i, at += kBlockSize) {
      const BlockMask& mask = masks[i];
      std::uint64_t across = rows_of_shortest_run(previous >> 32U | mask.run << 32U);
      if (across != 0)
        take_run(at - kBlockSize / 2 + static_cast<std::size_t>(std::countr_zero(across)), regions);
      for (std::uint64_t rows = rows_of_shortest_run(mask.run); rows != 0; rows &= rows - 1) {
        const std::size_t place = at + static_cast<std::size_t>(std::countr_zero(rows));
        if (place >= runs_done_) take_run(place, regions);
      }
      for (std::uint64_t seeds = mask.seed; seeds != 0; seeds &= seeds - 1)
        take_seed(at + static_cast<std::size_t>(std::countr_zero(seeds)), regions);
      previous = mask.run;
    }
  }
}

void RegionFinder::take_run(std::size_t place, std::vector<EncodedRegion>& regions) {
  if (place < runs_done_) return;
  const std::size_t least = before(place, kLongestRegion + 2 * kRegionMargin);
  const std::size_t begin = stretch_begin(text_, place, least);
  const std::size_t end = stretch_end(text_, place);
  const Chain chain = chain_around(text_, begin, end, least);
  runs_done_ = chain.end;
  // Of a region whose beginning is that far away, what is looked at ends before `place`.
  if (least > 0 && chain.begin <= least) return;
  if (chain.end - chain.begin < kShortestRun) return;
  regions.push_back(region_of(chain.begin, chain.end, RegionKind::kRun));
}

void RegionFinder::take_seed(std::size_t place, std::vector<EncodedRegion>& regions) {
  if (text_[place] == ':') return take_value(place, regions);
  if (place >= tokens_done_ && is_token_seed(text_.substr(place))) take_token(place, regions);
}

void RegionFinder::take_token(std::size_t place, std::vector<EncodedRegion>& regions) {
  const std::size_t least = before(place, kLongestRegion);
  std::size_t begin = place;
  while (begin > least && !is_delimiter(text_[begin - 1])) --begin;
  std::size_t end = place;
  while (end < text_.size() && !is_delimiter(text_[end])) ++end;
  tokens_done_ = end;
  if (begin == least && least > 0) return;
  regions.push_back(region_of(begin, end, RegionKind::kToken));
}

void RegionFinder::take_value(std::size_t colon, std::vector<EncodedRegion>& regions) {
  std::size_t begin = colon + 1;
  if (begin < text_.size() && text_[begin] == ' ') ++begin;
  if (begin < text_.size() && (text_[begin] == '"' || text_[begin] == '\'')) ++begin;
  std::size_t end = begin;
  const std::size_t most = std::min(text_.size(), begin + kShortestRun);
  while (end < most && is_in_run(text_[end])) ++end;
  if (end - begin < kShortestValue - 2 || end - begin >= kShortestRun) return;
  const std::size_t run = end;
  while (end < text_.size() && end - run < 2 && text_[end] == '=') ++end;
  if ((end - begin) % 4 != 0 || end - begin < kShortestValue) return;
  constexpr std::string_view kEnds = "\r\n\"', }";
  if (end < text_.size() && kEnds.find(text_[end]) == std::string_view::npos) return;
  regions.push_back({begin, end, RegionKind::kValue, false});
}

std::vector<EncodedRegion> find_regions(std::string_view text) {
  std::vector<EncodedRegion> regions;
  RegionFinder(text).find(0, text.size(), regions);
  std::sort(regions.begin(), regions.end());
  return regions;
}

std::size_t open_region_begin(std::string_view text) {
  if (text.empty()) return 0;
  const std::size_t least = before(text.size(), kLongestRegion + kRegionMargin);
  std::size_t token = text.size();
  while (token > least && !is_delimiter(text[token - 1])) --token;
  // A chain may go on behind the last line break, and behind a short line before it.
  std::size_t run = text.size();
  const std::size_t near = before(text.size(), kRegionMargin);
  for (std::size_t at = text.size(); at > near; --at) {
    if (!is_in_run(text[at - 1])) continue;
    const std::size_t begin = stretch_begin(text, at, least);
    run = std::min(run, chain_around(text, begin, at, least).begin);
    at = std::min(at, begin + 1);
    if (begin <= near) break;
  }
  const auto unless_cut = [&](std::size_t begin) { return begin <= least ? text.size() : begin; };
  return least == 0 ? std::min(token, run) : std::min(unless_cut(token), unless_cut(run));
}

}  // namespace keyhound
