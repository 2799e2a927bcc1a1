// SPDX-License-Identifier: Apache-2.0
// Writes texts as YAML scalars that every reader takes for the same text. Pure.
#pragma once

#include <string>
#include <string_view>

namespace keyhound {

// Plain where that is safe, else double-quoted on one line. Bytes that are not UTF-8 become U+FFFD.
std::string yaml_text(std::string_view text);

}  // namespace keyhound
