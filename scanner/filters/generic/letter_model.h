// SPDX-License-Identifier: Apache-2.0
// What ordinary words look like: how likely a letter follows another, and which words are common in
// source code and its documents. Made from the embedded word list on first use. Immutable,
// thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace keyhound {

struct WordCover {
  float share = 0;  // of the letters, in words of at least 4 letters
  std::size_t longest = 0;
};

class LetterModel {
 public:
  static const LetterModel& instance();

  // Words of lower-case letters, one a line, the most common first.
  explicit LetterModel(std::string_view words);

  // Mean over the pairs of neighbouring letters of log2 P(second | first); 0 without such pairs.
  [[nodiscard]] float mean_bigram(std::string_view text) const;
  [[nodiscard]] WordCover cover(std::string_view text) const;

 private:
  static constexpr std::size_t kLetters = 26;
  using Node = std::array<std::uint16_t, kLetters + 1>;  // children; the last entry: a word ends

  void add(std::string_view word);
  // Letters of the longest word that `text` begins with; 0: none.
  [[nodiscard]] std::size_t longest_word_at(std::string_view text) const;

  std::vector<Node> nodes_;
  std::array<std::array<float, kLetters>, kLetters> log_likelihood_{};
};

}  // namespace keyhound
