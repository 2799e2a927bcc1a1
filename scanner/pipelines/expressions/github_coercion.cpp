// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/expressions/github_coercion.h"

#include <cmath>
#include <limits>

#include "scanner/pipelines/expressions/github_number.h"
#include "scanner/pipelines/expressions/letter_case.h"

namespace keyhound {
namespace {

using Kind = ExpressionValue::Kind;

// Whether values of these two kinds, which differ, are compared as numbers. An array or object
// never is.
bool compare_as_numbers(const ExpressionValue& left, const ExpressionValue& right) {
  return left.is_primitive() && right.is_primitive() && left.kind() != right.kind();
}

}  // namespace

bool github_truth(const ExpressionValue& value) {
  switch (value.kind()) {
    case Kind::kNull:
      return false;
    case Kind::kBool:
      return *value.as_bool();
    case Kind::kNumber:
      return !std::isnan(*value.as_number()) && *value.as_number() != 0;
    case Kind::kString:
      return !value.as_text()->empty();
    default:
      return true;
  }
}

double github_to_number(const ExpressionValue& value) {
  switch (value.kind()) {
    case Kind::kNull:
      return 0;
    case Kind::kBool:
      return *value.as_bool() ? 1 : 0;
    case Kind::kNumber:
      return *value.as_number();
    case Kind::kString:
      return github_number(*value.as_text());
    default:
      return std::numeric_limits<double>::quiet_NaN();
  }
}

std::string github_to_text(const ExpressionValue& value) {
  switch (value.kind()) {
    case Kind::kNull:
      return {};
    case Kind::kBool:
      return *value.as_bool() ? "true" : "false";
    case Kind::kNumber:
      return github_number_text(*value.as_number());
    case Kind::kString:
      return *value.as_text();
    case Kind::kArray:
      return "Array";
    default:
      return "Object";
  }
}

bool github_equal(const ExpressionValue& left, const ExpressionValue& right) {
  if (compare_as_numbers(left, right)) return github_to_number(left) == github_to_number(right);
  if (left.kind() != right.kind()) return false;
  switch (left.kind()) {
    case Kind::kNull:
      return true;
    case Kind::kBool:
      return *left.as_bool() == *right.as_bool();
    case Kind::kNumber:
      return *left.as_number() == *right.as_number();
    case Kind::kString:
      return compare_ignoring_case(*left.as_text(), *right.as_text()) == 0;
    case Kind::kArray:
      return left.as_array() == right.as_array();
    default:
      return left.as_object() == right.as_object();
  }
}

bool github_less(const ExpressionValue& left, const ExpressionValue& right) {
  if (compare_as_numbers(left, right)) return github_to_number(left) < github_to_number(right);
  if (left.kind() != right.kind()) return false;
  switch (left.kind()) {
    case Kind::kBool:
      return !*left.as_bool() && *right.as_bool();
    case Kind::kNumber:
      return *left.as_number() < *right.as_number();
    case Kind::kString:
      return compare_ignoring_case(*left.as_text(), *right.as_text()) < 0;
    default:
      return false;
  }
}

}  // namespace keyhound
