// SPDX-License-Identifier: Apache-2.0
// Private to policies/language: equality and order of values. Ints and doubles compare as numbers,
// exactly; other values of different kinds are not equal and have no order.
#pragma once

#include <cstdint>

#include "policies/language/cel_value.h"
#include "policies/language/evaluation.h"

namespace keyhound {

enum class CelOrder : std::uint8_t {
  kLess,
  kEqual,
  kGreater,
  kUnordered,  // NaN
  kUndefined,  // there is no order between these kinds
};

CelOrder cel_order(const CelValue& a, const CelValue& b);

// A bool, or the first error inside of lists and maps. Records are equal when they are the same
// object.
CelValue cel_equal(CelEvaluation& evaluation, const CelValue& a, const CelValue& b);

}  // namespace keyhound
