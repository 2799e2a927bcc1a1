// SPDX-License-Identifier: Apache-2.0
// Writes a piece of a regex in the syntax that Hyperscan and RE2 share. Assertions are left out:
// what is printed accepts at least what the piece accepts.
#pragma once

#include <string>

#include "scanner/engine/regex_syntax.h"

namespace keyhound {

// REQUIRES: the piece is bounded.
void print_regex(const RegexNode& node, std::string& out);

}  // namespace keyhound
