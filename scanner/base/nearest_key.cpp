// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/nearest_key.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

constexpr std::size_t kLongestKey = 40;

char fold(char c) { return c == '-' ? '_' : to_lower_ascii(c); }

// The fewest replaced, added, dropped or swapped characters (optimal string alignment), without
// regard to case and to the kind of word separator.
std::size_t edits_between(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> edits(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) edits[i][0] = i;
  std::iota(edits[0].begin(), edits[0].end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t cost = fold(a[i - 1]) == fold(b[j - 1]) ? 0 : 1;
      std::size_t fewest = edits[i - 1][j - 1] + cost;
      fewest = std::min({fewest, edits[i - 1][j] + 1, edits[i][j - 1] + 1});
      const bool is_swap =
          i > 1 && j > 1 && fold(a[i - 1]) == fold(b[j - 2]) && fold(a[i - 2]) == fold(b[j - 1]);
      edits[i][j] = is_swap ? std::min(fewest, edits[i - 2][j - 2] + 1) : fewest;
    }
  }
  return edits[a.size()][b.size()];
}

}  // namespace

std::string_view nearest_key(std::string_view written, std::span<const std::string_view> known) {
  if (written.empty() || written.size() > kLongestKey) return {};
  std::string_view nearest;
  // A word of five letters or more may lack its ending ("regex" for "regexes").
  const std::size_t ending = written.size() >= 5 ? 1 : 0;
  std::size_t fewest = std::max<std::size_t>(1, written.size() / 3 + ending) + 1;
  for (const std::string_view key : known) {
    const std::size_t edits = edits_between(written, key);
    if (edits < fewest) {
      fewest = edits;
      nearest = key;
    }
  }
  return nearest;
}

}  // namespace keyhound
