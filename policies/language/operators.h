// SPDX-License-Identifier: Apache-2.0
// Private to policies/language: the strict operators on values, and their types.
#pragma once

#include <optional>
#include <string_view>

#include "policies/language/cel_value.h"
#include "policies/language/code.h"
#include "policies/language/evaluation.h"

namespace keyhound {

// The operator written so; nullopt: there is none.
std::optional<CelOp> binary_operator(std::string_view symbol);
// How it is written.
std::string_view operator_symbol(CelOp op);

// node.a op node.b. REQUIRES: neither is an error.
CelValue apply_operator(CelEvaluation& evaluation, const CelNode& node, const CelValue& a,
                        const CelValue& b);

}  // namespace keyhound
