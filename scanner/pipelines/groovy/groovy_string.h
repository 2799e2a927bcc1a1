// SPDX-License-Identifier: Apache-2.0
// Private to scanner/pipelines/groovy: the bodies of string literals.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "scanner/pipelines/groovy/groovy_lexer.h"
#include "scanner/pipelines/reader_limits.h"

namespace keyhound {

// The string literal whose quote begins at `at`; its value.whole is the literal. nullopt: a slashy
// or dollar-slashy string without an end, which then is none.
std::optional<GroovyString> read_groovy_string(std::string_view text, std::uint32_t at,
                                               GroovyQuote quote, SearchBudget& budget);

}  // namespace keyhound
