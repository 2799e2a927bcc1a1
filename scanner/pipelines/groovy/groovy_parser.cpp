// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/groovy/groovy_parser.h"

#include <algorithm>
#include <utility>

namespace keyhound {

GroovyParser::GroovyParser(std::string_view text, GroovyTokens tokens)
    : text_(text),
      tokens_(std::move(tokens)),
      brackets_(match_groovy_brackets(text, tokens_.tokens)),
      end_(static_cast<std::uint32_t>(tokens_.tokens.size())) {}

GroovyScript GroovyParser::read() {
  script_.is_complete = tokens_.is_complete && brackets_.is_complete;
  read_statements();
  script_.strings = std::move(tokens_.strings);
  for (std::uint32_t i = 0; i < script_.nodes.size(); ++i) {
    const std::uint32_t parent = script_.nodes[i].parent;
    if (parent != kNoGroovyNode) script_.nodes[parent].children.push_back(i);
  }
  return std::move(script_);
}

bool GroovyParser::is_kind(std::uint32_t at, GroovyTokenKind kind) const {
  return at < end_ && tokens_.tokens[at].kind == kind;
}

std::string_view GroovyParser::text_of(std::uint32_t at) const {
  if (at >= end_) return {};
  const TextRange range = tokens_.tokens[at].range;
  return text_.substr(range.begin, range.size());
}

bool GroovyParser::is_operator(std::uint32_t at, std::string_view text) const {
  return is_kind(at, GroovyTokenKind::kOperator) && text_of(at) == text;
}

bool GroovyParser::is_newline(std::uint32_t at) const {
  return is_kind(at, GroovyTokenKind::kNewline);
}

bool GroovyParser::is_member_dot(std::uint32_t at) const {
  return is_operator(at, ".") || is_operator(at, "?.") || is_operator(at, "*.");
}

std::uint32_t GroovyParser::behind_newline(std::uint32_t at) const {
  return is_newline(at) ? at + 1 : at;
}

// From a token to the last one that was read, line ends left out.
TextRange GroovyParser::range_from(std::uint32_t begin) const {
  const auto& tokens = tokens_.tokens;
  std::uint32_t last = pos_;
  while (last > begin && tokens[last - 1].kind == GroovyTokenKind::kNewline) --last;
  const std::uint32_t start =
      begin < tokens.size() ? tokens[begin].range.begin : static_cast<std::uint32_t>(text_.size());
  return {start, last > begin ? tokens[last - 1].range.end : start};
}

// A bracket that another one's counterpart closes ends before that.
TextRange GroovyParser::bracket_range(std::uint32_t opener) const {
  const auto& tokens = tokens_.tokens;
  const std::uint32_t begin = tokens[opener].range.begin;
  const std::uint32_t closer = brackets_.closer[opener];
  if (closer >= tokens.size()) return {begin, tokens.back().range.end};
  const bool is_own = text_[tokens[closer].range.begin] == '}';
  return {begin, is_own ? tokens[closer].range.end : tokens[closer].range.begin};
}

void GroovyParser::skip_newlines() {
  while (is_newline(pos_)) ++pos_;
}

void GroovyParser::skip_line() {
  while (pos_ < end_ && !is_newline(pos_)) ++pos_;
}

std::uint32_t GroovyParser::add_node(GroovyNodeKind kind, std::string path, TextRange name) {
  GroovyNode& node = script_.nodes.emplace_back();
  node.kind = kind;
  node.path = std::move(path);
  node.name = name;
  node.range = name;
  node.parent = parent_;
  return static_cast<std::uint32_t>(script_.nodes.size() - 1);
}

}  // namespace keyhound
