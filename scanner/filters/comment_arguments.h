// SPDX-License-Identifier: Apache-2.0
// What stands behind the marker of an inline comment. Pure functions, thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace keyhound {

struct InlineComment;

// What of the rest of a line belongs to the comment: up to `*/`, `-->` and the like.
std::string_view comment_text(std::string_view rest);

// The reason in "-- reason", as comments of other tools have it; empty: none.
std::string reason_behind_dashes(std::string_view text);

// Reads `RULE,... until=DATE reason="..." exception=ID count=N fingerprint=kh1:...,... -- reason`
// into the comment, or its problem.
// Quotes and brackets of the text around end it; a word that it does not know is a problem, since
// what was meant is not known then.
void read_arguments(std::string_view text, InlineComment& comment);

}  // namespace keyhound
