// SPDX-License-Identifier: Apache-2.0
// Block scalars (https://yaml.org/spec/1.1/#id926836). An explicit indentation counts from the
// parent's, which a node does not know; so the content's indentation is read off the first line
// that is not blank, in source and value. The rest follows libyaml's scanner step by step.
#include "scanner/yaml/block_scalar_map.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace keyhound {
namespace {

enum class Chomping { kStrip, kClip, kKeep };

struct Header {
  bool is_literal = true;
  Chomping chomping = Chomping::kClip;
  std::size_t body = 0;  // where the first line after it starts
};

Header read_header(std::string_view text, std::size_t at) {
  Header header;
  header.is_literal = text[at++] == '|';
  for (;
       at < text.size() && std::string_view("+-123456789").find(text[at]) != std::string_view::npos;
       ++at) {
    if (text[at] == '-') header.chomping = Chomping::kStrip;
    if (text[at] == '+') header.chomping = Chomping::kKeep;
  }
  while (at < text.size() && break_size(text, at) == 0) ++at;  // blanks and a comment
  header.body = at + break_size(text, at);
  return header;
}

// The spaces before the first character that is neither space nor break; where all lines are
// blank, the most spaces of one.
struct Indentation {
  std::size_t spaces = 0;
  bool is_blank = true;
};

Indentation indentation_of(std::string_view lines) {
  Indentation most;
  std::size_t spaces = 0;
  for (std::size_t at = 0; at < lines.size();) {
    if (lines[at] == ' ') {
      most.spaces = std::max(most.spaces, ++spaces);
      ++at;
      continue;
    }
    const std::size_t size = break_size(lines, at);
    if (size == 0) return {spaces, false};
    at += size;
    spaces = 0;
  }
  return most;
}

class BlockReader {
 public:
  BlockReader(std::string_view text, const Header& header, std::size_t indent, SegmentBuilder& into)
      : text_(text), header_(header), indent_(indent), at_(header.body), into_(into) {}

  void read();

 private:
  void skip_indentation();
  void join_line();
  void flush_leading();
  void flush_trailing();

  std::string_view text_;  // up to the node's end
  const Header& header_;
  std::size_t indent_;
  std::size_t at_;
  std::size_t column_ = 0;
  SegmentBuilder& into_;
  std::optional<std::size_t> leading_;  // the break that ended the line before
  std::vector<std::size_t> trailing_;   // the breaks of blank lines after it
  bool was_blank_ = false;              // the line before began with a blank
};

// Indentation and blank lines, up to a line of content or the end.
void BlockReader::skip_indentation() {
  while (true) {
    column_ = 0;
    for (; column_ < indent_ && at_ < text_.size() && text_[at_] == ' '; ++at_) ++column_;
    const std::size_t size = break_size(text_, at_);
    if (size == 0) return;
    trailing_.push_back(at_);
    at_ += size;
  }
}

void BlockReader::flush_leading() {
  if (leading_) into_.copy_break(*leading_);
  leading_.reset();
}

void BlockReader::flush_trailing() {
  for (const std::size_t at : trailing_) into_.copy_break(at);
  trailing_.clear();
}

// Behind the last byte of the line that goes on at `at`.
std::size_t line_end(std::string_view text, std::size_t at) {
  // How line breaks begin; the last two begin other characters, too.
  const auto may_break = [](char c) {
    return c == '\n' || c == '\r' || c == '\xC2' || c == '\xE2';
  };
  while (at < text.size() && (!may_break(text[at]) || break_size(text, at) == 0)) ++at;
  return at;
}

// What stands between the line before and the one that starts here.
void BlockReader::join_line() {
  const bool is_blank = is_blank_at(text_, at_);
  const bool is_folded = !header_.is_literal && leading_ && is_normal_break(text_, *leading_) &&
                         !was_blank_ && !is_blank;
  if (!is_folded) {
    flush_leading();
  } else if (trailing_.empty()) {
    into_.make(" ");
  }
  leading_.reset();
  flush_trailing();
  was_blank_ = is_blank;
}

void BlockReader::read() {
  skip_indentation();
  while (column_ == indent_ && at_ < text_.size() && into_.fits()) {
    join_line();
    const std::size_t start = at_;
    at_ = line_end(text_, at_);
    into_.copy(start, at_ - start);
    if (const std::size_t size = break_size(text_, at_); size > 0) {
      leading_ = at_;
      at_ += size;
    }
    skip_indentation();
  }
  if (header_.chomping != Chomping::kStrip) flush_leading();
  if (header_.chomping == Chomping::kKeep) flush_trailing();
}

}  // namespace

void map_block(std::string_view source, std::size_t begin, std::size_t end, std::string_view value,
               SegmentBuilder& into) {
  const std::string_view text = source.substr(0, end);
  const Header header = read_header(text, begin);
  const Indentation written = indentation_of(text.substr(std::min(header.body, text.size())));
  const Indentation kept = indentation_of(value);
  if (written.spaces < kept.spaces) return;
  // A value of breaks alone: the lines have fewer spaces than the indentation, or as many.
  const std::size_t indent = std::max<std::size_t>(written.spaces - kept.spaces, 1);
  // A line each, whose break is part of it.
  into.expect(static_cast<std::size_t>(std::count(value.begin(), value.end(), '\n')) + 1);
  BlockReader(text, header, indent, into).read();
}

}  // namespace keyhound
