// SPDX-License-Identifier: Apache-2.0
#include "policies/language/evaluation.h"

#include <fmt/format.h>

#include <vector>

#include "policies/language/functions.h"
#include "policies/language/operators.h"

namespace keyhound {
namespace {

// Whether messages may show the text of this node: a path of names, no literal.
bool is_path(const CelCode& code, const CelNode& node) {
  switch (node.op) {
    case CelOp::kVariable:
    case CelOp::kLocal:
      return true;
    case CelOp::kField:
    case CelOp::kSelect:
      return is_path(code, code.nodes[node.a]);
    default:
      return false;
  }
}

}  // namespace

CelValue CelEvaluation::run() {
  const CelValue value = eval(code_.root);
  if (steps_ < 0) return out_of_steps();
  if (arena_.is_exhausted()) return CelValue::error("the expression needs too much memory");
  return value;
}

bool CelEvaluation::spend(std::size_t steps) {
  const auto left = static_cast<std::size_t>(steps_ < 0 ? 0 : steps_);
  steps_ = steps > left ? -1 : static_cast<std::int64_t>(left - steps);
  return steps_ >= 0;
}

const CelValue* CelEvaluation::find(const CelValue& map, const CelValue& key) {
  if (key.is(CelKind::kString) && !spend(1 + key.as_text().size() / 4)) return nullptr;
  return find_key(map.as_map(), key);
}

CelValue CelEvaluation::out_of_steps() {
  return CelValue::error("the expression took too many steps");
}

CelValue CelEvaluation::error(const std::string& reason) {
  return CelValue::error(arena_.copy(reason));
}

CelValue CelEvaluation::null_error(const CelNode& node) {
  if (!is_path(code_, node)) return CelValue::error("a value is null where it must not be");
  return error(fmt::format("'{}' is null here", code_.source(node)));
}

CelValue CelEvaluation::kind_error(std::string_view what, const CelNode& node,
                                   const CelValue& value) {
  if (value.is_null()) return null_error(node);
  return error(fmt::format("{} is not defined for {}", what, kind_name(value.kind())));
}

CelValue CelEvaluation::eval(std::uint32_t id) {
  const CelNode& node = code_.nodes[id];
  if (--steps_ < 0) return out_of_steps();
  switch (node.op) {
    case CelOp::kConstant:
      return code_.constants[node.index];
    case CelOp::kVariable:
      return variables_[node.index];
    case CelOp::kLocal:
      return *locals_[node.index];
    case CelOp::kField:
      return field(node);
    case CelOp::kSelect: {
      const CelValue value = eval(node.a);
      return value.is_error() ? value : select(node, value, code_.constants[node.index].as_text());
    }
    case CelOp::kHasField:
    case CelOp::kHasSelect:
    case CelOp::kHasValue:
      return has(node);
    case CelOp::kIndex:
      return index(node);
    case CelOp::kCall:
      return call(node);
    case CelOp::kMatch:
      return match(node);
    case CelOp::kList:
      return list(node);
    case CelOp::kMap:
      return map(node);
    case CelOp::kConditional:
      return conditional(node);
    case CelOp::kAnd:
      return junction(node, false);
    case CelOp::kOr:
      return junction(node, true);
    case CelOp::kNot:
    case CelOp::kNegate:
      return negation(node);
    case CelOp::kAll:
    case CelOp::kExists:
    case CelOp::kExistsOne:
    case CelOp::kFilter:
    case CelOp::kTransform:
    case CelOp::kTransformSome:
      return macro(node);
    default:
      return binary(node);
  }
}

CelValue CelEvaluation::field(const CelNode& node) {
  const CelValue value = eval(node.a);
  if (value.is(CelKind::kRecord) && &value.record_type() == node.record)
    return node.field->get(value.record_object(), arena_);
  return value.is_error() ? value : select(node, value, node.field->name);
}

CelValue CelEvaluation::select(const CelNode& node, const CelValue& value, std::string_view name) {
  if (value.is(CelKind::kMap)) {
    const CelValue* const found = find(value, CelValue::text(name));
    return found != nullptr ? *found : error(fmt::format("there is no key '{}'", name));
  }
  if (!value.is(CelKind::kRecord))
    return kind_error(fmt::format("'.{}'", name), code_.nodes[node.a], value);
  const CelField* const found = value.record_type().find(name);
  if (found != nullptr) return found->get(value.record_object(), arena_);
  return error(fmt::format("{} has no field '{}'", value.record_type().name, name));
}

CelValue CelEvaluation::has(const CelNode& node) {
  const CelValue value = eval(node.a);
  if (value.is_error()) return value;
  if (node.op == CelOp::kHasValue) return CelValue::boolean(!value.is_null());
  const std::string_view name =
      node.op == CelOp::kHasField ? node.field->name : code_.constants[node.index].as_text();
  if (value.is(CelKind::kMap))
    return CelValue::boolean(find(value, CelValue::text(name)) != nullptr);
  const CelValue selected = select(node, value, name);
  return selected.is_error() ? selected : CelValue::boolean(!selected.is_null());
}

CelValue CelEvaluation::index(const CelNode& node) {
  const CelValue value = eval(node.a);
  if (value.is_error()) return value;
  const CelValue key = eval(node.b);
  if (key.is_error()) return key;
  if (key.is_null()) return null_error(code_.nodes[node.b]);
  if (value.is(CelKind::kMap)) {
    const CelValue* const found = find(value, key);
    return found != nullptr ? *found : CelValue::error("there is no such key");
  }
  if (!value.is(CelKind::kList)) return kind_error("'[]'", code_.nodes[node.a], value);
  CelValue place = key;
  if (key.is(CelKind::kDouble) && key.as_double() >= 0 && key.as_double() < 0x1p53 &&
      key.as_double() == static_cast<double>(static_cast<std::int64_t>(key.as_double()))) {
    place = CelValue::integer(static_cast<std::int64_t>(key.as_double()));
  }
  if (!place.is(CelKind::kInt))
    return error(fmt::format("a list has no index of type {}", kind_name(key.kind())));
  const auto elements_of_list = value.as_list();
  if (place.as_int() < 0 || static_cast<std::uint64_t>(place.as_int()) >= elements_of_list.size())
    return CelValue::error("the index lies outside of the list");
  return elements_of_list[static_cast<std::size_t>(place.as_int())];
}

CelValue CelEvaluation::call(const CelNode& node) {
  std::array<CelValue, 2> arguments;
  for (std::uint32_t i = 0; i < node.b; ++i) {
    arguments[i] = eval(code_.children[node.a + i]);
    if (arguments[i].is_error()) return arguments[i];
  }
  // The rows of one name stand together; the last of the table is followed by none.
  const CelFunction* const end = cel_functions().data() + cel_functions().size();
  const std::string_view name = node.function->name;
  for (const CelFunction* row = node.function; row != end && row->name == name; ++row) {
    bool is_fit = row->arity == node.b;
    for (std::uint32_t i = 0; is_fit && i < node.b; ++i)
      is_fit = arguments[i].is(row->parameters[i]);
    if (is_fit) return row->call(*this, arguments.data());
  }
  for (std::uint32_t i = 0; i < node.b; ++i) {
    if (arguments[i].is_null()) return null_error(code_.nodes[code_.children[node.a + i]]);
  }
  std::string kinds(kind_name(arguments[0].kind()));
  if (node.b == 2) kinds += " and " + std::string(kind_name(arguments[1].kind()));
  return error(fmt::format("{}() is not defined for {}", name, kinds));
}

CelValue CelEvaluation::match(const CelNode& node) {
  const CelValue text = eval(node.a);
  if (text.is_error()) return text;
  if (!text.is(CelKind::kString)) return kind_error("matches()", code_.nodes[node.a], text);
  if (!spend(1 + text.as_text().size() / 4)) return out_of_steps();
  return CelValue::boolean(code_.regexes[node.index]->matches(text.as_text()));
}

CelValue CelEvaluation::list(const CelNode& node) {
  const std::span<CelValue> room = arena_.values(node.b);
  for (std::size_t i = 0; i < room.size(); ++i) {
    room[i] = eval(code_.children[node.a + i]);
    if (room[i].is_error()) return room[i];
  }
  return CelValue::list(room);
}

CelValue CelEvaluation::map(const CelNode& node) {
  std::vector<CelMapEntry> entries(node.b / 2);
  if (!spend(entries.size())) return out_of_steps();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::uint32_t key = code_.children[node.a + 2 * i];
    entries[i].key = eval(key);
    if (entries[i].key.is_error()) return entries[i].key;
    if (!is_key(entries[i].key))
      return kind_error("a key of a map", code_.nodes[key], entries[i].key);
    // What sorting costs, for texts that begin alike.
    if (entries[i].key.is(CelKind::kString) && !spend(1 + entries[i].key.as_text().size()))
      return out_of_steps();
    entries[i].value = eval(code_.children[node.a + 2 * i + 1]);
    if (entries[i].value.is_error()) return entries[i].value;
  }
  const auto sorted = arena_.map_of(entries);
  if (sorted.size() != entries.size()) return CelValue::error("a key stands twice in a map");
  return CelValue::map(sorted);
}

