// SPDX-License-Identifier: Apache-2.0
// Private to scanner/pipelines/dockerfile: words, quotes and the JSON form. Ranges are of the text
// of a value. Pure, thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "scanner/pipelines/source_text.h"
#include "scanner/pipelines/text_range.h"

namespace keyhound {

// The first word at or behind `at`, up to a blank outside of quotes; empty: there is none.
TextRange dockerfile_word(std::string_view text, std::uint32_t at, char escape);

// The first `=` outside of quotes; the range's end: there is none.
std::uint32_t dockerfile_equals(std::string_view text, TextRange range, char escape);

// Without quotes and escapes.
SourceText dockerfile_unquoted(const SourceText& text, TextRange range, char escape);

// What is left of `text` from `at`, without blanks around it.
TextRange dockerfile_rest(std::string_view text, std::uint32_t at);

// ["a", "b"]; nullopt: it is something else.
std::optional<std::vector<SourceText>> dockerfile_json(const SourceText& text);

}  // namespace keyhound
