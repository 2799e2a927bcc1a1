// SPDX-License-Identifier: Apache-2.0
// Private to pipelines/scripts: puts a word together from pieces of the script. One per word.
#pragma once

#include <string_view>

#include "scanner/pipelines/scripts/script_word.h"

namespace keyhound {

class WordBuilder {
 public:
  WordBuilder(std::string_view script, std::uint32_t begin) : script_(script) {
    word_.range = {begin, begin};
  }

  // Bytes that stand for themselves.
  void literal(std::uint32_t begin, std::uint32_t end) {
    if (muted_ > 0 || begin == end) return;
    add_segment(begin, end - begin);
    word_.text.append(script_.substr(begin, end - begin));
  }
  // Bytes without a place of their own, such as what an escape stands for.
  void replaced(std::string_view text, std::uint32_t at) {
    if (muted_ > 0) return;
    add_segment(at, 0);
    word_.text.append(text);
  }
  // Its place among the word's expansions.
  std::size_t expansion(const ScriptExpansion& expansion) {
    word_.expansions.push_back(expansion);
    return word_.expansions.size() - 1;
  }
  [[nodiscard]] ScriptExpansion& expansion_at(std::size_t place) { return word_.expansions[place]; }
  void quoted() { word_.quoted = true; }
  void substitution() { word_.has_substitution = true; }

  // Between the two, pieces are not part of the text: they stand inside an expansion, which stands
  // as its source.
  void mute() { ++muted_; }
  void unmute() { --muted_; }

  [[nodiscard]] std::uint32_t begin() const { return word_.range.begin; }
  [[nodiscard]] std::size_t size() const { return word_.text.size(); }

  // The word, which ends at `end`.
  ScriptWord finish(std::uint32_t end) {
    word_.range.end = end;
    const bool is_plain = word_.segments.empty() && first_.source == word_.range.begin &&
                          first_.length == word_.text.size();
    if (!is_plain && word_.segments.empty() && !word_.text.empty()) word_.segments = {first_};
    return std::move(word_);
  }

 private:
  // Most words are one segment, which stands in `first_` until there is a second.
  void add_segment(std::uint32_t source, std::uint32_t length) {
    const auto value = static_cast<std::uint32_t>(word_.text.size());
    if (value == 0 && first_.length == 0) {
      first_ = {value, source, length};
      return;
    }
    SourceSegment& last = word_.segments.empty() ? first_ : word_.segments.back();
    if (last.source + last.length == source && last.value + last.length == value) {
      last.length += length;
      return;
    }
    if (word_.segments.empty()) word_.segments.push_back(first_);
    word_.segments.push_back({value, source, length});
  }

  std::string_view script_;
  ScriptWord word_;
  SourceSegment first_;
  int muted_ = 0;
};

}  // namespace keyhound
