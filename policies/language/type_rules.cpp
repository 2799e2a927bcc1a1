// SPDX-License-Identifier: Apache-2.0
#include "policies/language/type_rules.h"

namespace keyhound {
namespace {

using K = CelKind;

struct Arithmetic {
  CelOp op;
  CelKind a;
  CelKind b;
  CelKind result;
};

constexpr Arithmetic kArithmetic[] = {
    {CelOp::kAdd, K::kInt, K::kInt, K::kInt},
    {CelOp::kAdd, K::kDouble, K::kDouble, K::kDouble},
    {CelOp::kAdd, K::kString, K::kString, K::kString},
    {CelOp::kAdd, K::kList, K::kList, K::kList},
    {CelOp::kAdd, K::kTimestamp, K::kDuration, K::kTimestamp},
    {CelOp::kAdd, K::kDuration, K::kTimestamp, K::kTimestamp},
    {CelOp::kAdd, K::kDuration, K::kDuration, K::kDuration},
    {CelOp::kSubtract, K::kInt, K::kInt, K::kInt},
    {CelOp::kSubtract, K::kDouble, K::kDouble, K::kDouble},
    {CelOp::kSubtract, K::kTimestamp, K::kTimestamp, K::kDuration},
    {CelOp::kSubtract, K::kTimestamp, K::kDuration, K::kTimestamp},
    {CelOp::kSubtract, K::kDuration, K::kDuration, K::kDuration},
    {CelOp::kMultiply, K::kInt, K::kInt, K::kInt},
    {CelOp::kMultiply, K::kDouble, K::kDouble, K::kDouble},
    {CelOp::kDivide, K::kInt, K::kInt, K::kInt},
    {CelOp::kDivide, K::kDouble, K::kDouble, K::kDouble},
    {CelOp::kModulo, K::kInt, K::kInt, K::kInt},
};

constexpr CelKind kOrdered[] = {K::kBool,   K::kInt,       K::kDouble,
                                K::kString, K::kTimestamp, K::kDuration};

bool is_number(CelKind kind) { return kind == K::kInt || kind == K::kDouble; }

bool may_be_null(const CelType& type) {
  return type.nullable || type.kind == K::kNull || type.kind == K::kDyn;
}

bool may_be_ordered(const CelType& a, const CelType& b) {
  if (is_number(a.kind) && is_number(b.kind)) return true;
  for (const CelKind kind : kOrdered)
    if (may_be(a, kind) && may_be(b, kind)) return true;
  return false;
}

bool may_be_in(const CelType& a, const CelType& b) {
  if (b.kind == K::kDyn) return true;
  if (b.kind == K::kList) return may_be_equal(a, element_of(b));
  if (b.kind != K::kMap) return false;
  return may_be(a, K::kString) || may_be(a, K::kBool) || is_number(a.kind);
}

std::optional<CelType> arithmetic_type(CelOp op, const CelType& a, const CelType& b,
                                       std::deque<CelType>& types) {
  std::optional<CelType> result;
  for (const Arithmetic& row : kArithmetic) {
    if (row.op != op || !may_be(a, row.a) || !may_be(b, row.b)) continue;
    CelType type{row.result};
    if (row.result == K::kList && a.kind == K::kList && b.kind == K::kList) {
      type = joined_type(a, b, types);
      type.nullable = false;
    }
    result = result && result->kind != type.kind ? kCelDyn : type;
  }
  return result;
}

}  // namespace

const CelType& element_of(const CelType& type) {
  return type.element == nullptr ? kCelDyn : *type.element;
}

bool may_be(const CelType& type, CelKind kind) { return type.kind == kind || type.kind == K::kDyn; }

bool may_be_equal(const CelType& a, const CelType& b) {
  if (a.kind == K::kDyn || b.kind == K::kDyn) return true;
  if (may_be_null(a) && may_be_null(b)) return true;
  if (is_number(a.kind) && is_number(b.kind)) return true;
  return a.kind == b.kind && a.record == b.record;
}

CelType joined_type(const CelType& a, const CelType& b, std::deque<CelType>& types) {
  if (is_same_type(a, b)) return a;
  if (a.kind == K::kDyn || b.kind == K::kDyn) return kCelDyn;
  if (a.kind == K::kNull) return cel_nullable(b);
  if (b.kind == K::kNull) return cel_nullable(a);
  if (a.kind != b.kind || a.record != b.record) return kCelDyn;
  CelType joined = a;
  joined.nullable = a.nullable || b.nullable;
  if (a.kind == K::kList || a.kind == K::kMap)
    joined.element = &types.emplace_back(joined_type(element_of(a), element_of(b), types));
  return joined;
}

std::optional<CelType> result_type(CelOp op, const CelType& a, const CelType& b,
                                   std::deque<CelType>& types) {
  bool is_defined = false;
  switch (op) {
    case CelOp::kEqual:
    case CelOp::kNotEqual:
      is_defined = may_be_equal(a, b);
      break;
    case CelOp::kLess:
    case CelOp::kLessEqual:
    case CelOp::kGreater:
    case CelOp::kGreaterEqual:
      is_defined = may_be_ordered(a, b);
      break;
    case CelOp::kIn:
      is_defined = may_be_in(a, b);
      break;
    default:
      return arithmetic_type(op, a, b, types);
  }
  if (!is_defined) return std::nullopt;
  return kCelBool;
}

}  // namespace keyhound
