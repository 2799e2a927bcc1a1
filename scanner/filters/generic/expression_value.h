// SPDX-License-Identifier: Apache-2.0
// Whether the value that was read is a part of an expression of a programming language, or of its
// comments, which a name of a credential stands in as well. Pure, thread-safe.
#pragma once

#include <string_view>

#include "scanner/filters/generic/assignment.h"

namespace keyhound {

// Casts (`pass = (char *)x`), operands (`pass = a + b`, `!pass || !other`), a chain of assignments
// (`pass = host = 0`), a literal beside a variable in the arguments of a call (`f(conn->pass,
// "smtp")`, `check_pass("proxy", &c->pass)`), a call that asks for a credential (`getpass("...")`),
// and a sentence (`pass "Location:" on`).
bool is_expression(std::string_view text, const Assignment& assignment);

}  // namespace keyhound
