// SPDX-License-Identifier: Apache-2.0
// Texts with interpolations: quoted strings and heredocs.
#include <algorithm>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "scanner/base/ascii.h"
#include "scanner/base/hex_digits.h"
#include "scanner/base/utf8.h"
#include "scanner/pipelines/hcl/hcl_parser.h"

namespace keyhound {
namespace {

// The place of the brace that closes an interpolation; nullopt: there is none. `at`: behind its
// opening brace, afterwards where the search ended. Strings in it, and interpolations in those, are
// followed with a stack of what closes them.
std::optional<std::uint32_t> interpolation_end(std::string_view text, std::size_t& at) {
  std::string closers = "}";
  for (; at < text.size() && closers.size() <= kMostReaderDepth; ++at) {
    const char c = text[at];
    const bool is_string = closers.back() == '"';
    if (c == closers.back()) {
      closers.pop_back();
      if (closers.empty()) return static_cast<std::uint32_t>(at);
    } else if (is_string && c == '\n') {
      return std::nullopt;
    } else if (is_string && c == '\\') {
      ++at;
    } else if (is_string && (c == '$' || c == '%') && text.substr(at + 1, 1) == "{") {
      closers.push_back('}');
      ++at;
    } else if (!is_string && (c == '"' || c == '{')) {
      closers.push_back(c == '"' ? '"' : '}');
    }
  }
  return std::nullopt;
}

bool is_heredoc_name(char c) { return is_alnum_ascii(c) || c == '_' || c == '-' || c == '.'; }

std::string_view trimmed(std::string_view line) {
  const auto begin = std::min(line.find_first_not_of(" \t\r"), line.size());
  line.remove_prefix(begin);
  return line.substr(0, line.find_last_not_of(" \t\r") + 1);
}

struct HeredocLines {
  std::uint32_t end = 0;     // where the closing line begins
  std::uint32_t behind = 0;  // where its name ends
  std::size_t indent = 0;    // of the least indented line that is not blank
};

// The lines from `begin` up to one that is only `name`; nullopt: there is none.
std::optional<HeredocLines> heredoc_lines(std::string_view text, std::uint32_t begin,
                                          std::string_view name) {
  std::size_t indent = std::numeric_limits<std::size_t>::max();
  for (std::size_t at = begin; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    const std::string_view words = trimmed(line);
    const auto blanks = static_cast<std::size_t>(words.data() - line.data());
    if (words == name) {
      return HeredocLines{static_cast<std::uint32_t>(at),
                          static_cast<std::uint32_t>(at + blanks + name.size()),
                          indent == std::numeric_limits<std::size_t>::max() ? 0 : indent};
    }
    if (!words.empty()) indent = std::min(indent, blanks);
    at = end + 1;
  }
  return std::nullopt;
}

}  // namespace

void HclParser::copy(Template& content, std::size_t length) {
  const auto end = static_cast<std::uint32_t>(std::min<std::size_t>(at_ + length, end_));
  content.builder.copy({at_, end});
  at_ = end;
}

HclValue HclParser::finish(Template content, HclValueKind kind, TextRange range) {
  HclValue value = std::move(content.parts.value);
  value.kind = kind;
  value.range = range;
  value.text = content.builder.finish(range);
  return value;
}

HclValue HclParser::read_string() {
  const std::uint32_t begin = at_++;
  Template content(text_);
  while (at_ < end_ && peek() != '"' && peek() != '\n') {
    const std::size_t special = text_.find_first_of("\"\\$%\n", at_);
    if (special > at_) {
      copy(content, special - at_);
    } else if (peek() == '\\') {
      read_escape(content);
    } else {
      read_template_mark(content);
    }
  }
  if (peek() == '"') {
    ++at_;
  } else {
    file_.is_complete = false;
  }
  return finish(std::move(content), HclValueKind::kString, {begin, at_});
}

void HclParser::read_escape(Template& content) {
  constexpr std::string_view kNames = "nrt";
  constexpr std::string_view kBytes = "\n\r\t";
  const char c = peek(1);
  if (c == '"' || c == '\\') {
    ++at_;
    return copy(content, 1);
  }
  if (const auto name = kNames.find(c); name != std::string_view::npos) {
    content.builder.put(kBytes[name]);
    at_ += 2;
    return;
  }
  const std::uint32_t digits = c == 'u' ? 4 : c == 'U' ? 8 : 0;
  const auto code = digits == 0 || at_ + 2 + digits > end_
                        ? std::nullopt
                        : hex_number(text_.substr(at_ + 2), digits);
  if (!code) return copy(content, 1);
  std::string unit;
  append_utf8(unit, *code);
  content.builder.put(unit);
  at_ += 2 + digits;
}

// A $ or %: an interpolation, a doubled mark, or itself.
void HclParser::read_template_mark(Template& content) {
  if (peek(1) == '{') return read_interpolation(content);
  if (peek(1) == peek() && peek(2) == '{') {
    ++at_;
    return copy(content, 2);
  }
  copy(content, 1);
}

void HclParser::read_interpolation(Template& content) {
  std::size_t search = at_ + 2;
  const auto close =
      budget_.is_spent() ? std::nullopt : interpolation_end(text_.substr(0, end_), search);
  // A search inside another one, or in vain, is over bytes that are searched again.
  if (!close || interpolations_ > 0) budget_.spend(search - at_);
  if (!close) {
    file_.is_complete = false;
    return copy(content, 2);
  }
  const std::uint32_t begin = at_;
  const std::uint32_t outer_end = std::exchange(end_, *close);
  at_ += 2;
  ++interpolations_;
  if (enter()) {
    while (at_ < end_) {
      read_until(content.parts, '}');
      if (at_ < end_) ++at_;
    }
  }
  leave();
  --interpolations_;
  end_ = outer_end;
  const std::uint32_t value = content.builder.size();
  content.builder.copy({begin, *close + 1});
  content.parts.value.interpolations.push_back(
      {{value, content.builder.size()}, {begin + 2, *close}});
  at_ = std::max(at_, *close + 1);
}

// <<NAME or <<-NAME at the end of a line; nullopt: something else is here.
std::optional<HclValue> HclParser::read_heredoc() {
  const std::uint32_t begin = at_;
  const bool is_indented = peek(2) == '-';
  std::uint32_t name = begin + (is_indented ? 3U : 2U);
  std::uint32_t name_end = name;
  while (name_end < end_ && is_heredoc_name(text_[name_end])) ++name_end;
  const std::size_t line_end = text_.substr(0, end_).find_first_not_of(" \t\r", name_end);
  if (name == name_end || line_end == std::string_view::npos || text_[line_end] != '\n') {
    return std::nullopt;
  }
  const auto start = static_cast<std::uint32_t>(line_end + 1);
  const auto lines = budget_.is_spent()
                         ? std::nullopt
                         : heredoc_lines(text_.substr(0, end_), start, slice({name, name_end}));
  // As in read_interpolation().
  if (!lines || interpolations_ > 0) budget_.spend((lines ? lines->behind : end_) - begin);
  if (!lines) {
    file_.is_complete = false;
    return std::nullopt;
  }
  Template content(text_);
  if (!count()) return std::nullopt;
  at_ = start;
  read_heredoc_lines(content, lines->end, is_indented ? lines->indent : 0);
  at_ = std::max(at_, lines->behind);
  return finish(std::move(content), HclValueKind::kHeredoc, {begin, lines->behind});
}

void HclParser::read_heredoc_lines(Template& content, std::uint32_t end, std::size_t indent) {
  const std::uint32_t outer_end = std::exchange(end_, end);
  while (at_ < end_) {
    for (std::size_t i = 0; i < indent && (peek() == ' ' || peek() == '\t'); ++i) ++at_;
    bool is_line = at_ < end_;
    while (is_line) {
      const std::size_t special = std::min<std::size_t>(text_.find_first_of("$%\n", at_), end_);
      if (special > at_) {
        copy(content, special - at_);
      } else if (peek() == '\n') {
        copy(content, 1);
        break;
      } else {
        read_template_mark(content);
      }
      is_line = at_ < end_;
    }
  }
  end_ = outer_end;
}

}  // namespace keyhound
