// SPDX-License-Identifier: Apache-2.0
// Private to policies/language: the string literals of the CEL specification: 'a', "a", '''a''',
// """a""", each also raw (r"\d").
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "scanner/base/result.h"

namespace keyhound {

struct CelStringLiteral {
  std::string value;
  std::size_t end = 0;  // behind the closing quote
};

// Reads the literal whose quote stands at `quote`. Errors have their place in `text`.
Result<CelStringLiteral> read_string_literal(std::string_view text, std::size_t quote, bool is_raw);

}  // namespace keyhound
