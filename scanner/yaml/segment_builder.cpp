// SPDX-License-Identifier: Apache-2.0
#include "scanner/yaml/segment_builder.h"

#include <algorithm>
#include <utility>

namespace keyhound {

bool SegmentBuilder::advance(std::string_view bytes) {
  fits_ = fits_ && value_.substr(built_, bytes.size()) == bytes;
  if (fits_) built_ += bytes.size();
  return fits_;
}

void SegmentBuilder::copy(std::size_t at, std::size_t length) {
  const auto from = static_cast<std::uint32_t>(built_);
  const auto source = static_cast<std::uint32_t>(at);
  if (length == 0 || !advance(source_.substr(at, length))) return;
  if (!segments_.empty()) {
    ScalarSegment& last = segments_.back();
    if (last.value + last.length == from && last.source + last.length == source) {
      last.length += static_cast<std::uint32_t>(length);
      return;
    }
  }
  segments_.push_back({from, source, static_cast<std::uint32_t>(length)});
}

void SegmentBuilder::make(std::string_view bytes) { advance(bytes); }

void SegmentBuilder::copy_break(std::size_t at) {
  const std::size_t size = break_size(source_, at);
  if (!is_normal_break(source_, at)) {
    copy(at, size);
  } else if (size > 0 && source_[at + size - 1] == '\n') {
    copy(at + size - 1, 1);
  } else {
    make("\n");
  }
}

std::vector<ScalarSegment> SegmentBuilder::take() {
  if (!fits_ || built_ != value_.size()) segments_.clear();
  return std::move(segments_);
}

std::size_t break_size(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(std::min(at, text.size()), 3);
  if (rest.empty()) return 0;
  if (rest[0] == '\n') return 1;
  if (rest[0] == '\r') return rest.size() > 1 && rest[1] == '\n' ? 2 : 1;
  if (rest.starts_with("\xC2\x85")) return 2;
  return rest == "\xE2\x80\xA8" || rest == "\xE2\x80\xA9" ? 3 : 0;
}

bool is_blank_at(std::string_view text, std::size_t at) {
  return at < text.size() && (text[at] == ' ' || text[at] == '\t');
}

bool is_white_at(std::string_view text, std::size_t at) {
  return is_blank_at(text, at) || break_size(text, at) > 0;
}

bool is_normal_break(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] != '\xE2';
}

}  // namespace keyhound
