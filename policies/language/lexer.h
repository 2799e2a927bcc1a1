// SPDX-License-Identifier: Apache-2.0
// Private to policies/language: the text of an expression as tokens, after the lexical grammar of
// the CEL specification (https://github.com/google/cel-spec/blob/master/doc/langdef.md#syntax).
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"

namespace keyhound {

enum class CelTokenKind : std::uint8_t {
  kEnd,
  kName,    // identifiers and words: true, in, ...
  kInt,     // `magnitude`
  kDouble,  // `number`
  kString,  // `text` is its value
  kSymbol,  // `text` as written: "&&"
};

struct CelToken {
  CelTokenKind kind = CelTokenKind::kEnd;
  std::size_t begin = 0;  // in the expression
  std::size_t end = 0;
  std::string_view text;
  std::uint64_t magnitude = 0;  // at most 2^63, which is an int only behind a minus
  double number = 0;
};

// Ends with kEnd. The values of strings live in `strings`, other texts in `text`.
// REQUIRES: valid UTF-8.
Result<std::vector<CelToken>> tokenize(std::string_view text, std::deque<std::string>& strings);

}  // namespace keyhound
