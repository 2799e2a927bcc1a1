// SPDX-License-Identifier: Apache-2.0
// Functions and macros, a part of CelChecker.
#include <fmt/format.h>

#include <array>

#include "policies/language/checker_state.h"
#include "policies/language/place.h"
#include "policies/language/time_text.h"
#include "policies/language/type_rules.h"

namespace keyhound {
namespace {

// What compiled patterns take is many times their text.
constexpr std::size_t kMostPatterns = 64;

struct Macro {
  std::string_view name;
  CelOp op;
  std::size_t most_arguments;
};

constexpr std::array kMacros = {
    Macro{"all", CelOp::kAll, 2},
    Macro{"exists", CelOp::kExists, 2},
    Macro{"exists_one", CelOp::kExistsOne, 2},
    Macro{"filter", CelOp::kFilter, 2},
    Macro{"map", CelOp::kTransform, 3},
};

const Macro* find_macro(std::string_view name) {
  for (const Macro& macro : kMacros)
    if (macro.name == name) return &macro;
  return nullptr;
}

std::vector<std::string_view> callable_names() {
  std::vector<std::string_view> names = function_names();
  for (const Macro& macro : kMacros) names.push_back(macro.name);
  names.insert(names.end(), {"has", "dyn"});
  return names;
}

}  // namespace

CelChecker::Checked CelChecker::check_call(const CelSyntaxNode& syntax) {
  const bool is_method = syntax.kind == CelSyntaxKind::kMethod;
  if (is_method) {
    if (const Macro* const macro = find_macro(syntax.name)) {
      const std::size_t count = syntax.children.size() - 1;
      if (count != 2 && count != macro->most_arguments)
        return refuse(syntax, fmt::format("{0}() takes a variable and an expression: "
                                          "list.{0}(x, ...)",
                                          syntax.name));
      return check_macro(syntax, count == 3 ? CelOp::kTransformSome : macro->op);
    }
    return check_function(syntax, true);
  }
  if (syntax.name == "has") return check_has(syntax);
  if (syntax.name == "dyn" && syntax.children.size() == 1) {
    KEYHOUND_TRY(const Typed argument, check(syntax.children[0]));
    return Typed{argument.node, kCelDyn};
  }
  return check_function(syntax, false);
}

CelChecker::Checked CelChecker::check_function(const CelSyntaxNode& syntax, bool is_method) {
  const auto rows = find_functions(syntax.name);
  if (rows.empty())
    return refuse(syntax, fmt::format("unknown function '{}'{}", syntax.name,
                                      did_you_mean(syntax.name, callable_names())));
  const CelStyle other = is_method ? CelStyle::kGlobal : CelStyle::kMethod;
  if (rows[0].style == other)
    return refuse(syntax, is_method ? fmt::format("write {0}(x), not x.{0}()", syntax.name)
                                    : fmt::format("write x.{0}(), not {0}(x)", syntax.name));
  if (rows[0].arity != syntax.children.size())
    return refuse(syntax, fmt::format("{}() takes {} argument{}", syntax.name,
                                      rows[0].arity - (is_method ? 1 : 0),
                                      rows[0].arity - (is_method ? 1 : 0) == 1 ? "" : "s"));
  std::vector<Typed> arguments;
  for (const std::uint32_t id : syntax.children) {
    KEYHOUND_TRY(arguments.emplace_back(), check(id));
  }
  std::optional<CelType> result;
  for (const CelFunction& row : rows) {
    bool is_fit = true;
    for (std::size_t i = 0; i < arguments.size(); ++i)
      is_fit = is_fit && may_be(arguments[i].type, row.parameters[i]);
    if (is_fit) result = CelType{row.result};
  }
  if (!result) {
    std::string types = to_string(arguments[0].type);
    if (arguments.size() == 2) types += " and " + to_string(arguments[1].type);
    return refuse(syntax, fmt::format("{}() is not defined for {}", syntax.name, types));
  }
  if (syntax.name == "matches") return check_pattern(syntax, arguments[0].node, arguments[1].node);
  if (syntax.name == "timestamp" || syntax.name == "duration") {
    if (code_.nodes[arguments[0].node].op == CelOp::kConstant &&
        arguments[0].type.kind == CelKind::kString) {
      return check_time(syntax, arguments[0]);
    }
  }
  std::vector<std::uint32_t> children;
  for (const Typed& argument : arguments) children.push_back(argument.node);
  CelNode node = node_of(syntax, CelOp::kCall);
  node.a = emit_children(children);
  node.b = static_cast<std::uint32_t>(children.size());
  node.function = rows.data();
  return Typed{emit(node), *result};
}

// Times and durations that are literals are read once.
CelChecker::Checked CelChecker::check_time(const CelSyntaxNode& syntax, const Typed& argument) {
  const CelValue text = code_.constants[code_.nodes[argument.node].index];
  const bool is_time = syntax.name == "timestamp";
  const CelValue value = is_time ? read_cel_time(text.as_text()) : read_cel_length(text.as_text());
  if (value.is_error()) return refuse(syntax, value.error_reason());
  return constant(syntax, value, is_time ? kCelTimestamp : kCelDuration);
}

CelChecker::Checked CelChecker::check_pattern(const CelSyntaxNode& syntax, std::uint32_t text,
                                              std::uint32_t pattern) {
  if (environment_.regexes == nullptr)
    return refuse(syntax, "matches() cannot be used here: there are no regular expressions");
  CelNode node = node_of(syntax, CelOp::kMatch);
  if (code_.nodes[pattern].op != CelOp::kConstant) {
    node.op = CelOp::kCall;
    node.a = emit_children({text, pattern});
    node.b = 2;
    node.function = find_functions(syntax.name).data();
    return Typed{emit(node), kCelBool};
  }
  if (code_.regexes.size() == kMostPatterns)
    return refuse(syntax, "one expression may hold 64 regular expressions");
  const CelValue literal = code_.constants[code_.nodes[pattern].index];
  auto regex = environment_.regexes->compile(literal.as_text());
  if (!regex)
    return refuse(at(syntax.children[1]),
                  fmt::format("this is no regular expression: {}", regex.error().message));
  node.a = text;
  node.index = static_cast<std::uint32_t>(code_.regexes.size());
  code_.regexes.push_back(std::move(*regex));
  return Typed{emit(node), kCelBool};
}

CelChecker::Checked CelChecker::check_has(const CelSyntaxNode& syntax) {
  if (syntax.children.size() != 1 || at(syntax.children[0]).kind != CelSyntaxKind::kSelect)
    return refuse(syntax, "has() takes the selection of a field: has(x.field)");
  KEYHOUND_TRY(const Typed selected, check(syntax.children[0]));
  CelNode node = code_.nodes[selected.node];
  node.begin = syntax.begin;
  node.end = syntax.end;
  if (node.op == CelOp::kField) {
    node.op = CelOp::kHasField;
  } else if (node.op == CelOp::kSelect) {
    node.op = CelOp::kHasSelect;
  } else {
    node.op = CelOp::kHasValue;
    node.a = selected.node;
  }
  return Typed{emit(node), kCelBool};
}

CelChecker::Checked CelChecker::check_macro(const CelSyntaxNode& syntax, CelOp op) {
  KEYHOUND_TRY(const Typed range, check(syntax.children[0]));
  if (!may_be(range.type, CelKind::kList) && range.type.kind != CelKind::kMap)
    return refuse(syntax, fmt::format("{}() goes over a list or a map, and this is {}", syntax.name,
                                      to_string(range.type)));
  const CelSyntaxNode& name = at(syntax.children[1]);
  if (name.kind != CelSyntaxKind::kName)
    return refuse(name, fmt::format("{}() needs the name of a variable here", syntax.name));
  if (locals_.size() == kCelDeepestNesting) return refuse(syntax, "macros are nested too deeply");
  CelNode node = node_of(syntax, op);
  node.a = range.node;
  node.index = static_cast<std::uint32_t>(locals_.size());
  const bool is_list = range.type.kind == CelKind::kList;
  locals_.push_back({name.name, is_list ? element_of(range.type) : kCelDyn});
  Checked checked = check_macro_body(syntax, node, range.type);
  locals_.pop_back();
  return checked;
}

CelChecker::Checked CelChecker::check_macro_body(const CelSyntaxNode& syntax, CelNode node,
                                                 const CelType& range) {
  const std::string what = fmt::format("{}()", syntax.name);
  const std::uint32_t first = syntax.children[2];
  if (node.op == CelOp::kTransform) {
    KEYHOUND_TRY(const Typed made, check(first));
    node.b = made.node;
    return Typed{emit(node), {CelKind::kList, false, nullptr, kept(made.type)}};
  }
  KEYHOUND_TRY(const Typed condition, check_condition(first, what));
  node.b = condition.node;
  if (node.op == CelOp::kTransformSome) {
    KEYHOUND_TRY(const Typed made, check(syntax.children[3]));
    node.c = made.node;
    return Typed{emit(node), {CelKind::kList, false, nullptr, kept(made.type)}};
  }
  if (node.op != CelOp::kFilter) return Typed{emit(node), kCelBool};
  const CelType element = range.kind == CelKind::kList ? element_of(range) : kCelDyn;
  return Typed{emit(node), {CelKind::kList, false, nullptr, kept(element)}};
}

}  // namespace keyhound
