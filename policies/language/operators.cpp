// SPDX-License-Identifier: Apache-2.0
#include "policies/language/operators.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "policies/language/comparison.h"

namespace keyhound {
namespace {

struct Symbol {
  std::string_view text;
  CelOp op;
};

constexpr std::array kSymbols = {
    Symbol{"==", CelOp::kEqual},   Symbol{"!=", CelOp::kNotEqual},
    Symbol{"<", CelOp::kLess},     Symbol{"<=", CelOp::kLessEqual},
    Symbol{">", CelOp::kGreater},  Symbol{">=", CelOp::kGreaterEqual},
    Symbol{"in", CelOp::kIn},      Symbol{"+", CelOp::kAdd},
    Symbol{"-", CelOp::kSubtract}, Symbol{"*", CelOp::kMultiply},
    Symbol{"/", CelOp::kDivide},   Symbol{"%", CelOp::kModulo},
};

constexpr std::string_view kOverflow = "the number is out of range: an int has 64 bits";
constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;

CelValue undefined(CelEvaluation& evaluation, const CelNode& node, const CelValue& a,
                   const CelValue& b) {
  const auto& nodes = evaluation.code().nodes;
  if (a.is_null()) return evaluation.null_error(nodes[node.a]);
  if (b.is_null()) return evaluation.null_error(nodes[node.b]);
  return evaluation.error(fmt::format("'{}' is not defined for {} and {}", operator_symbol(node.op),
                                      kind_name(a.kind()), kind_name(b.kind())));
}

CelValue integers(CelOp op, std::int64_t a, std::int64_t b) {
  std::int64_t result = 0;
  bool is_overflow = false;
  switch (op) {
    case CelOp::kAdd:
      is_overflow = __builtin_add_overflow(a, b, &result);
      break;
    case CelOp::kSubtract:
      is_overflow = __builtin_sub_overflow(a, b, &result);
      break;
    case CelOp::kMultiply:
      is_overflow = __builtin_mul_overflow(a, b, &result);
      break;
    default: {
      if (b == 0) return CelValue::error("division by zero");
      // The one quotient that does not fit; its remainder is refused with it, as in CEL.
      is_overflow = a == std::numeric_limits<std::int64_t>::min() && b == -1;
      if (!is_overflow) result = op == CelOp::kDivide ? a / b : a % b;
    }
  }
  return is_overflow ? CelValue::error(kOverflow) : CelValue::integer(result);
}

double doubles(CelOp op, double a, double b) {
  switch (op) {
    case CelOp::kAdd:
      return a + b;
    case CelOp::kSubtract:
      return a - b;
    case CelOp::kMultiply:
      return a * b;
    default:
      return a / b;
  }
}

// Both in seconds and nanoseconds forward; far from the ends of 64 bits, see CelValue::time().
CelValue times(CelOp op, const CelValue& a, const CelValue& b) {
  const std::int64_t sign = op == CelOp::kAdd ? 1 : -1;
  std::int64_t seconds = a.as_time().seconds + sign * b.as_time().seconds;
  std::int64_t nanoseconds = static_cast<std::int64_t>(a.nanoseconds()) +
                             sign * static_cast<std::int64_t>(b.nanoseconds());
  if (nanoseconds < 0) {
    nanoseconds += kNanosecondsPerSecond;
    --seconds;
  } else if (nanoseconds >= kNanosecondsPerSecond) {
    nanoseconds -= kNanosecondsPerSecond;
    ++seconds;
  }
  const auto rest = static_cast<std::uint32_t>(nanoseconds);
  const bool is_time = a.is(CelKind::kTimestamp) != b.is(CelKind::kTimestamp);
  return is_time ? CelValue::time({seconds}, rest) : CelValue::length({seconds}, rest);
}

bool are_times(CelOp op, const CelValue& a, const CelValue& b) {
  const bool is_a_time = a.is(CelKind::kTimestamp);
  const bool is_b_time = b.is(CelKind::kTimestamp);
  if ((!is_a_time && !a.is(CelKind::kDuration)) || (!is_b_time && !b.is(CelKind::kDuration)))
    return false;
  if (op == CelOp::kAdd) return !is_a_time || !is_b_time;
  return op == CelOp::kSubtract && (is_a_time || !is_b_time);
}

CelValue joined_texts(CelEvaluation& evaluation, std::string_view a, std::string_view b) {
  if (!evaluation.spend_on_text(a.size() + b.size())) return CelEvaluation::out_of_steps();
  const std::span<char> room = evaluation.arena().characters(a.size() + b.size());
  if (room.empty()) return CelValue::text({});
  std::copy(b.begin(), b.end(), std::copy(a.begin(), a.end(), room.begin()));
  return CelValue::text({room.data(), room.size()});
}

CelValue joined_lists(CelEvaluation& evaluation, std::span<const CelValue> a,
                      std::span<const CelValue> b) {
  if (!evaluation.spend(a.size() + b.size())) return CelEvaluation::out_of_steps();
  const std::span<CelValue> room = evaluation.arena().values(a.size() + b.size());
  if (!room.empty()) std::copy(b.begin(), b.end(), std::copy(a.begin(), a.end(), room.begin()));
  return CelValue::list(room);
}

CelValue arithmetic(CelEvaluation& evaluation, const CelNode& node, const CelValue& a,
                    const CelValue& b) {
  const CelOp op = node.op;
  if (are_times(op, a, b)) return times(op, a, b);
  if (a.kind() != b.kind()) return undefined(evaluation, node, a, b);
  if (a.is(CelKind::kInt)) return integers(op, a.as_int(), b.as_int());
  if (a.is(CelKind::kDouble) && op != CelOp::kModulo)
    return CelValue::real(doubles(op, a.as_double(), b.as_double()));
  if (op == CelOp::kAdd && a.is(CelKind::kString))
    return joined_texts(evaluation, a.as_text(), b.as_text());
  if (op == CelOp::kAdd && a.is(CelKind::kList))
    return joined_lists(evaluation, a.as_list(), b.as_list());
  return undefined(evaluation, node, a, b);
}

CelValue relation(CelEvaluation& evaluation, const CelNode& node, const CelValue& a,
                  const CelValue& b) {
  if (a.is(CelKind::kString) && !evaluation.spend_on_text(a.as_text().size()))
    return CelEvaluation::out_of_steps();
  const CelOrder order = cel_order(a, b);
  switch (order) {
    case CelOrder::kUndefined:
      return undefined(evaluation, node, a, b);
    case CelOrder::kUnordered:
      return CelValue::boolean(false);
    default:
      break;
  }
  switch (node.op) {
    case CelOp::kLess:
      return CelValue::boolean(order == CelOrder::kLess);
    case CelOp::kLessEqual:
      return CelValue::boolean(order != CelOrder::kGreater);
    case CelOp::kGreater:
      return CelValue::boolean(order == CelOrder::kGreater);
    default:
      return CelValue::boolean(order != CelOrder::kLess);
  }
}

// Whether b holds a: an element that is equal, or the key.
CelValue membership(CelEvaluation& evaluation, const CelNode& node, const CelValue& a,
                    const CelValue& b) {
  if (b.is(CelKind::kMap)) return CelValue::boolean(evaluation.find(b, a) != nullptr);
  if (!b.is(CelKind::kList)) {
    if (b.is_null()) return evaluation.null_error(evaluation.code().nodes[node.b]);
    return evaluation.error(
        fmt::format("'in' looks into lists and maps, and this is {}", kind_name(b.kind())));
  }
  CelValue answer = CelValue::boolean(false);
  for (const CelValue& element : b.as_list()) {
    const CelValue equal = cel_equal(evaluation, a, element);
    if (!equal.is_error() && equal.as_bool()) return equal;
    if (equal.is_error() && !answer.is_error()) answer = equal;
    if (evaluation.is_stopped()) break;
  }
  return answer;
}

}  // namespace

std::optional<CelOp> binary_operator(std::string_view symbol) {
  for (const Symbol& row : kSymbols)
    if (row.text == symbol) return row.op;
  return std::nullopt;
}

std::string_view operator_symbol(CelOp op) {
  for (const Symbol& row : kSymbols)
    if (row.op == op) return row.text;
  return {};
}

CelValue apply_operator(CelEvaluation& evaluation, const CelNode& node, const CelValue& a,
                        const CelValue& b) {
  switch (node.op) {
    case CelOp::kEqual:
      return cel_equal(evaluation, a, b);
    case CelOp::kNotEqual: {
      const CelValue equal = cel_equal(evaluation, a, b);
      return equal.is_error() ? equal : CelValue::boolean(!equal.as_bool());
    }
    case CelOp::kLess:
    case CelOp::kLessEqual:
    case CelOp::kGreater:
    case CelOp::kGreaterEqual:
      return relation(evaluation, node, a, b);
    case CelOp::kIn:
      return membership(evaluation, node, a, b);
    default:
      return arithmetic(evaluation, node, a, b);
  }
}

}  // namespace keyhound
