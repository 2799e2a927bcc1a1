// SPDX-License-Identifier: Apache-2.0
// How GitHub's expressions turn values into other kinds, and compare them:
// https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#operators
// Pure, thread-safe.
#pragma once

#include <string>

#include "scanner/pipelines/expressions/expression_value.h"

namespace keyhound {

// false, 0, NaN, '' and null are not true.
bool github_truth(const ExpressionValue& value);

// Arrays and objects are NaN.
double github_to_number(const ExpressionValue& value);

// Arrays and objects are "Array" and "Object".
std::string github_to_text(const ExpressionValue& value);

// Of different kinds, both become numbers, except that arrays and objects equal only themselves.
// Texts compare without regard to case. What cannot be compared is neither less nor greater.
bool github_equal(const ExpressionValue& left, const ExpressionValue& right);
bool github_less(const ExpressionValue& left, const ExpressionValue& right);

}  // namespace keyhound
