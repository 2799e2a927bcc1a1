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
#include <vector>

#include "scanner/pipelines/definition_set.h"
#include "scanner/pipelines/facts/definition.h"

namespace keyhound {

class ActionOutputs {
 public:
  explicit ActionOutputs(const DefinitionSet& set) : set_(set) {}

  // Names of inputs, in lower case.
  const std::set<std::string>& inputs_of(const Definition& action, std::string_view output);

 private:
  static constexpr int kMostActions = 10;               // that call one another
  static constexpr std::size_t kMostInputs = 64;        // that one output is made of
  static constexpr std::size_t kMostSteps = 1'000'000;  // of following, in one set

  // Where an action speaks of its outputs and of what it hands on.
  struct Index {
    std::map<std::string, std::vector<const Binding*>> outputs;                   // by name
    std::map<std::pair<Scope, std::string>, std::vector<const Binding*>> inputs;  // of a step
    std::map<Scope, const Include*> calls;                                        // of a step
  };

  const Index& index_of(const Definition& action);
  // The action of the set that a step calls. nullptr: it calls none.
  [[nodiscard]] const Definition* action_of(const Definition& caller, Scope step);
  void add(const Definition& action, FactIndex reference, std::set<std::string>& inputs);
  void add_inner(const Definition& action, const SecretReference& output,
                 std::set<std::string>& inputs);

  const DefinitionSet& set_;
  int depth_ = 0;
  std::size_t steps_left_ = kMostSteps;
  std::map<const Definition*, Index> indexes_;
  std::map<std::pair<const Definition*, std::string>, std::set<std::string>> known_;
};

}  // namespace keyhound
