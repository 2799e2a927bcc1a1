// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/generic/letter_model.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "scanner/base/ascii.h"
#include "scanner/filters/generic/model_data.h"

namespace keyhound {
namespace {

constexpr std::size_t kLeastWord = 4;

std::size_t index_of(char c) { return static_cast<std::size_t>(to_lower_ascii(c) - 'a'); }

}  // namespace

const LetterModel& LetterModel::instance() {
  static const LetterModel kModel(common_words());
  return kModel;
}

LetterModel::LetterModel(std::string_view words) {
  std::array<std::array<double, kLetters>, kLetters> counts{};
  nodes_.reserve(words.size() / 2);
  nodes_.push_back({});
  while (!words.empty()) {
    const std::size_t line_break = std::min(words.find('\n'), words.size());
    const std::string_view word = words.substr(0, line_break);
    words.remove_prefix(std::min(line_break + 1, words.size()));
    if (!std::all_of(word.begin(), word.end(), is_lower_ascii)) continue;
    for (std::size_t i = 1; i < word.size(); ++i)
      counts[index_of(word[i - 1])][index_of(word[i])] += 1;
    if (word.size() >= kLeastWord) add(word);
  }
  for (std::size_t a = 0; a < kLetters; ++a) {
    double sum = 0;
    for (const double count : counts[a]) sum += count + 1;
    for (std::size_t b = 0; b < kLetters; ++b)
      log_likelihood_[a][b] = static_cast<float>(std::log2((counts[a][b] + 1) / sum));
  }
}

void LetterModel::add(std::string_view word) {
  std::size_t node = 0;
  for (const char c : word) {
    std::uint16_t next = nodes_[node][index_of(c)];
    if (next == 0) {
      if (nodes_.size() > std::numeric_limits<std::uint16_t>::max()) return;
      next = static_cast<std::uint16_t>(nodes_.size());
      nodes_[node][index_of(c)] = next;
      nodes_.push_back({});
    }
    node = next;
  }
  nodes_[node][kLetters] = 1;
}

float LetterModel::mean_bigram(std::string_view text) const {
  float sum = 0;
  std::size_t pairs = 0;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (!is_alpha_ascii(text[i - 1]) || !is_alpha_ascii(text[i])) continue;
    sum += log_likelihood_[index_of(text[i - 1])][index_of(text[i])];
    ++pairs;
  }
  return pairs == 0 ? 0 : sum / static_cast<float>(pairs);
}

std::size_t LetterModel::longest_word_at(std::string_view text) const {
  std::size_t longest = 0;
  std::size_t node = 0;
  for (std::size_t i = 0; i < text.size() && is_alpha_ascii(text[i]); ++i) {
    node = nodes_[node][index_of(text[i])];
    if (node == 0) break;
    if (nodes_[node][kLetters] != 0) longest = i + 1;
  }
  return longest;
}

WordCover LetterModel::cover(std::string_view text) const {
  WordCover cover;
  std::size_t letters = 0;
  std::size_t covered = 0;
  for (const char c : text) letters += is_alpha_ascii(c) ? 1U : 0U;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t word = longest_word_at(text.substr(i));
    cover.longest = std::max(cover.longest, word);
    covered += word;
    i += std::max<std::size_t>(word, 1);
  }
  if (letters > 0) cover.share = static_cast<float>(covered) / static_cast<float>(letters);
  return cover;
}

}  // namespace keyhound
