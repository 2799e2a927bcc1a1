// SPDX-License-Identifier: Apache-2.0
#include "scanner/yaml/duplicate_keys.h"

#include <algorithm>

namespace keyhound {
namespace {

// Most mappings are so small that comparing all pairs is fastest.
constexpr std::size_t kFewKeys = 12;

// Few keys have both length and first byte in common: the bytes behind need no look then.
bool is_same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && (a.empty() || a.front() == b.front()) && a == b;
}

bool are_different(std::span<const KeyText> keys) {
  for (std::size_t i = 1; i < keys.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (is_same(keys[i].text, keys[j].text)) return false;
    }
  }
  return true;
}

}  // namespace

std::vector<RepeatedKey> repeated_keys(std::span<KeyText> keys) {
  if (keys.size() <= kFewKeys && are_different(keys)) return {};
  std::sort(keys.begin(), keys.end(), [](const KeyText& a, const KeyText& b) {
    const int order = a.text.compare(b.text);
    return order != 0 ? order < 0 : a.entry < b.entry;
  });
  std::vector<RepeatedKey> repeats;
  for (std::size_t i = 1, first = 0; i < keys.size(); ++i) {
    if (keys[i].text != keys[first].text) {
      first = i;
    } else {
      repeats.push_back({keys[first].entry, keys[i].entry});
    }
  }
  std::sort(repeats.begin(), repeats.end(),
            [](const RepeatedKey& a, const RepeatedKey& b) { return a.repeat < b.repeat; });
  return repeats;
}

}  // namespace keyhound
