// SPDX-License-Identifier: Apache-2.0
// ActionOutputs: which inputs of an action of a tree the outputs that it declares are made of, also
// through actions that it calls itself. Borrows the set; one per question, used by one thread.
// https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "scanner/pipelines/definition_set.h"
#include "scanner/pipelines/facts/definition.h"

namespace keyhound {

class ActionOutputs {
 public:
  explicit ActionOutputs(const DefinitionSet& set) : set_(set) {}

  // Names of inputs, in lower case.
  const std::set<std::string>& inputs_of(const Definition& action, std::string_view output);

  // The action of the set that a step calls. nullptr: it calls none.
  [[nodiscard]] const Definition* action_of(const Definition& caller, Scope step) const;

 private:
  static constexpr int kMostActions = 10;  // that call one another

  void add(const Definition& action, FactIndex reference, std::set<std::string>& inputs);
  void add_inner(const Definition& action, const SecretReference& output,
                 std::set<std::string>& inputs);

  const DefinitionSet& set_;
  int depth_ = 0;
  std::map<std::pair<const Definition*, std::string>, std::set<std::string>> known_;
};

}  // namespace keyhound
