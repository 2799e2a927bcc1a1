// SPDX-License-Identifier: Apache-2.0
// The shortest edit script of two lists of lines, as E. Myers found it: "An O(ND) Difference
// Algorithm and Its Variations", 1986. The fixes change few lines, so that D is small.
#include "scanner/pipelines/fixes/unified_diff.h"

#include <fmt/format.h>

#include <algorithm>

namespace keyhound {
namespace {

constexpr std::size_t kContext = 3;
constexpr int kMostDifference = 4'000;  // beyond it all lines between the first and last change do

using Lines = std::vector<std::string_view>;  // each with its newline

Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

struct Change {
  char mark;
  std::string_view line;
};

// The furthest points of each diagonal after each step; the way back is read from them.
class ShortestEdit {
 public:
  ShortestEdit(const Lines& a, const Lines& b)
      : a_(a), b_(b), n_(static_cast<int>(a.size())), m_(static_cast<int>(b.size())) {}

  std::vector<Change> run() {
    const int most = std::min(n_ + m_, kMostDifference);
    std::vector<int> furthest(static_cast<std::size_t>(2 * most + 3), 0);
    const auto at = [&](int k) -> int& { return furthest[static_cast<std::size_t>(k + most + 1)]; };
    for (int d = 0; d <= most; ++d) {
      trail_.emplace_back(furthest.begin() + (most + 1 - d), furthest.begin() + (most + 2 + d));
      for (int k = -d; k <= d; k += 2) {
        const bool goes_down = k == -d || (k != d && at(k - 1) < at(k + 1));
        int x = goes_down ? at(k + 1) : at(k - 1) + 1;
        while (x < n_ && x - k < m_ && a_[index(x)] == b_[index(x - k)]) ++x;
        at(k) = x;
        if (x >= n_ && x - k >= m_) return way_back(d);
      }
    }
    return everything();
  }

 private:
  static std::size_t index(int at) { return static_cast<std::size_t>(at); }

  std::vector<Change> everything() const {
    std::vector<Change> changes;
    for (const std::string_view line : a_) changes.push_back({'-', line});
    for (const std::string_view line : b_) changes.push_back({'+', line});
    return changes;
  }

  std::vector<Change> way_back(int steps) const {
    std::vector<Change> changes;
    int x = n_;
    int y = m_;
    for (int d = steps; d > 0; --d) {
      const std::vector<int>& before = trail_[index(d)];  // diagonals -d to d, before step d
      const auto at = [&](int k) { return before[index(k + d)]; };
      const int k = x - y;
      const bool goes_down = k == -d || (k != d && at(k - 1) < at(k + 1));
      const int from_k = goes_down ? k + 1 : k - 1;
      const int from_x = at(from_k);
      const int from_y = from_x - from_k;
      while (x > from_x && y > from_y && x > 0 && y > 0 &&
             x - (goes_down ? from_x : from_x + 1) > 0) {
        changes.push_back({' ', a_[index(--x)]});
        --y;
      }
      changes.push_back(goes_down ? Change{'+', b_[index(--y)]} : Change{'-', a_[index(--x)]});
    }
    while (x > 0) changes.push_back({' ', a_[index(--x)]});
    std::reverse(changes.begin(), changes.end());
    return changes;
  }

  const Lines& a_;
  const Lines& b_;
  int n_;
  int m_;
  std::vector<std::vector<int>> trail_;
};

std::vector<Change> changes_of(const Lines& before, const Lines& after) {
  std::size_t first = 0;
  while (first < before.size() && first < after.size() && before[first] == after[first]) ++first;
  std::size_t same = 0;
  while (same < before.size() - first && same < after.size() - first &&
         before[before.size() - 1 - same] == after[after.size() - 1 - same])
    ++same;
  const auto inner = [&](const Lines& lines) {
    return Lines(lines.begin() + static_cast<std::ptrdiff_t>(first),
                 lines.end() - static_cast<std::ptrdiff_t>(same));
  };
  const Lines a = inner(before);
  const Lines b = inner(after);
  std::vector<Change> changes;
  for (std::size_t i = 0; i < first; ++i) changes.push_back({' ', before[i]});
  for (const Change& one : ShortestEdit(a, b).run()) changes.push_back(one);
  for (std::size_t i = before.size() - same; i < before.size(); ++i)
    changes.push_back({' ', before[i]});
  return changes;
}

void add_line(const Change& change, std::vector<DiffLine>& lines) {
  std::string_view text = change.line;
  const bool has_newline = text.ends_with('\n');
  if (has_newline) text.remove_suffix(1);
  lines.push_back({change.mark, text, {}});
  if (!has_newline) lines.push_back({'\\', {}, {}});
}

// "3,4", or "3" of one line; of none the line before.
std::string range_text(std::size_t begin, std::size_t count) {
  if (count == 1) return std::to_string(begin + 1);
  return fmt::format("{},{}", count == 0 ? begin : begin + 1, count);
}

}  // namespace

std::vector<DiffLine> unified_diff(std::string_view before, std::string_view after) {
  std::vector<DiffLine> lines;
  if (before == after) return lines;
  const auto changes = changes_of(lines_of(before), lines_of(after));
  std::size_t old_line = 0;
  std::size_t new_line = 0;
  std::size_t at = 0;
  while (at < changes.size()) {
    if (changes[at].mark == ' ') {
      ++at, ++old_line, ++new_line;
      continue;
    }
    const std::size_t lead = std::min(kContext, old_line == 0 ? 0 : std::min(old_line, at));
    std::size_t end = at;
    for (std::size_t i = at, kept = 0; i < changes.size() && kept <= 2 * kContext; ++i) {
      kept = changes[i].mark == ' ' ? kept + 1 : 0;
      if (kept == 0) end = i + 1;
    }
    const std::size_t begin = at - lead;
    const std::size_t stop = std::min(end + kContext, changes.size());
    std::size_t removed = 0;
    std::size_t added = 0;
    for (std::size_t i = begin; i < stop; ++i) {
      if (changes[i].mark != '+') ++removed;
      if (changes[i].mark != '-') ++added;
    }
    lines.push_back({'@',
                     {},
                     fmt::format("@@ -{} +{} @@", range_text(old_line - lead, removed),
                                 range_text(new_line - lead, added))});
    for (std::size_t i = begin; i < stop; ++i) add_line(changes[i], lines);
    old_line += removed - lead;
    new_line += added - lead;
    at = stop;
  }
  return lines;
}

}  // namespace keyhound
