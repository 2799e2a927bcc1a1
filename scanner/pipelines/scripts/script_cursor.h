// SPDX-License-Identifier: Apache-2.0
// Private to pipelines/scripts: goes through a script's text and stops at opaque ranges.
// Borrows the text. One per script.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "scanner/pipelines/text_range.h"

namespace keyhound {

class ScriptCursor {
 public:
  ScriptCursor(std::string_view text, std::span<const TextRange> opaque);

  [[nodiscard]] std::uint32_t position() const { return position_; }
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] std::string_view text(TextRange range) const {
    return text_.substr(range.begin, range.size());
  }
  [[nodiscard]] bool at_end() const { return position_ >= end_; }
  [[nodiscard]] bool at_opaque() const { return position_ >= limit_ && position_ < end_; }
  // The byte `ahead` of here; 0 behind the end and in an opaque range.
  [[nodiscard]] char peek(std::uint32_t ahead = 0) const {
    return position_ + ahead < limit_ ? text_[position_ + ahead] : '\0';
  }
  // Where the next opaque range begins, or the end.
  [[nodiscard]] std::uint32_t limit() const { return limit_; }
  [[nodiscard]] bool starts_with(std::string_view what) const {
    return text_.substr(position_, limit_ - position_).substr(0, what.size()) == what;
  }
  void advance(std::uint32_t bytes = 1) { position_ += std::min(bytes, limit_ - position_); }

  struct Opaque {
    TextRange range;
    int index = -1;
  };
  // Goes behind the opaque range. REQUIRES: at_opaque().
  Opaque take_opaque();

  // Goes to any place that is not inside an opaque range.
  void seek(std::uint32_t position);
  // Behind the next line break, or the end. Line breaks in opaque ranges do not count.
  [[nodiscard]] std::uint32_t line_end() const;
  // `((` and the `))` that closes it: behind the former to before the latter, by begin. Quotes are
  // not looked at.
  [[nodiscard]] std::vector<TextRange> double_parentheses() const;
  // Where reading ends; set_end() makes it end earlier for a while. REQUIRES: not before here.
  [[nodiscard]] std::uint32_t end() const { return end_; }
  void set_end(std::uint32_t end);

 private:
  void find_limit();

  std::string_view text_;
  std::vector<Opaque> opaque_;  // by begin, without overlaps
  std::size_t next_ = 0;        // the first of them that does not begin before position_
  std::uint32_t position_ = 0;
  std::uint32_t end_ = 0;
  std::uint32_t limit_ = 0;
};

}  // namespace keyhound
