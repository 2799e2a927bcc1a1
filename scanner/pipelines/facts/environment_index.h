// SPDX-License-Identifier: Apache-2.0
// EnvironmentIndex: which binding gives processes a variable. Immutable, thread-safe; borrows the
// definition, whose bindings stay as they are.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <tuple>

#include "scanner/pipelines/facts/definition.h"

namespace keyhound {

// Whether a binding becomes a variable of processes.
bool is_environment(const Binding& binding);

class EnvironmentIndex {
 public:
  explicit EnvironmentIndex(const Definition& definition);

  enum class Case { kMatters, kIgnored };

  // The innermost binding that a process in `scope` sees; of several in one scope the last. Null:
  // the definition binds nothing to the name.
  [[nodiscard]] const Binding* find(Scope scope, std::string_view name,
                                    Case letters = Case::kMatters) const;

 private:
  using Key = std::tuple<std::string_view, FactIndex, FactIndex>;  // name, job, step
  using FoldedKey = std::tuple<std::string, FactIndex, FactIndex>;

  const Definition* definition_;
  std::map<Key, FactIndex> bindings_;
  std::map<FoldedKey, FactIndex> folded_;  // by name in upper case
};

}  // namespace keyhound
