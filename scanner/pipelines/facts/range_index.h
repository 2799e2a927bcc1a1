// SPDX-License-Identifier: Apache-2.0
// RangeIndex: which of many ranges of a text lies closest around a place. Immutable once built.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "scanner/pipelines/facts/definition.h"
#include "scanner/pipelines/text_range.h"

namespace keyhound {

class RangeIndex {
 public:
  void add(TextRange range, FactIndex fact) {
    if (!range.empty()) entries_.push_back({range, fact, 0});
  }

  // To be called once, behind the last add().
  void build() {
    std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
      return a.range.begin != b.range.begin ? a.range.begin < b.range.begin
                                            : a.range.end > b.range.end;
    });
    std::uint32_t furthest = 0;
    for (Entry& one : entries_) one.furthest = furthest = std::max(furthest, one.range.end);
  }

  // The fact of the range that begins last among those around `range`; kNoFact: there is none.
  [[nodiscard]] FactIndex around(TextRange range) const {
    auto entry = std::upper_bound(
        entries_.begin(), entries_.end(), range.begin,
        [](std::uint32_t begin, const Entry& one) { return begin < one.range.begin; });
    while (entry != entries_.begin()) {
      --entry;
      if (entry->range.end >= range.end) return entry->fact;
      if (entry->furthest < range.end) break;
    }
    return kNoFact;
  }

 private:
  struct Entry {
    TextRange range;
    FactIndex fact = kNoFact;
    std::uint32_t furthest = 0;  // end of this one and those before it
  };
  std::vector<Entry> entries_;
};

}  // namespace keyhound
