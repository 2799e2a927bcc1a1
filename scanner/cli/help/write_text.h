// SPDX-License-Identifier: Apache-2.0
// Standard output for commands that print one text and nothing else.
#pragma once

#include <string_view>

namespace keyhound {

// Writes all of it; answers the exit code, after an error when it could not be written.
int print_whole(std::string_view text);

}  // namespace keyhound
