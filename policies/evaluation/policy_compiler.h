// SPDX-License-Identifier: Apache-2.0
// Private to policies/evaluation/: checks and compiles the expressions of one definition. Used
// once.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "policies/evaluation/policy.h"

namespace keyhound {

class PolicyCompiler {
 public:
  PolicyCompiler(PolicyDefinition definition, const CelRegexCompiler* regexes);
  Result<Policy> compile();

 private:
  static Policy policy_of(PolicyDefinition definition);
  void add_parameters();
  void add_lets();
  void check_name(std::string_view name, const RegistryPlace& place);
  void add_problem(const PolicyText& text, const Error& error);
  template <class Program>
  std::vector<std::size_t> needed(const Program& program) const;
  std::optional<Policy::Expression> condition(const PolicyText& text);
  std::optional<Policy::Text> text(const PolicyText& text);
  Policy::Message message(const PolicyMessage& from);
  void add_guards(const std::vector<PolicyGuard>& from, std::vector<Policy::Guard>& into);

  Policy policy_;
  const PolicyDefinition& definition_;  // of policy_
  CelEnvironment environment_;
  std::size_t first_let_ = 0;  // its index among the variables
  std::vector<RegistryProblem> problems_;
};

}  // namespace keyhound
