// SPDX-License-Identifier: Apache-2.0
// Whether a value only names a secret that is kept elsewhere, or is one that was made unreadable:
// variables, templates, look-ups, function calls, vault paths, ciphertext. Pure, thread-safe.
#pragma once

#include <string_view>

namespace keyhound {

// `is_quoted`: the value stood between quotes, so that names of variables are text.
bool is_reference(std::string_view value, bool is_quoted);

// Whether the argument of a call is the name of a setting: get("CLIENT_SECRET").
bool is_setting_name(std::string_view value);

}  // namespace keyhound
