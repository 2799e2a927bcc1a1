// SPDX-License-Identifier: Apache-2.0
// Regexes as other tools write them, looked at as text. Pure.
#pragma once

#include <string>
#include <string_view>

namespace keyhound {

// A regex of Go's package regexp in RE2's syntax: named groups are written "(?P<name>".
std::string re2_syntax(std::string_view regex);

// How many groups of it capture.
int capturing_groups(std::string_view regex);

}  // namespace keyhound
