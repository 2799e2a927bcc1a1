// SPDX-License-Identifier: Apache-2.0
#include "policies/language/comparison.h"

#include <cmath>
#include <compare>
#include <utility>

namespace keyhound {
namespace {

template <class T>
CelOrder order_of(const T& a, const T& b) {
  if (a < b) return CelOrder::kLess;
  return b < a ? CelOrder::kGreater : CelOrder::kEqual;
}

CelOrder reversed(CelOrder order) {
  if (order == CelOrder::kLess) return CelOrder::kGreater;
  return order == CelOrder::kGreater ? CelOrder::kLess : order;
}

CelOrder order_of_doubles(double a, double b) {
  return std::isnan(a) || std::isnan(b) ? CelOrder::kUnordered : order_of(a, b);
}

// Without rounding the int to a double: 2^53 + 1 is greater than 2^53.
CelOrder order_of_mixed(std::int64_t a, double b) {
  if (std::isnan(b)) return CelOrder::kUnordered;
  if (b >= 0x1p63) return CelOrder::kLess;
  if (b < -0x1p63) return CelOrder::kGreater;
  const double whole = std::trunc(b);
  const CelOrder order = order_of(a, static_cast<std::int64_t>(whole));
  return order == CelOrder::kEqual ? order_of(whole, b) : order;
}

CelValue equal_lists(CelEvaluation& evaluation, const CelValue& a, const CelValue& b) {
  const auto left = a.as_list();
  const auto right = b.as_list();
  if (left.size() != right.size()) return CelValue::boolean(false);
  for (std::size_t i = 0; i < left.size(); ++i) {
    const CelValue equal = cel_equal(evaluation, left[i], right[i]);
    if (equal.is_error() || !equal.as_bool()) return equal;
  }
  return CelValue::boolean(true);
}

// Keys are sorted, so that equal maps have equal keys at equal places.
CelValue equal_maps(CelEvaluation& evaluation, const CelValue& a, const CelValue& b) {
  const auto left = a.as_map();
  const auto right = b.as_map();
  if (left.size() != right.size()) return CelValue::boolean(false);
  for (std::size_t i = 0; i < left.size(); ++i) {
    const CelValue keys = cel_equal(evaluation, left[i].key, right[i].key);
    if (keys.is_error() || !keys.as_bool()) return keys;
    const CelValue equal = cel_equal(evaluation, left[i].value, right[i].value);
    if (equal.is_error() || !equal.as_bool()) return equal;
  }
  return CelValue::boolean(true);
}

}  // namespace

CelOrder cel_order(const CelValue& a, const CelValue& b) {
  if (a.is(CelKind::kInt) && b.is(CelKind::kDouble))
    return order_of_mixed(a.as_int(), b.as_double());
  if (a.is(CelKind::kDouble) && b.is(CelKind::kInt))
    return reversed(order_of_mixed(b.as_int(), a.as_double()));
  if (a.kind() != b.kind()) return CelOrder::kUndefined;
  switch (a.kind()) {
    case CelKind::kBool:
    case CelKind::kInt:
      return order_of(a.as_int(), b.as_int());
    case CelKind::kDouble:
      return order_of_doubles(a.as_double(), b.as_double());
    case CelKind::kString:
      return order_of(a.as_text(), b.as_text());
    case CelKind::kTimestamp:
    case CelKind::kDuration:
      return order_of(std::pair(a.as_time().seconds, a.nanoseconds()),
                      std::pair(b.as_time().seconds, b.nanoseconds()));
    default:
      return CelOrder::kUndefined;
  }
}

CelValue cel_equal(CelEvaluation& evaluation, const CelValue& a, const CelValue& b) {
  if (a.is_error()) return a;
  if (b.is_error()) return b;
  const bool are_texts = a.is(CelKind::kString) && b.is(CelKind::kString);
  if (!evaluation.spend(are_texts ? 1 + a.as_text().size() / 16 : 1))
    return CelEvaluation::out_of_steps();
  const CelOrder order = cel_order(a, b);
  if (order != CelOrder::kUndefined) return CelValue::boolean(order == CelOrder::kEqual);
  if (a.kind() != b.kind()) return CelValue::boolean(false);
  switch (a.kind()) {
    case CelKind::kNull:
      return CelValue::boolean(true);
    case CelKind::kList:
      return equal_lists(evaluation, a, b);
    case CelKind::kMap:
      return equal_maps(evaluation, a, b);
    default:
      return CelValue::boolean(&a.record_type() == &b.record_type() &&
                               a.record_object() == b.record_object());
  }
}

}  // namespace keyhound
