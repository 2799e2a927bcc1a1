// SPDX-License-Identifier: Apache-2.0
// Whether what is assigned is code or no word at all, by the value and the bytes around it. What is
// cheap to see is dropped before the features are taken. Pure, thread-safe.
#pragma once

#include <string_view>

#include "scanner/filters/generic/assignment.h"

namespace keyhound {

// A name that speaks of no credential (`passed to`, `author:`), a variable or member of code
// (`p->pass = q->pass;`), another part of an expression, the name of a way to authenticate
// (`auth=NTLM`), a version, a path, a value of fewer than 3 letters and digits, or anything among
// control bytes.
bool is_code_or_nothing(std::string_view text, const Assignment& assignment);

}  // namespace keyhound
