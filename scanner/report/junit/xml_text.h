// SPDX-License-Identifier: Apache-2.0
// Untrusted text in XML 1.0. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace keyhound {

// `text` on one line, for an attribute or an element. Control characters are shown as \xNN, since
// XML cannot hold them even escaped; markup and "##[" (a command to CI systems) become references.
std::string xml_text(std::string_view text);

}  // namespace keyhound
