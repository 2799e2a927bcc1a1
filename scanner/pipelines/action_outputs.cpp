// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/action_outputs.h"

#include "scanner/base/ascii.h"
#include "scanner/pipelines/called_definitions.h"
#include "scanner/pipelines/facts/later_values.h"

namespace keyhound {

const std::set<std::string>& ActionOutputs::inputs_of(const Definition& action,
                                                      std::string_view output) {
  static const std::set<std::string> kNone;
  std::pair<const Definition*, std::string> key(&action, to_lower_ascii(output));
  // Of actions that call one another in a ring the rest is not known yet; GitHub runs none of them.
  const auto before = known_.find(key);
  if (before != known_.end()) return before->second;
  if (depth_ >= kMostActions) return kNone;
  const auto known = known_.try_emplace(std::move(key)).first;
  ++depth_;
  const auto& outputs = index_of(action).outputs;
  if (const auto found = outputs.find(known->first.second); found != outputs.end()) {
    for (const Binding* one : found->second) {
      for (const auto* some : {&one->references, &one->carried})
        for (const FactIndex index : *some) add(action, index, known->second);
    }
  }
  --depth_;
  return known->second;
}

void ActionOutputs::add(const Definition& action, FactIndex reference,
                        std::set<std::string>& inputs) {
  if (steps_left_ == 0 || inputs.size() >= kMostInputs) return;
  --steps_left_;
  const SecretReference& one = action.references[reference];
  if (one.is_tested || one.kind != "input") return;
  if (one.store == kActionOutputs) {
    add_inner(action, one, inputs);
  } else {
    inputs.insert(one.id);
  }
}

// What the action hands to one that it calls, and takes back.
void ActionOutputs::add_inner(const Definition& action, const SecretReference& output,
                              std::set<std::string>& inputs) {
  const Definition* inner = action_of(action, output.scope);
  if (inner == nullptr) return;
  const std::set<std::string> taken = inputs_of(*inner, output.id);
  const auto& given = index_of(action).inputs;
  for (const std::string& name : taken) {
    const auto found = given.find({output.scope, name});
    if (found == given.end()) continue;
    for (const Binding* one : found->second) {
      for (const FactIndex index : one->references)
        if (action.references[index].store != kActionOutputs) add(action, index, inputs);
    }
  }
}

const ActionOutputs::Index& ActionOutputs::index_of(const Definition& action) {
  const auto [known, is_new] = indexes_.try_emplace(&action);
  Index& index = known->second;
  if (!is_new) return index;
  for (const Binding& one : action.bindings) {
    std::string name = to_lower_ascii(one.name);
    if (one.kind == BindingKind::kOutput)
      index.outputs[std::move(name)].push_back(&one);
    else if (one.kind == BindingKind::kInput)
      index.inputs[{one.scope, std::move(name)}].push_back(&one);
  }
  for (const Include& one : action.includes) index.calls.emplace(one.scope, &one);
  return index;
}

const Definition* ActionOutputs::action_of(const Definition& caller, Scope step) {
  const auto& calls = index_of(caller).calls;
  const auto found = calls.find(step);
  return found == calls.end() ? nullptr : called_action(set_, caller, *found->second);
}

}  // namespace keyhound
