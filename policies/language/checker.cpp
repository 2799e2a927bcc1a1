// SPDX-License-Identifier: Apache-2.0
#include "policies/language/checker.h"

#include <fmt/format.h>

#include <algorithm>

#include "policies/language/checker_state.h"
#include "policies/language/operators.h"
#include "policies/language/place.h"
#include "policies/language/type_rules.h"

namespace keyhound {

tl::unexpected<Error> CelChecker::refuse(const CelSyntaxNode& syntax,
                                         std::string_view reason) const {
  return fail(cel_error(code_.text, syntax.place, reason));
}

std::uint32_t CelChecker::emit(const CelNode& node) {
  code_.nodes.push_back(node);
  return static_cast<std::uint32_t>(code_.nodes.size() - 1);
}

CelNode CelChecker::node_of(const CelSyntaxNode& syntax, CelOp op) const {
  CelNode node;
  node.op = op;
  node.begin = syntax.begin;
  node.end = syntax.end;
  return node;
}

std::uint32_t CelChecker::emit_children(const std::vector<std::uint32_t>& children) {
  const std::size_t first = code_.children.size();
  code_.children.insert(code_.children.end(), children.begin(), children.end());
  return static_cast<std::uint32_t>(first);
}

CelChecker::Typed CelChecker::constant(const CelSyntaxNode& syntax, const CelValue& value,
                                       const CelType& type) {
  CelNode node = node_of(syntax, CelOp::kConstant);
  node.index = static_cast<std::uint32_t>(code_.constants.size());
  code_.constants.push_back(value);
  return {emit(node), type};
}

const CelType* CelChecker::kept(const CelType& type) { return &code_.types.emplace_back(type); }

Status CelChecker::run() {
  code_.uses.assign(environment_.variables.size(), false);
  KEYHOUND_TRY(const Typed root, check(syntax_.root));
  code_.root = root.node;
  code_.type = root.type;
  return {};
}

CelChecker::Checked CelChecker::check(std::uint32_t id) {
  const CelSyntaxNode& syntax = at(id);
  switch (syntax.kind) {
    case CelSyntaxKind::kLiteral:
      return constant(syntax, syntax.literal, CelType{syntax.literal.kind()});
    case CelSyntaxKind::kName:
      return check_name(syntax);
    case CelSyntaxKind::kSelect:
      return check_select(syntax);
    case CelSyntaxKind::kIndex:
      return check_index(syntax);
    case CelSyntaxKind::kCall:
    case CelSyntaxKind::kMethod:
      return check_call(syntax);
    case CelSyntaxKind::kList:
      return check_list(syntax);
    case CelSyntaxKind::kMap:
      return check_map(syntax);
    case CelSyntaxKind::kNot:
    case CelSyntaxKind::kNegate:
      return check_sign(syntax);
    case CelSyntaxKind::kBinary:
      return check_binary(syntax);
    case CelSyntaxKind::kAnd:
    case CelSyntaxKind::kOr:
      return check_junction(syntax);
    default:
      return check_conditional(syntax);
  }
}

std::optional<std::size_t> CelChecker::find_variable(std::string_view name) const {
  const auto& variables = environment_.variables;
  const auto place = std::find_if(variables.begin(), variables.end(),
                                  [name](const CelVariable& v) { return v.name == name; });
  if (place == variables.end()) return std::nullopt;
  return static_cast<std::size_t>(place - variables.begin());
}

std::string CelChecker::chain_of(const CelSyntaxNode& syntax) const {
  if (syntax.kind == CelSyntaxKind::kName) {
    const bool is_local = std::any_of(locals_.begin(), locals_.end(),
                                      [&](const Local& l) { return l.name == syntax.name; });
    return is_local ? std::string() : std::string(syntax.name);
  }
  if (syntax.kind != CelSyntaxKind::kSelect) return {};
  std::string chain = chain_of(at(syntax.children[0]));
  if (!chain.empty()) (chain += '.') += syntax.name;
  return chain;
}

CelChecker::Checked CelChecker::variable(const CelSyntaxNode& syntax, std::size_t number) {
  code_.uses[number] = true;
  CelNode node = node_of(syntax, CelOp::kVariable);
  node.index = static_cast<std::uint32_t>(number);
  return Typed{emit(node), environment_.variables[number].type};
}

CelChecker::Checked CelChecker::check_name(const CelSyntaxNode& syntax) {
  for (std::size_t slot = locals_.size(); slot-- > 0;) {
    if (locals_[slot].name != syntax.name) continue;
    CelNode node = node_of(syntax, CelOp::kLocal);
    node.index = static_cast<std::uint32_t>(slot);
    return Typed{emit(node), locals_[slot].type};
  }
  if (const auto number = find_variable(syntax.name)) return variable(syntax, *number);
  std::vector<std::string_view> known;
  for (const Local& local : locals_) known.push_back(local.name);
  for (const CelVariable& each : environment_.variables) known.push_back(each.name);
  return refuse(syntax, fmt::format("unknown variable '{}'{}", syntax.name,
                                    did_you_mean(syntax.name, known)));
}

Result<const CelField*> CelChecker::field_of(const CelType& type,
                                             const CelSyntaxNode& syntax) const {
  if (const CelField* const field = type.record->find(syntax.name)) return field;
  std::vector<std::string_view> known;
  for (const CelField& field : type.record->fields) known.push_back(field.name);
  return refuse(syntax, fmt::format("{} has no field '{}'{}", type.record->name, syntax.name,
                                    did_you_mean(syntax.name, known)));
}

// That fields can be selected of this type at all.
Status CelChecker::require_fields(const CelType& type, const CelSyntaxNode& syntax) const {
  const bool is_known_record = type.kind == CelKind::kRecord && type.record != nullptr;
  if (is_known_record || type.kind == CelKind::kMap || type.kind == CelKind::kDyn) return {};
  return refuse(syntax, fmt::format("'.{}' selects a field of a record or a map, and this is {}",
                                    syntax.name, to_string(type)));
}

CelChecker::Checked CelChecker::check_select(const CelSyntaxNode& syntax) {
  if (const std::string chain = chain_of(syntax); !chain.empty()) {
    if (const auto number = find_variable(chain)) return variable(syntax, *number);
    const CelSyntaxNode& operand = at(syntax.children[0]);
    const bool is_bare = operand.kind == CelSyntaxKind::kName && !find_variable(operand.name);
    std::vector<std::string_view> known;
    for (const CelVariable& each : environment_.variables)
      if (each.name.starts_with(std::string(operand.name) + '.')) known.push_back(each.name);
    if (is_bare && !known.empty())
      return refuse(syntax,
                    fmt::format("unknown variable '{}'{}", chain, did_you_mean(chain, known)));
  }
  KEYHOUND_TRY(const Typed operand, check(syntax.children[0]));
  KEYHOUND_TRY_STATUS(require_fields(operand.type, syntax));
  if (operand.type.kind == CelKind::kRecord) {
    KEYHOUND_TRY(const CelField* const field, field_of(operand.type, syntax));
    CelNode node = node_of(syntax, CelOp::kField);
    node.a = operand.node;
    node.record = operand.type.record;
    node.field = field;
    return Typed{emit(node), field->type};
  }
  CelNode node = node_of(syntax, CelOp::kSelect);
  node.a = operand.node;
  node.index = static_cast<std::uint32_t>(code_.constants.size());
  code_.constants.push_back(CelValue::text(syntax.name));
  return Typed{emit(node), element_of(operand.type)};
}

CelChecker::Checked CelChecker::check_index(const CelSyntaxNode& syntax) {
  KEYHOUND_TRY(const Typed operand, check(syntax.children[0]));
  KEYHOUND_TRY(const Typed key, check(syntax.children[1]));
  const bool is_list = operand.type.kind == CelKind::kList;
  if (!is_list && operand.type.kind != CelKind::kMap && operand.type.kind != CelKind::kDyn)
    return refuse(syntax, fmt::format("'[]' looks into lists and maps, and this is {}",
                                      to_string(operand.type)));
  const bool is_key = may_be(key.type, CelKind::kString) || may_be(key.type, CelKind::kBool) ||
                      may_be(key.type, CelKind::kDouble);
  if (!may_be(key.type, CelKind::kInt) && (is_list || !is_key))
    return refuse(at(syntax.children[1]),
                  fmt::format("{} cannot be an index here", to_string(key.type)));
  CelNode node = node_of(syntax, CelOp::kIndex);
  node.a = operand.node;
  node.b = key.node;
  return Typed{emit(node), element_of(operand.type)};
}

CelChecker::Checked CelChecker::check_list(const CelSyntaxNode& syntax) {
  std::vector<std::uint32_t> children;
  std::optional<CelType> element;
  for (const std::uint32_t id : syntax.children) {
    KEYHOUND_TRY(const Typed child, check(id));
    children.push_back(child.node);
    element = element ? joined_type(*element, child.type, code_.types) : child.type;
  }
  CelNode node = node_of(syntax, CelOp::kList);
  node.a = emit_children(children);
  node.b = static_cast<std::uint32_t>(children.size());
  return Typed{emit(node), {CelKind::kList, false, nullptr, kept(element.value_or(kCelDyn))}};
}

CelChecker::Checked CelChecker::check_map(const CelSyntaxNode& syntax) {
  std::vector<std::uint32_t> children;
  std::optional<CelType> element;
  for (std::size_t i = 0; i < syntax.children.size(); i += 2) {
    KEYHOUND_TRY(const Typed key, check(syntax.children[i]));
    if (!may_be(key.type, CelKind::kString) && !may_be(key.type, CelKind::kInt) &&
        !may_be(key.type, CelKind::kBool)) {
      return refuse(at(syntax.children[i]),
                    fmt::format("keys of maps are strings, ints or bools, and this is {}",
                                to_string(key.type)));
    }
    KEYHOUND_TRY(const Typed value, check(syntax.children[i + 1]));
    children.push_back(key.node);
    children.push_back(value.node);
    element = element ? joined_type(*element, value.type, code_.types) : value.type;
  }
  CelNode node = node_of(syntax, CelOp::kMap);
  node.a = emit_children(children);
  node.b = static_cast<std::uint32_t>(children.size());
  return Typed{emit(node), {CelKind::kMap, false, nullptr, kept(element.value_or(kCelDyn))}};
}

CelChecker::Checked CelChecker::check_condition(std::uint32_t id, std::string_view what) {
  KEYHOUND_TRY(const Typed checked, check(id));
  if (may_be(checked.type, CelKind::kBool)) return checked;
  return refuse(at(id),
                fmt::format("{} needs a bool, and this is {}", what, to_string(checked.type)));
}

CelChecker::Checked CelChecker::check_sign(const CelSyntaxNode& syntax) {
  const bool is_not = syntax.kind == CelSyntaxKind::kNot;
  KEYHOUND_TRY(const Typed operand,
               is_not ? check_condition(syntax.children[0], "'!'") : check(syntax.children[0]));
  const bool is_number =
      may_be(operand.type, CelKind::kInt) || may_be(operand.type, CelKind::kDouble);
  if (!is_not && !is_number)
    return refuse(syntax,
                  fmt::format("'-' needs a number, and this is {}", to_string(operand.type)));
  CelNode node = node_of(syntax, is_not ? CelOp::kNot : CelOp::kNegate);
  node.a = operand.node;
  CelType type = operand.type;
  type.nullable = false;
  return Typed{emit(node), is_not ? kCelBool : type};
}

CelChecker::Checked CelChecker::check_binary(const CelSyntaxNode& syntax) {
  KEYHOUND_TRY(const Typed a, check(syntax.children[0]));
  KEYHOUND_TRY(const Typed b, check(syntax.children[1]));
  const CelOp op = *binary_operator(syntax.name);
  const auto type = result_type(op, a.type, b.type, code_.types);
  if (!type) {
    const bool is_equality = op == CelOp::kEqual || op == CelOp::kNotEqual;
    return refuse(
        syntax, is_equality
                    ? fmt::format("{} and {} are never equal", to_string(a.type), to_string(b.type))
                    : fmt::format("'{}' is not defined for {} and {}", syntax.name,
                                  to_string(a.type), to_string(b.type)));
  }
  CelNode node = node_of(syntax, op);
  node.a = a.node;
  node.b = b.node;
  return Typed{emit(node), *type};
}

CelChecker::Checked CelChecker::check_junction(const CelSyntaxNode& syntax) {
  const bool is_and = syntax.kind == CelSyntaxKind::kAnd;
  std::vector<std::uint32_t> children;
  for (const std::uint32_t id : syntax.children) {
    KEYHOUND_TRY(const Typed child, check_condition(id, is_and ? "'&&'" : "'||'"));
    children.push_back(child.node);
  }
  CelNode node = node_of(syntax, is_and ? CelOp::kAnd : CelOp::kOr);
  node.a = emit_children(children);
  node.b = static_cast<std::uint32_t>(children.size());
  return Typed{emit(node), kCelBool};
}

CelChecker::Checked CelChecker::check_conditional(const CelSyntaxNode& syntax) {
  KEYHOUND_TRY(const Typed condition, check_condition(syntax.children[0], "'?:'"));
  KEYHOUND_TRY(const Typed first, check(syntax.children[1]));
  KEYHOUND_TRY(const Typed second, check(syntax.children[2]));
  CelNode node = node_of(syntax, CelOp::kConditional);
  node.a = condition.node;
  node.b = first.node;
  node.c = second.node;
  return Typed{emit(node), joined_type(first.type, second.type, code_.types)};
}

Status check_expression(const CelSyntax& syntax, const CelEnvironment& environment, CelCode& code) {
  return CelChecker(syntax, environment, code).run();
}

}  // namespace keyhound
