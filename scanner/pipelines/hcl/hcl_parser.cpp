// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/hcl/hcl_parser.h"

#include <algorithm>
#include <utility>

#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

bool is_name_start(char c) {
  return is_alpha_ascii(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

HclParser::HclParser(std::string_view text)
    : text_(text.substr(0, kMostReaderBytes)),
      end_(static_cast<std::uint32_t>(text_.size())),
      budget_(text_) {
  file_.is_complete = text_.size() == text.size();
  if (text_.compare(0, 3, "\xEF\xBB\xBF") == 0) at_ = 3;
}

HclFile HclParser::read() {
  file_.blocks.emplace_back().range = {0, end_};
  read_body(0);
  return std::move(file_);
}

void HclParser::skip_blanks(bool over_lines) {
  const std::string_view text = text_.substr(0, end_);
  while (at_ < end_) {
    const char c = text[at_];
    if (c == ' ' || c == '\t' || c == '\r' || (over_lines && c == '\n')) {
      ++at_;
    } else if (c == '#' || sees("//")) {
      at_ = static_cast<std::uint32_t>(std::min(text.find('\n', at_), text.size()));
    } else if (sees("/*")) {
      const std::size_t close = text.find("*/", at_ + 2);
      if (close == std::string_view::npos) file_.is_complete = false;
      at_ = close == std::string_view::npos ? end_ : static_cast<std::uint32_t>(close + 2);
    } else {
      return;
    }
  }
}

bool HclParser::sees_name() const { return is_name_start(peek()); }

TextRange HclParser::read_name() {
  const std::uint32_t begin = at_;
  while (is_name_start(peek()) || is_digit_ascii(peek()) || peek() == '-') ++at_;
  return {begin, at_};
}

bool HclParser::count() {
  if (++items_ <= kMostReaderItems) return true;
  stop();
  return false;
}

bool HclParser::enter() {
  ++depth_;
  if (depth_ <= kMostReaderDepth) return count();
  stop();
  return false;
}

void HclParser::stop() {
  file_.is_complete = false;
  at_ = static_cast<std::uint32_t>(text_.size());
}

}  // namespace keyhound
