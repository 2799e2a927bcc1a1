// SPDX-License-Identifier: Apache-2.0
// ScriptVariables: which secrets the variables of a script hold at a place in it, by what the
// script assigns. Assignments are followed in the order of the text, not of a run. One per script,
// used by one thread; linear.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "scanner/pipelines/facts/definition.h"

namespace keyhound {

// A variable's name as its language compares it.
struct VariableName {
  std::string key;      // equal for two ways of writing one variable
  std::string name;     // without the drive: "TOKEN" of "env:TOKEN"
  bool is_environment;  // of the process, not only of PowerShell
};

VariableName read_variable_name(std::string_view written, ScriptLanguage language);

using References = std::vector<FactIndex>;

// Of a value that holds more secrets, a use knows the first ones. What one script makes of a value
// is what the next one uses: without a limit each would multiply them.
inline constexpr std::size_t kMostSecretsOfUse = 16;

// The first ones, each once.
References limited(References references);

// What scripts leave to later ones that run in the same shell: variables, by name, job and step.
using KeptVariables = std::map<std::tuple<std::string, FactIndex, FactIndex>, References>;

class ScriptVariables {
 public:
  explicit ScriptVariables(const Script& script);

  // From `at` on, the variable holds these.
  void assign(const VariableName& name, std::uint32_t at, References references);

  // What the script has made of a variable; nullopt: nothing, before `at`.
  [[nodiscard]] std::optional<References> find(const VariableName& name, TextRange at) const;

  // What all of the script makes of its variables, for the scripts behind it.
  void keep(KeptVariables& into) const;

 private:
  struct Assigned {
    std::uint32_t from = 0;  // offset in the script
    References references;
  };

  [[nodiscard]] bool is_in_function(std::uint32_t at) const;

  const Script& script_;
  std::vector<TextRange> functions_;  // outermost ones, in order
  std::map<std::string, std::vector<Assigned>> assigned_;
};

// The names that `read` and the like set.
std::vector<std::string> names_that_are_read(const ScriptCommand& command);
// The name that a `for` or `select` loop sets; empty: the group is no such loop.
std::string loop_variable(const Script& script, const ScriptGroup& group);

}  // namespace keyhound
