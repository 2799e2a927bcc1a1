// SPDX-License-Identifier: Apache-2.0
// Values that stand where a secret would stand and are none: fillers, references, templates.
// Pure, thread-safe.
#pragma once

#include <string_view>

namespace keyhound {

// Whether a token body is a filler: few distinct characters (xxxx, 0000), a counting sequence, or a
// word that says so (example, placeholder, redacted).
bool is_filler_token(std::string_view token);

// Whether a value in a password's place only refers to one (${PASSWORD}, {{ password }},
// <password>, %s, $(cmd)) or repeats the field's name (password, secret).
bool is_password_reference(std::string_view value);

// Whether a value is a secret as keyhound itself shows it, "ghp_…(40)": scans find reports, too.
bool is_redacted_form(std::string_view value);

}  // namespace keyhound
