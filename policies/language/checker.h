// SPDX-License-Identifier: Apache-2.0
// Private to policies/language: gives names and types to a syntax tree, and emits what the
// evaluator runs. Whatever can be known to go wrong is an error here, with its place.
#pragma once

#include "policies/language/cel_program.h"
#include "policies/language/code.h"
#include "policies/language/syntax.h"

namespace keyhound {

// Fills `code` (nodes, type, uses) from `syntax`. REQUIRES: code.text is the expression.
Status check_expression(const CelSyntax& syntax, const CelEnvironment& environment, CelCode& code);

}  // namespace keyhound
