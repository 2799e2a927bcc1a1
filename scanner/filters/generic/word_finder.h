// SPDX-License-Identifier: Apache-2.0
// WordFinder: which of a list of words a text holds, in one pass over the text: the two characters
// at a place say which words can stand there, as a rule none. Immutable, thread-safe.
#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace keyhound {

template <std::size_t N>
class WordFinder {
 public:
  // REQUIRES: words of two bytes or more, which outlive the finder.
  constexpr explicit WordFinder(const std::array<std::string_view, N>& words) : words_(words) {
    static_assert(N < kNone);
    heads_.fill(kNone);
    for (std::size_t i = 0; i < N; ++i) {
      std::uint8_t& head = heads_[key(words[i][0], words[i][1])];
      next_[i] = head;
      head = static_cast<std::uint8_t>(i);
    }
  }

  // By index into the words. Case counts.
  [[nodiscard]] std::bitset<N> find(std::string_view text) const {
    std::bitset<N> found;
    for (std::size_t at = 0; at + 1 < text.size(); ++at) {
      for (std::uint8_t i = heads_[key(text[at], text[at + 1])]; i != kNone; i = next_[i]) {
        if (!found[i] && text.substr(at).starts_with(words_[i])) found.set(i);
      }
    }
    return found;
  }

 private:
  static constexpr std::uint8_t kNone = 0xFF;
  static constexpr std::size_t key(char first, char second) {
    return (static_cast<unsigned char>(first) & 31U) << 5U |
           (static_cast<unsigned char>(second) & 31U);
  }

  std::array<std::string_view, N> words_;
  std::array<std::uint8_t, 1024> heads_{};  // by key: a word that begins so
  std::array<std::uint8_t, N> next_{};      // by word: the next one
};

}  // namespace keyhound