// A bool or an error.
CelValue CelEvaluation::condition(std::uint32_t id, std::string_view what) {
  const CelValue value = eval(id);
  if (value.is(CelKind::kBool) || value.is_error()) return value;
  return kind_error(what, code_.nodes[id], value);
}

CelValue CelEvaluation::conditional(const CelNode& node) {
  const CelValue chosen = condition(node.a, "'?:'");
  if (chosen.is_error()) return chosen;
  return eval(chosen.as_bool() ? node.b : node.c);
}

// && decides on the first false, || on the first true, also where operands before it are errors.
CelValue CelEvaluation::junction(const CelNode& node, bool deciding) {
  CelValue answer = CelValue::boolean(!deciding);
  for (std::uint32_t i = 0; i < node.b; ++i) {
    const CelValue value = condition(code_.children[node.a + i], deciding ? "'||'" : "'&&'");
    if (value.is_error()) {
      if (!answer.is_error()) answer = value;
    } else if (value.as_bool() == deciding) {
      return value;
    }
  }
  return answer;
}

CelValue CelEvaluation::negation(const CelNode& node) {
  if (node.op == CelOp::kNot) {
    const CelValue value = condition(node.a, "'!'");
    return value.is_error() ? value : CelValue::boolean(!value.as_bool());
  }
  const CelValue value = eval(node.a);
  if (value.is_error()) return value;
  if (value.is(CelKind::kDouble)) return CelValue::real(-value.as_double());
  if (!value.is(CelKind::kInt)) return kind_error("'-'", code_.nodes[node.a], value);
  std::int64_t result = 0;
  if (__builtin_sub_overflow(std::int64_t{0}, value.as_int(), &result))
    return CelValue::error("the number is out of range: an int has 64 bits");
  return CelValue::integer(result);
}

CelValue CelEvaluation::binary(const CelNode& node) {
  const CelValue a = eval(node.a);
  if (a.is_error()) return a;
  const CelValue b = eval(node.b);
  if (b.is_error()) return b;
  return apply_operator(*this, node, a, b);
}

}  // namespace keyhound
