// SPDX-License-Identifier: Apache-2.0
// Private to scanner/pipelines/groovy: names, and the paths that an expression reads.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/ascii.h"

namespace keyhound {

// Bytes beyond ASCII are letters.
inline bool is_groovy_name_start(char c) {
  return is_alpha_ascii(c) || c == '_' || c == '$' || static_cast<unsigned char>(c) >= 0x80;
}
inline bool is_groovy_name(char c) { return is_groovy_name_start(c) || is_digit_ascii(c); }

// The names that an expression reads, as GroovyInterpolation::paths says.
std::vector<std::string> groovy_paths(std::string_view expression);

}  // namespace keyhound
