// SPDX-License-Identifier: Apache-2.0
// SeqRanges: numbers of ledger events as ranges, so that a run of events takes two numbers however
// long it is. Thread-compatible.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace keyhound {

struct SeqRange {
  std::uint64_t first = 0;
  std::uint64_t last = 0;  // included
  bool operator==(const SeqRange&) const = default;
};

class SeqRanges {
 public:
  // REQUIRES: `seq` is greater than all that were added, as in a ledger that is read in order.
  void add(std::uint64_t seq);
  // Takes those of `other`, wherever they lie. An event of both counts once.
  void merge(const SeqRanges& other);

  [[nodiscard]] std::span<const SeqRange> ranges() const { return ranges_; }
  [[nodiscard]] std::uint64_t count() const;

 private:
  std::vector<SeqRange> ranges_;  // ascending, with gaps between them
};

// "events 3-9, 12": at most `most` ranges, then how many follow; 0: all. Empty without events.
std::string describe(const SeqRanges& events, std::size_t most);

}  // namespace keyhound
