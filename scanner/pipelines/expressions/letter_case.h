// SPDX-License-Identifier: Apache-2.0
// Comparing texts without regard to case, letter by letter and whatever the locale, as GitHub's
// expressions do (.NET's OrdinalIgnoreCase). Letters of the Latin, Greek, Cyrillic and Armenian
// scripts have cases here; a letter outside ASCII never equals one in it. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace keyhound {

// Every letter in upper case. Invalid bytes stay.
std::string to_upper_letters(std::string_view text);

// Less than 0, 0 or more than 0, by code point in upper case.
int compare_ignoring_case(std::string_view left, std::string_view right);

}  // namespace keyhound
