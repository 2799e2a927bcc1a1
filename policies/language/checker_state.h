// SPDX-License-Identifier: Apache-2.0
// Private to policies/language: the checker's class, whose parts stand in checker.cpp (names,
// fields, operators) and checker_calls.cpp (functions, macros).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policies/language/checker.h"
#include "policies/language/functions.h"

namespace keyhound {

class CelChecker {
 public:
  CelChecker(const CelSyntax& syntax, const CelEnvironment& environment, CelCode& code)
      : syntax_(syntax), environment_(environment), code_(code) {}

  Status run();

 private:
  struct Typed {
    std::uint32_t node = 0;
    CelType type;
  };
  using Checked = Result<Typed>;

  struct Local {
    std::string_view name;
    CelType type;
  };

  // Checks a node and what is below.
  Checked check(std::uint32_t id);
  Checked check_name(const CelSyntaxNode& syntax);
  Checked check_select(const CelSyntaxNode& syntax);
  Checked check_index(const CelSyntaxNode& syntax);
  Checked check_list(const CelSyntaxNode& syntax);
  Checked check_map(const CelSyntaxNode& syntax);
  Checked check_sign(const CelSyntaxNode& syntax);
  Checked check_binary(const CelSyntaxNode& syntax);
  Checked check_junction(const CelSyntaxNode& syntax);
  Checked check_conditional(const CelSyntaxNode& syntax);
  Checked check_condition(std::uint32_t id, std::string_view what);

  Checked check_call(const CelSyntaxNode& syntax);
  Checked check_function(const CelSyntaxNode& syntax, bool is_method);
  Checked check_pattern(const CelSyntaxNode& syntax, std::uint32_t text, std::uint32_t pattern);
  Checked check_time(const CelSyntaxNode& syntax, const Typed& argument);
  Checked check_has(const CelSyntaxNode& syntax);
  Checked check_macro(const CelSyntaxNode& syntax, CelOp op);
  Checked check_macro_body(const CelSyntaxNode& syntax, CelNode node, const CelType& range);

  // The variable of the environment that a chain of names means ("params.period").
  std::optional<std::size_t> find_variable(std::string_view name) const;
  // The chain itself; empty: it is none, or begins with the variable of a macro.
  std::string chain_of(const CelSyntaxNode& syntax) const;
  Checked variable(const CelSyntaxNode& syntax, std::size_t number);
  // The field of a record; an error when it has none of that name.
  Result<const CelField*> field_of(const CelType& type, const CelSyntaxNode& syntax) const;
  Status require_fields(const CelType& type, const CelSyntaxNode& syntax) const;

  [[nodiscard]] tl::unexpected<Error> refuse(const CelSyntaxNode& syntax,
                                             std::string_view reason) const;
  std::uint32_t emit(const CelNode& node);
  CelNode node_of(const CelSyntaxNode& syntax, CelOp op) const;
  // Puts numbers of nodes at the end of code_.children; the answer is the first one's place.
  std::uint32_t emit_children(const std::vector<std::uint32_t>& children);
  Typed constant(const CelSyntaxNode& syntax, const CelValue& value, const CelType& type);
  const CelType* kept(const CelType& type);
  [[nodiscard]] const CelSyntaxNode& at(std::uint32_t id) const { return syntax_.nodes[id]; }

  const CelSyntax& syntax_;
  const CelEnvironment& environment_;
  CelCode& code_;
  std::vector<Local> locals_;
};

}  // namespace keyhound
