// SPDX-License-Identifier: Apache-2.0
// Private to policies/language: what the checker knows of operators and of types. A type that is
// not known before it runs (dyn) fits everywhere; null in a nullable type is found when it runs.
#pragma once

#include <optional>
#include <span>

#include "policies/language/cel_type.h"
#include "policies/language/code.h"

namespace keyhound {

// Of a list's elements or a map's values.
const CelType& element_of(const CelType& type);

// Whether a value of type `type` may be of `kind`.
bool may_be(const CelType& type, CelKind kind);

// Whether some value may be of both.
bool may_be_equal(const CelType& a, const CelType& b);

// The type of what is either. Its element types stand in `types`.
CelType joined_type(const CelType& a, const CelType& b, std::deque<CelType>& types);

// The type of `a op b`; nullopt: the operator is not defined for them.
std::optional<CelType> result_type(CelOp op, const CelType& a, const CelType& b,
                                   std::deque<CelType>& types);

}  // namespace keyhound
