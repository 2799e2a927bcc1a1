// SPDX-License-Identifier: Apache-2.0
// Untrusted text as text of an HTML or SVG document, or of an attribute's value in quotes. Pure.
#pragma once

#include <string>
#include <string_view>

namespace keyhound {

// Markup becomes text; control characters and bidirectional overrides are shown as escapes.
std::string html_escape(std::string_view text);

}  // namespace keyhound
