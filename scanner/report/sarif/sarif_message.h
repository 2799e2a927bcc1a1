// SPDX-License-Identifier: Apache-2.0
// The texts of SARIF messages. Dynamic parts are quoted, each ends with a period, and untrusted
// text cannot form a link: viewers render `[text](target)` in messages.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "scanner/model/finding.h"

namespace keyhound {

// `text` on one line, without control characters, and with no link to recognise.
std::string sarif_plain(std::string_view text);

// `text`, ended by a period; none is added after punctuation.
std::string as_sentence(std::string text);

// `text` cut to at most `limit` characters, with an ellipsis when it was longer.
std::string shorten(std::string_view text, std::size_t limit);

// The message of a finding's result: credential, what, redacted, where. A policy's message links to
// related location 1, the leak.
std::string sarif_message(const Finding& finding);

}  // namespace keyhound
