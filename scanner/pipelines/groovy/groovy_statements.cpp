// SPDX-License-Identifier: Apache-2.0
// Statements: what begins with a word of the language, assignments, and blocks.
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/groovy/groovy_parser.h"

namespace keyhound {
namespace {

enum class Word { kImport, kPrefix, kDeclaration, kControl, kBranch, kClass };

struct WordRow {
  std::string_view text;
  Word word;
};

constexpr std::array<WordRow, 33> kWords = {{
    {"import", Word::kImport},
    {"package", Word::kImport},
    {"return", Word::kPrefix},
    {"throw", Word::kPrefix},
    {"assert", Word::kPrefix},
    {"case", Word::kPrefix},
    {"default", Word::kPrefix},
    {"new", Word::kPrefix},
    {"def", Word::kDeclaration},
    {"var", Word::kDeclaration},
    {"final", Word::kDeclaration},
    {"static", Word::kDeclaration},
    {"public", Word::kDeclaration},
    {"private", Word::kDeclaration},
    {"protected", Word::kDeclaration},
    {"abstract", Word::kDeclaration},
    {"void", Word::kDeclaration},
    {"boolean", Word::kDeclaration},
    {"int", Word::kDeclaration},
    {"long", Word::kDeclaration},
    {"double", Word::kDeclaration},
    {"if", Word::kControl},
    {"while", Word::kControl},
    {"for", Word::kControl},
    {"switch", Word::kControl},
    {"catch", Word::kControl},
    {"else", Word::kBranch},
    {"try", Word::kBranch},
    {"finally", Word::kBranch},
    {"do", Word::kBranch},
    {"class", Word::kClass},
    {"interface", Word::kClass},
    {"enum", Word::kClass},
}};

std::optional<Word> word_of(std::string_view text) {
  const auto* const found = std::find_if(kWords.begin(), kWords.end(),
                                         [&](const WordRow& row) { return row.text == text; });
  return found == kWords.end() ? std::nullopt : std::optional(found->word);
}

}  // namespace

void GroovyParser::read_statements() {
  while (pos_ < end_) {
    const std::uint32_t before = pos_;
    read_statement();
    if (pos_ == before) ++pos_;
  }
}

void GroovyParser::read_statement() {
  if (is_operator(pos_, "{")) return read_block();
  if (is_operator(pos_, "@")) return read_annotation();
  if (is_kind(pos_, GroovyTokenKind::kIdentifier)) return read_word();
  if (!is_newline(pos_)) read_value({true, false});
}

// Reads the block at `pos_`.
void GroovyParser::read_block() {
  within_bracket([this] {
    skip_closure_head();
    read_statements();
  });
}

// a, String b ->
void GroovyParser::skip_closure_head() {
  constexpr std::uint32_t kMostTokens = 32;
  for (std::uint32_t at = behind_newline(pos_); at < std::min(end_, pos_ + kMostTokens); ++at) {
    if (is_operator(at, "->")) {
      pos_ = at + 1;
      return;
    }
    const bool is_head = is_kind(at, GroovyTokenKind::kIdentifier) || is_operator(at, ",") ||
                         is_operator(at, "=") || is_kind(at, GroovyTokenKind::kNumber);
    if (!is_head) return;
  }
}

void GroovyParser::read_word() {
  const std::optional<Word> word = word_of(text_of(pos_));
  const bool is_member = is_member_dot(pos_ + 1);
  if (word && !is_member) {
    switch (*word) {
      case Word::kImport:
        return skip_line();
      case Word::kDeclaration:
        declared_ = ++pos_;
        return;
      case Word::kPrefix:
        ++pos_;
        return;
      case Word::kBranch:
        if (is_operator(behind_newline(pos_ + 1), "{")) break;
        ++pos_;
        return;
      case Word::kClass:
        return read_class();
      case Word::kControl:
        // What follows is a statement of its own when it is no block.
        if (!is_operator(pos_ + 1, "(")) break;
        const TextRange name = tokens_.tokens[pos_++].range;
        read_call(std::string(text_.substr(name.begin, name.size())), name, kNoGroovyNode,
                  {true, true});
        return;
    }
  }
  if (const std::uint32_t behind = behind_type(pos_); behind != pos_) declared_ = pos_ = behind;
  if (!read_assignment()) read_value({true, true});
}

// Behind the type of a declaration at `at`: String name =, String name(…). A type is a name with a
// capital, or anything before `name =`.
std::uint32_t GroovyParser::behind_type(std::uint32_t at) const {
  const std::uint32_t name = read_path(at).behind;
  if (!is_kind(name, GroovyTokenKind::kIdentifier)) return at;
  if (is_operator(name + 1, "=")) return name;
  if (!is_upper_ascii(text_of(name - 1).front())) return at;
  const bool is_bare = name + 1 >= end_ || is_newline(name + 1) || is_operator(name + 1, ";");
  return is_bare || is_operator(name + 1, "(") ? name : at;
}

void GroovyParser::read_annotation() {
  const std::uint32_t at = pos_;
  if (!is_kind(at + 1, GroovyTokenKind::kIdentifier)) {
    ++pos_;
    return;
  }
  Path path = read_path(at + 1);
  pos_ = path.behind;
  if (!is_operator(pos_, "(")) return;
  read_call("@" + path.text, range_from(at), kNoGroovyNode, {true, false});
}

void GroovyParser::read_class() {
  const std::uint32_t name = pos_ + 1;
  pos_ = std::min(name + 1, end_);
  while (pos_ < end_ && !is_operator(pos_, "{") && !is_operator(pos_, ";")) ++pos_;
  if (!is_operator(pos_, "{")) return;
  const std::uint32_t node =
      add_node(GroovyNodeKind::kDefinition, std::string(text_of(name)), tokens_.tokens[name].range);
  script_.nodes[node].block = bracket_range(pos_);
  const std::uint32_t outer = std::exchange(parent_, node);
  read_block();
  parent_ = outer;
  script_.nodes[node].range = range_from(name);
}

// name = value, name.x += value.
bool GroovyParser::read_assignment() {
  const std::uint32_t begin = pos_;
  Path path = read_path(pos_);
  if (!is_operator(path.behind, "=") && !is_operator(path.behind, "+=")) return false;
  pos_ = path.behind;
  const TextRange name = range_from(begin);
  ++pos_;
  skip_newlines();
  const std::uint32_t node = add_node(GroovyNodeKind::kAssignment, std::move(path.text), name);
  const std::uint32_t outer = std::exchange(parent_, node);
  GroovyValue value = read_value({true, true});
  parent_ = outer;
  script_.nodes[node].arguments.push_back(std::move(value));
  script_.nodes[node].range = range_from(begin);
  return true;
}

}  // namespace keyhound
