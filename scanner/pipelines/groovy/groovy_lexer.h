// SPDX-License-Identifier: Apache-2.0
// Tokens of Groovy (Jenkinsfiles): comments are dropped, strings come with their value and what is
// interpolated in them. Tolerant: any bytes have tokens. Pure, thread-safe. Format:
// https://groovy-lang.org/syntax.html
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/source_text.h"
#include "scanner/pipelines/text_range.h"

namespace keyhound {

enum class GroovyQuote {
  kSingle,        // '…'
  kDouble,        // "…"
  kTripleSingle,  // '''…'''
  kTripleDouble,  // """…"""
  kSlashy,        // /…/
  kDollarSlashy   // $/…/$
};

// Whether Groovy itself replaces ${…} and $name in such a string, before any shell sees it.
constexpr bool interpolates(GroovyQuote quote) {
  return quote != GroovyQuote::kSingle && quote != GroovyQuote::kTripleSingle;
}

// ${expression} or $name.property in a string.
struct GroovyInterpolation {
  TextRange value;         // in the string's value, with the $ and the braces
  TextRange source;        // in the file: the expression
  std::string expression;  // as written
  // The names that the expression reads, in order: "X", "env.X" (also of env['X']), without the
  // methods called ("X" of X.trim()). Names in strings inside the expression are not among them.
  std::vector<std::string> paths;
};

struct GroovyString {
  GroovyQuote quote = GroovyQuote::kSingle;
  SourceText value;                                 // escapes resolved, interpolations as written
  std::vector<GroovyInterpolation> interpolations;  // by place
  bool is_complete = true;                          // false: its end is missing
};

enum class GroovyTokenKind : std::uint8_t { kIdentifier, kNumber, kString, kOperator, kNewline };

struct GroovyToken {
  GroovyTokenKind kind = GroovyTokenKind::kOperator;
  TextRange range;           // of the file
  std::uint32_t string = 0;  // of a kString: its index
};

struct GroovyTokens {
  std::vector<GroovyToken> tokens;  // line ends once, however many follow each other
  std::vector<GroovyString> strings;
  bool is_complete = true;  // false: something has no end, or the text is beyond a limit
};

// REQUIRES: `text` is UTF-8 or at least ASCII-compatible.
GroovyTokens lex_groovy(std::string_view text);

}  // namespace keyhound
