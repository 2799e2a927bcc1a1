// SPDX-License-Identifier: Apache-2.0
// The macros all, exists, exists_one, filter and map: over the elements of a list or the keys of a
// map. A part of CelEvaluation.
#include "policies/language/evaluation.h"

namespace keyhound {

// The keys of a map, in order; the elements of a list.
std::span<const CelValue> CelEvaluation::elements(const CelValue& range) {
  if (range.is(CelKind::kList)) return range.as_list();
  const auto entries = range.as_map();
  const std::span<CelValue> keys = arena_.values(entries.size());
  for (std::size_t i = 0; i < keys.size(); ++i) keys[i] = entries[i].key;
  return keys;
}

CelValue CelEvaluation::macro(const CelNode& node) {
  const CelValue range = eval(node.a);
  if (range.is_error()) return range;
  if (!range.is(CelKind::kList) && !range.is(CelKind::kMap))
    return kind_error("a macro", code_.nodes[node.a], range);
  const std::span<const CelValue> over = elements(range);
  switch (node.op) {
    case CelOp::kAll:
      return quantifier(node, over, false);
    case CelOp::kExists:
      return quantifier(node, over, true);
    case CelOp::kExistsOne:
      return exists_one(node, over);
    case CelOp::kFilter:
      return filter(node, over);
    default:
      return transform(node, over);
  }
}

// As && and ||: one element may decide, whatever errors others are.
CelValue CelEvaluation::quantifier(const CelNode& node, std::span<const CelValue> range,
                                   bool deciding) {
  CelValue answer = CelValue::boolean(!deciding);
  for (const CelValue& element : range) {
    locals_[node.index] = &element;
    const CelValue value = condition(node.b, deciding ? "exists()" : "all()");
    if (value.is_error()) {
      if (!answer.is_error()) answer = value;
      if (is_stopped()) break;
    } else if (value.as_bool() == deciding) {
      return value;
    }
  }
  return answer;
}

CelValue CelEvaluation::exists_one(const CelNode& node, std::span<const CelValue> range) {
  std::size_t count = 0;
  for (const CelValue& element : range) {
    locals_[node.index] = &element;
    const CelValue value = condition(node.b, "exists_one()");
    if (value.is_error()) return value;
    if (value.as_bool()) ++count;
  }
  return CelValue::boolean(count == 1);
}

CelValue CelEvaluation::filter(const CelNode& node, std::span<const CelValue> range) {
  const std::span<CelValue> room = arena_.values(range.size());
  std::size_t count = 0;
  for (std::size_t i = 0; i < room.size(); ++i) {
    locals_[node.index] = &range[i];
    const CelValue value = condition(node.b, "filter()");
    if (value.is_error()) return value;
    if (value.as_bool()) room[count++] = range[i];
  }
  return CelValue::list(room.first(count));
}

CelValue CelEvaluation::transform(const CelNode& node, std::span<const CelValue> range) {
  const std::span<CelValue> room = arena_.values(range.size());
  std::size_t count = 0;
  for (std::size_t i = 0; i < room.size(); ++i) {
    locals_[node.index] = &range[i];
    if (node.op == CelOp::kTransformSome) {
      const CelValue value = condition(node.b, "map()");
      if (value.is_error()) return value;
      if (!value.as_bool()) continue;
    }
    const CelValue made = eval(node.op == CelOp::kTransformSome ? node.c : node.b);
    if (made.is_error()) return made;
    room[count++] = made;
  }
  return CelValue::list(room.first(count));
}

}  // namespace keyhound
