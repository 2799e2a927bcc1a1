// SPDX-License-Identifier: Apache-2.0
#include "scanner/yaml/scalar_map.h"

#include <algorithm>

#include "scanner/base/ascii.h"
#include "scanner/yaml/block_scalar_map.h"
#include "scanner/yaml/flow_scalar_map.h"
#include "scanner/yaml/position_table.h"
#include "scanner/yaml/segment_builder.h"

namespace keyhound {
namespace {

bool is_block(const YamlNode& node) {
  return node.style == ScalarStyle::kLiteral || node.style == ScalarStyle::kFolded;
}

void map_into(const YamlNode& node, std::string_view source, SegmentBuilder& into) {
  const std::size_t begin = value_begin(node, source);
  const std::size_t end = node.end;
  switch (node.style) {
    case ScalarStyle::kPlain:
      return map_plain(source, begin, end, into);
    case ScalarStyle::kSingleQuoted:
      return map_single_quoted(source, begin + 1, end - 1, into);
    case ScalarStyle::kDoubleQuoted:
      return map_double_quoted(source, begin + 1, end - 1, into);
    case ScalarStyle::kLiteral:
    case ScalarStyle::kFolded:
      return map_block(source, begin, end, node.text(), into);
  }
}

bool is_name_char(char c) { return is_alnum_ascii(c) || c == '_' || c == '-'; }

// White space and comments.
void skip_to_token(std::string_view source, std::size_t& at, std::size_t end) {
  while (at < end) {
    const std::size_t size = break_size(source, at);
    if (source[at] == '#') {
      while (at < end && break_size(source, at) == 0) ++at;
    } else if (size > 0 || is_blank_at(source, at)) {
      at += std::max<std::size_t>(size, 1);
    } else if (source[at - 1] == '\n' || source[at - 1] == '\r') {
      const std::size_t mark = byte_order_mark_size(source.substr(at));  // may start any line
      if (mark == 0) return;
      at += mark;
    } else {
      return;
    }
  }
}

// The end of the last line in [begin, end) that is not blank.
std::uint32_t end_of_content(std::string_view source, std::size_t begin, std::size_t end) {
  std::size_t at = end;
  while (at > begin &&
         (is_blank_at(source, at - 1) || source[at - 1] == '\n' || source[at - 1] == '\r')) {
    --at;
  }
  while (at < end && break_size(source, at) == 0) ++at;
  return static_cast<std::uint32_t>(at);
}

// Of a value that is not written: is its place behind the : - or ? that it belongs to? (Otherwise
// it is the next token's.)
bool is_behind_indicator(const YamlNode& node, std::string_view source) {
  return node.begin > 0 &&
         std::string_view(":-?").find(source[node.begin - 1]) != std::string_view::npos;
}

std::uint32_t end_of_entry(const YamlEntry& entry, std::string_view source) {
  const bool is_written = entry.value.begin != entry.value.end;
  if (is_written) return real_end(entry.value, source);
  if (is_behind_indicator(entry.value, source)) return entry.value.end;
  return real_end(entry.key, source);
}

}  // namespace

std::vector<ScalarSegment> map_scalar(const YamlNode& node, std::string_view source) {
  const std::string_view value = node.text();
  if (value.empty() || node.end > source.size()) return {};
  // Most values stand in the source as they are.
  const std::size_t quote = node.style == ScalarStyle::kPlain ? 0 : 1;
  SegmentBuilder builder(source, value);
  const std::size_t begin = value_begin(node, source) + quote;
  const bool has_same_size = begin + value.size() + quote == node.end;
  if (!is_block(node) && has_same_size && source.substr(begin, value.size()) == value) {
    builder.copy(begin, value.size());
    return builder.take();
  }
  map_into(node, source, builder);
  return builder.take();
}

std::uint32_t value_begin(const YamlNode& node, std::string_view source) {
  if (node.kind == YamlKind::kAlias) return node.begin;
  // libyaml drops the tag "!" of a scalar, and no scalar's first character is & or !. A
  // collection's first key may have its own.
  int properties =
      node.is_text() ? 2 : (node.anchor().empty() ? 0 : 1) + (node.tag().empty() ? 0 : 1);
  std::size_t at = node.begin;
  const std::size_t end = std::min<std::size_t>(node.end, source.size());
  for (; at < end && properties > 0 && (source[at] == '&' || source[at] == '!'); --properties) {
    const bool is_anchor = source[at++] == '&';
    while (at < end && (is_anchor ? is_name_char(source[at]) : !is_white_at(source, at))) ++at;
    skip_to_token(source, at, end);
  }
  return static_cast<std::uint32_t>(at);
}

std::uint32_t real_end(const YamlNode& node, std::string_view source) {
  const std::size_t size = std::min<std::size_t>(node.end, source.size());
  if (node.is_text() && is_block(node)) return end_of_content(source, node.begin, size);
  if (node.is_flow) return node.end;
  if (!node.items().empty()) {
    const YamlNode& last = node.items().back();
    return last.begin != last.end ? real_end(last, source) : last.end;
  }
  if (!node.entries().empty()) return end_of_entry(node.entries().back(), source);
  return node.end;
}

}  // namespace keyhound
