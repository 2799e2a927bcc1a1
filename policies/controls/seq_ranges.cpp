// SPDX-License-Identifier: Apache-2.0
#include "policies/controls/seq_ranges.h"

#include <fmt/format.h>

#include <algorithm>

namespace keyhound {

void SeqRanges::add(std::uint64_t seq) {
  if (!ranges_.empty() && ranges_.back().last + 1 == seq) {
    ranges_.back().last = seq;
  } else {
    ranges_.push_back({seq, seq});
  }
}

void SeqRanges::merge(const SeqRanges& other) {
  std::vector<SeqRange> all;
  all.reserve(ranges_.size() + other.ranges_.size());
  std::merge(ranges_.begin(), ranges_.end(), other.ranges_.begin(), other.ranges_.end(),
             std::back_inserter(all),
             [](const SeqRange& a, const SeqRange& b) { return a.first < b.first; });
  ranges_.clear();
  for (const SeqRange& range : all) {
    if (ranges_.empty() || ranges_.back().last + 1 < range.first) {
      ranges_.push_back(range);
    } else {
      ranges_.back().last = std::max(ranges_.back().last, range.last);
    }
  }
}

std::uint64_t SeqRanges::count() const {
  std::uint64_t sum = 0;
  for (const SeqRange& range : ranges_) sum += range.last - range.first + 1;
  return sum;
}

std::string describe(const SeqRanges& events, std::size_t most) {
  const auto ranges = events.ranges();
  if (ranges.empty()) return {};
  const std::size_t shown = most == 0 ? ranges.size() : std::min(most, ranges.size());
  std::string text = events.count() == 1 ? "event " : "events ";
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) text += ", ";
    text += std::to_string(ranges[i].first);
    if (ranges[i].last != ranges[i].first) text += fmt::format("-{}", ranges[i].last);
  }
  if (shown < ranges.size()) text += fmt::format(" and {} more ranges", ranges.size() - shown);
  return text;
}

}  // namespace keyhound
