// SPDX-License-Identifier: Apache-2.0
// How deep JSON nests, told before a parser, and the destructor of what it builds, see it. Pure.
#pragma once

#include <string_view>

namespace keyhound {

// Whether brackets outside of strings nest deeper than `deepest`. The text need not be JSON.
bool nests_deeper(std::string_view json, int deepest);

}  // namespace keyhound
