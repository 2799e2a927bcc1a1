// SPDX-License-Identifier: Apache-2.0
// Lines of plain and quoted scalars are folded alike: blanks around a line break go, one break
// becomes a space, and of several all but the first stay.
#include "scanner/yaml/flow_scalar_map.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "scanner/base/utf8.h"

namespace keyhound {
namespace {

// Behind the first break: the further ones up to the next character that is not white. Did any
// come?
bool fold_further_breaks(std::string_view text, std::size_t& at, SegmentBuilder& into) {
  bool any = false;
  while (at < text.size()) {
    const std::size_t size = break_size(text, at);
    if (size > 0) {
      into.copy_break(at);
      any = true;
    } else if (!is_blank_at(text, at)) {
      break;
    }
    at += std::max<std::size_t>(size, 1);
  }
  return any;
}

// White space in a value; `text` ends where the value does.
void fold_white(std::string_view text, std::size_t& at, SegmentBuilder& into) {
  const std::size_t blanks = at;
  while (is_blank_at(text, at)) ++at;
  const std::size_t size = break_size(text, at);
  if (size == 0) {
    into.copy(blanks, at - blanks);
    return;
  }
  const bool is_folded = is_normal_break(text, at);
  if (!is_folded) into.copy_break(at);
  at += size;
  const bool any = fold_further_breaks(text, at, into);
  if (is_folded && !any) into.make(" ");
}

struct Escape {
  char name;
  std::string_view bytes;
};

// https://yaml.org/spec/1.1/#id872840. Those that stand for themselves are not here.
constexpr std::array<Escape, 15> kEscapes = {{
    {'0', std::string_view("\0", 1)},
    {'a', "\a"},
    {'b', "\b"},
    {'t', "\t"},
    {'n', "\n"},
    {'v', "\v"},
    {'f', "\f"},
    {'r', "\r"},
    {'e', "\x1B"},
    {'N', "\xC2\x85"},
    {'_', "\xC2\xA0"},
    {'L', "\xE2\x80\xA8"},
    {'P', "\xE2\x80\xA9"},
    {'\t', "\t"},
    {' ', " "},
}};

std::size_t hex_digits_of(char name) {
  return name == 'x' ? 2 : name == 'u' ? 4 : name == 'U' ? 8 : 0;
}

// What follows a backslash at `at - 1`.
void unescape(std::string_view text, std::size_t& at, SegmentBuilder& into) {
  const char name = text[at++];
  if (const std::size_t digits = hex_digits_of(name); digits > 0) {
    std::uint32_t code = 0;
    const std::string_view hex = text.substr(at, digits);
    std::from_chars(hex.data(), hex.data() + hex.size(), code, 16);
    std::string bytes;
    append_utf8(bytes, static_cast<char32_t>(code));
    into.make(bytes);
    at += hex.size();
    return;
  }
  const auto* escape = std::find_if(kEscapes.begin(), kEscapes.end(),
                                    [name](const Escape& known) { return known.name == name; });
  if (escape == kEscapes.end() || escape->bytes.front() == name) {
    into.copy(at - 1, 1);
  } else {
    into.make(escape->bytes);
  }
}

// The characters from `at` up to the next white one, or one of `special`.
void copy_run(std::string_view text, std::size_t& at, std::string_view special,
              SegmentBuilder& into) {
  const std::size_t start = at;
  while (at < text.size() && special.find(text[at]) == std::string_view::npos &&
         !is_white_at(text, at)) {
    ++at;
  }
  into.copy(start, at - start);
}

}  // namespace

void map_plain(std::string_view source, std::size_t begin, std::size_t end, SegmentBuilder& into) {
  const std::string_view text = source.substr(0, end);
  for (std::size_t at = begin; at < text.size() && into.fits();) {
    copy_run(text, at, "", into);
    if (at < text.size()) fold_white(text, at, into);
  }
}

void map_single_quoted(std::string_view source, std::size_t begin, std::size_t end,
                       SegmentBuilder& into) {
  const std::string_view text = source.substr(0, end);
  for (std::size_t at = begin; at < text.size() && into.fits();) {
    copy_run(text, at, "'", into);
    if (at < text.size() && text[at] == '\'') {
      into.copy(at + 1, 1);
      at += 2;
    } else if (at < text.size()) {
      fold_white(text, at, into);
    }
  }
}

void map_double_quoted(std::string_view source, std::size_t begin, std::size_t end,
                       SegmentBuilder& into) {
  const std::string_view text = source.substr(0, end);
  for (std::size_t at = begin; at < text.size() && into.fits();) {
    copy_run(text, at, "\\", into);
    if (at + 1 < text.size() && text[at] == '\\') {
      ++at;
      const std::size_t size = break_size(text, at);
      at += size;
      if (size > 0) fold_further_breaks(text, at, into);
      if (size == 0) unescape(text, at, into);
    } else if (at < text.size()) {
      if (!is_white_at(text, at)) return;  // a backslash at the end: not what libyaml read
      fold_white(text, at, into);
    }
  }
}

}  // namespace keyhound
